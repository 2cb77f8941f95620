package dev.tillwright.crypto.keyblock;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D4: where the bounds of key blocks lie, to the character. */
class BlockEdgesTest {
  private final Bench bench = new Bench();
  private final KeyBlocks blocks = bench.blocks;
  private final KeyHandle aes = bench.kbpk(new byte[32], KeyAlgorithm.AES);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aKeyThatFillsItsBlocks_needsNoPadding() {
    KeyHandle key = hmac("exact", 14);
    KeyBlock block = blocks.wrap(aes, key);
    assertThat(block.text()).startsWith("D0080M7H").hasSize(16 + 32 + 32);
    assertThat(blocks.unwrap(aes, block.text(), "in").key().spec()).isEqualTo(key.spec());
    assertThat(blocks.wrap(aes, hmac("one-more", 15)).text()).startsWith("D0112M7H");
    WrapOptions none = WrapOptions.builder().padding(0).build();
    assertThat(blocks.wrap(aes, key, none).text()).hasSize(80);
    WrapOptions much = WrapOptions.builder().padding(240).build();
    assertThat(blocks.wrap(aes, key, much).text()).hasSize(80 + 480);
    assertThat(WrapOptions.builder().padding(255).build().padding()).hasValue(255);
    assertThatIllegalArgumentException().isThrownBy(() -> WrapOptions.builder().padding(256));
    assertThatIllegalArgumentException().isThrownBy(() -> WrapOptions.builder().padding(-1));
  }

  @Test
  void aHeaderThatMissesFourCharacters_getsAnEmptyPaddingBlock() {
    KeyHandle key = hmac("padded", 14);
    assertThat(labelled(key, "12345678")).contains("LB0C12345678PB04").startsWith("D0096");
    assertThat(labelled(key, "123456789")).contains("LB0D123456789PB13" + "0".repeat(15));
    assertThat(labelled(key, "123456789012")).contains("LB10123456789012").doesNotContain("PB");
  }

  private String labelled(KeyHandle key, String label) {
    WrapOptions options = WrapOptions.builder().optional(new OptionalBlock("LB", label)).build();
    String text = blocks.wrap(aes, key, options).text();
    assertThat(blocks.unwrap(aes, text, "in").header().optional("LB"))
        .contains(new OptionalBlock("LB", label));
    return text;
  }

  @Test
  void headers_takeTheFirstAndTheLastCharacterOfEachRange() {
    List<OptionalBlock> most = Collections.nCopies(99, new OptionalBlock("LB", ""));
    for (char c : new char[] {'A', 'Z', '0', '9'}) {
      assertThat(header(c, most).optional()).hasSize(99);
    }
    for (char c : new char[] {'@', '[', '/', ':', 'a'}) {
      assertThatIllegalArgumentException().isThrownBy(() -> header(c, most));
    }
    List<OptionalBlock> more = Collections.nCopies(100, new OptionalBlock("LB", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> header('A', more));
    assertThat(new OptionalBlock("LB", "x".repeat(9_999)).content()).hasSize(9_999);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OptionalBlock("LB", "x".repeat(10_000)));
  }

  private static KeyBlockHeader header(char c, List<OptionalBlock> optional) {
    return new KeyBlockHeader(KeyBlockVersion.D, KeyUsage.P0, c, c, "00", c, "00", optional);
  }

  @Test
  void theLongestText_isLookedInto_andALongerOneIsNot() {
    assertThat(malformed("D9999" + "0".repeat(9_994)).field()).isNotEqualTo("the block");
    assertThat(malformed("D9999" + "0".repeat(9_995)).field()).isEqualTo("the block");
    String small = "B0048M7HC00N0000" + "0".repeat(16) + "0".repeat(16);
    assertThat(KeyBlock.parse(small).encrypted()).hasSize(8);
    assertThat(KeyBlock.parse(small)).isEqualTo(KeyBlock.parse(small)).hasSameHashCodeAs(small);
    assertThat(malformed("B0032M7HC00N0000" + "0".repeat(16)).field())
        .isEqualTo("the encrypted key");
  }

  private static KeyBlockFormatException malformed(String text) {
    KeyBlockFormatException[] seen = new KeyBlockFormatException[1];
    assertThatExceptionOfType(KeyBlockFormatException.class)
        .isThrownBy(() -> KeyBlock.parse(text))
        .satisfies(e -> seen[0] = e);
    return seen[0];
  }

  /** A KC of a key that has none says nothing; one that is cut says something wrong. */
  @Test
  void checkValues_areHeldAgainstKeysThatHaveThem() {
    WrapOptions claims =
        WrapOptions.builder().optional(new OptionalBlock("KC", "00123456")).build();
    String hmac = blocks.wrap(aes, hmac("hmac", 16), claims).text();
    assertThat(blocks.unwrap(aes, hmac, "in").header().optional("KC")).isPresent();
    KeyHandle pin =
        bench.load(
            "pin",
            KeyUsage.P0,
            ModeOfUse.BOTH,
            KeyAlgorithm.AES,
            new byte[16],
            Exportability.TRUSTED);
    for (String wrong : new String[] {"00123456", "00", "01", "01123456789A"}) {
      WrapOptions options = WrapOptions.builder().optional(new OptionalBlock("KC", wrong)).build();
      String text = blocks.wrap(aes, pin, options).text();
      refused("keyblock.refused", "refused", () -> blocks.unwrap(aes, text, "in"));
    }
    for (String unknown : new String[] {"", "0", "02123456"}) {
      WrapOptions options =
          WrapOptions.builder().optional(new OptionalBlock("KC", unknown)).build();
      assertThat(blocks.unwrap(aes, blocks.wrap(aes, pin, options).text(), "in").key().spec())
          .isEqualTo(pin.spec());
    }
  }

  @Test
  void protectionKeys_thatAreNone_areToldSo() {
    KeyHandle single =
        bench.load(
            "single",
            KeyUsage.K1,
            ModeOfUse.BOTH,
            KeyAlgorithm.TDES,
            new byte[8],
            Exportability.NONE);
    KeyHandle weak =
        bench.load(
            "weak",
            KeyUsage.P0,
            ModeOfUse.BOTH,
            KeyAlgorithm.TDES,
            new byte[8],
            Exportability.TRUSTED);
    KeyHandle hmac =
        bench.load(
            "hmac-kbpk",
            KeyUsage.K1,
            ModeOfUse.BOTH,
            KeyAlgorithm.HMAC,
            new byte[32],
            Exportability.NONE);
    refused("key.strength", "single DES", () -> blocks.wrap(single, weak));
    refused("key.algorithm", "AES or triple DES", () -> blocks.wrap(hmac, weak));
    String text = blocks.wrap(aes, weak).text();
    refused("key.strength", "single DES", () -> blocks.rewrap(aes, single, text));
    refused("key.algorithm", "AES or triple DES", () -> blocks.rewrap(aes, hmac, text));
    bench.load(
        "one-way",
        KeyUsage.K1,
        ModeOfUse.ENCRYPT,
        KeyAlgorithm.AES,
        new byte[32],
        Exportability.NONE);
    refused("key.mode", "one-way/1", () -> blocks.unwrapUnderAny("one-way", text, "in"));
    refused("keyblock.refused", "refused", () -> blocks.unwrapUnderAny("nobody", text, "in"));
  }

  @Test
  void privateKeys_areMeasuredToTheByte() {
    assertThat(ec("30060201010401" + "7F")).hasValue(8);
    assertThat(ec("3005020101" + "0400")).isEmpty();
    assertThat(ec("300402000400")).isEmpty();
    assertThat(ec("3005" + "0200" + "04017F")).hasValue(8);
    assertThat(ec("3007020101" + "0481017F")).hasValue(8);
    assertThat(ec("3008020101" + "048200017F")).hasValue(8);
    assertThat(ec("3009020101" + "04830000017F")).isEmpty();
    assertThat(ec("3006020101" + "04807F")).isEmpty();
    assertThat(ec("3003020101")).isEmpty();
    assertThat(ec("3004020101" + "04")).isEmpty();
    assertThat(ec("3006020101" + "04027F")).isEmpty();
    assertThat(ec("3007020101" + "04017F00")).hasValue(8);
    assertThat(ec("3006020201" + "04017F")).isEmpty();
    assertThat(ec("30060301010401" + "7F")).isEmpty();
    assertThat(ec("31060201010401" + "7F")).isEmpty();
    assertThat(ec("3006020101" + "02017F")).isEmpty();
    assertThat(ec("308182020101" + "047D" + "11".repeat(125))).hasValue(1000);
    assertThat(ec("307F" + "020101" + "047A" + "11".repeat(122))).hasValue(976);
    assertThat(PrivateKeyBits.of(KeyAlgorithm.RSA, Vectors.hex("3006020100" + "020141")))
        .hasValue(7);
  }

  private static OptionalInt ec(String der) {
    return PrivateKeyBits.of(KeyAlgorithm.EC, Vectors.hex(der));
  }

  private KeyHandle hmac(String id, int bytes) {
    return bench.load(
        id,
        KeyUsage.M7,
        ModeOfUse.GENERATE_AND_VERIFY,
        KeyAlgorithm.HMAC,
        "0123456789ABCDEF".substring(0, bytes).getBytes(US_ASCII),
        Exportability.TRUSTED);
  }

  private static void refused(String code, String part, ThrowingCallable call) {
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .withMessageContaining(part)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
