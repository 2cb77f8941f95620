package dev.tillwright.crypto.keyblock;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D4: what key blocks promise beside the published ones. */
class KeyBlocksTest {
  private static final byte[] KEY = "0123456789ABCDEF".getBytes(US_ASCII);
  private static final byte[] AES_KBPK = "fedcba9876543210FEDCBA9876543210".getBytes(US_ASCII);
  private static final byte[] TDES_KBPK = "zyxwvutsrqponmlkjihgfedc".getBytes(US_ASCII);

  private final Bench bench = new Bench();
  private final KeyBlocks blocks = bench.blocks;
  private final KeyHandle aes = bench.kbpk(AES_KBPK, KeyAlgorithm.AES);
  private final KeyHandle tdes =
      bench.load(
          "tdes-kbpk",
          KeyUsage.K1,
          ModeOfUse.BOTH,
          KeyAlgorithm.TDES,
          TDES_KBPK,
          Exportability.NONE);
  private final KeyHandle pin = pinKey(KeyAlgorithm.TDES, KEY);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void newBlocks_areOfVersionDUnderAesAndBUnderTripleDes() {
    assertThat(blocks.wrap(aes, pin).text()).startsWith("D0112P0TE00E0000");
    assertThat(blocks.wrap(tdes, pin).text()).startsWith("B0096P0TE00E0000");
  }

  @Test
  void anyBitFlipped_anyLength_anyOtherKey_isRefusedWithOneMessage() {
    KeyHandle other =
        bench.load("other", KeyUsage.K1, ModeOfUse.BOTH, KeyAlgorithm.AES, KEY, Exportability.NONE);
    String expected =
        refusal("keyblock.refused", () -> blocks.unwrap(other, blocks.wrap(aes, pin).text(), "in"));
    int flips = 0;
    for (KeyBlockVersion version : KeyBlockVersion.values()) {
      KeyHandle kbpk = version == KeyBlockVersion.D ? aes : tdes;
      WrapOptions options =
          WrapOptions.builder()
              .oldVersion(version, Acknowledgement.OLD_KEY_BLOCKS)
              .optional(new OptionalBlock("LB", "lane 4"))
              .checkValues()
              .build();
      String good = blocks.wrap(kbpk, pin, options).text();
      assertThat(blocks.unwrap(kbpk, good, "good").header().optional("LB")).isPresent();
      for (int at = 0; at < good.length(); at++) {
        for (int bit = 0; bit < 8; bit++) {
          char[] bad = good.toCharArray();
          bad[at] ^= (char) (1 << bit);
          same(expected, kbpk, new String(bad));
          flips++;
        }
      }
      for (int length = 0; length < good.length(); length++) {
        same(expected, kbpk, good.substring(0, length));
      }
      same(expected, kbpk, good + "0");
      same(expected, kbpk, good + "00".repeat(version.blockBytes()));
      same(expected, kbpk, good.substring(0, good.length() - 1) + "\u0661");
    }
    System.out.println("key blocks: " + flips + " flipped bits refused with one message");
    assertThat(bench.keys.current("in")).isEmpty();
  }

  /** A MAC that is right does not make a length right. */
  @Test
  void authenticBlock_whoseLengthIsWrong_isRefusedWithTheSameMessage() {
    String expected = refusal("keyblock.refused", () -> blocks.unwrap(aes, "", "in"));
    for (int bits : new int[] {0, 1, 7, 127, 129, 30 * 8 + 8, 0xFFF8, 0xFFFF}) {
      byte[] plain = new byte[32];
      plain[0] = (byte) (bits >>> 8);
      plain[1] = (byte) bits;
      same(expected, aes, forged("D0112P0AE00E0000", plain));
    }
    assertThat(blocks.unwrap(aes, forged("D0112P0AE00E0000", plain(KEY, 14)), "in").key().spec())
        .isEqualTo(
            KeySpec.of(KeyUsage.P0, ModeOfUse.ENCRYPT, KeyAlgorithm.AES, 128)
                .exportable(Exportability.TRUSTED));
  }

  @Test
  void authenticBlock_ofThingsNobodyKnows_isNamed() {
    named("its algorithm", "D0112P07E00E0000");
    named("its mode of use", "D0112P0A100E0000");
    named("its exportability", "D0112P0AE0010000");
    String shortKey = forged("D0112P0AE00E0000", plain(new byte[15], 15));
    assertThat(refusal("keyblock.notUnderstood", () -> blocks.unwrap(aes, shortKey, "in")))
        .contains("its key");
    String notDer = forged("D0112S0RS00E0000", plain(KEY, 14));
    assertThat(refusal("keyblock.notUnderstood", () -> blocks.unwrap(aes, notDer, "in")))
        .contains("its key");
    String component = forged("D0112P0AEc1E0000", plain(KEY, 14));
    assertThat(refusal("key.usage", () -> blocks.unwrap(aes, component, "in")))
        .contains("component");
    assertThat(bench.keys.current("in")).isEmpty();
  }

  private void named(String field, String header) {
    String block = forged(header, plain(KEY, 14));
    assertThat(refusal("keyblock.notUnderstood", () -> blocks.unwrap(aes, block, "in")))
        .contains(field);
  }

  @Test
  void protectionKeyOfAnotherAlgorithm_isAClearErrorBeforeAnyCryptography() {
    String b = "B" + "!".repeat(20); // not even a block: nothing but its version was looked at
    assertThat(refusal("keyblock.protection", () -> blocks.unwrap(aes, b, "in")))
        .isEqualTo(
            "a key block of version B is protected by TDES, and this protection key is for AES");
    refusal("keyblock.protection", () -> blocks.unwrap(tdes, "D", "in"));
    WrapOptions c =
        WrapOptions.builder().oldVersion(KeyBlockVersion.C, Acknowledgement.OLD_KEY_BLOCKS).build();
    refusal("keyblock.protection", () -> blocks.wrap(aes, pin, c));
  }

  @Test
  void protectionKey_weakerThanTheKey_carriesItNeitherOutNorIn() {
    KeyHandle weak =
        bench.load("weak", KeyUsage.K1, ModeOfUse.BOTH, KeyAlgorithm.AES, KEY, Exportability.NONE);
    KeyHandle strong = pinKey(KeyAlgorithm.AES, AES_KBPK);
    refusal("key.strength", () -> blocks.wrap(weak, strong));
    refusal("key.strength", () -> blocks.wrap(tdes, pinKey(KeyAlgorithm.AES, KEY)));
    assertThat(blocks.wrap(aes, strong)).isNotNull();
    String block =
        forged("D0144P0AE00E0000", plain(AES_KBPK, 14), KEY); // under the weak one's bytes
    refusal("key.strength", () -> blocks.unwrap(weak, block, "in"));
    KeyHandle single =
        bench.load(
            "single",
            KeyUsage.K1,
            ModeOfUse.BOTH,
            KeyAlgorithm.TDES,
            new byte[8],
            Exportability.NONE);
    refusal("key.strength", () -> blocks.wrap(single, pin));
  }

  @Test
  void lengthOfAKey_doesNotShow_andPaddingIsRandom() {
    String one = blocks.wrap(aes, pinKey(KeyAlgorithm.AES, KEY)).text();
    String other = blocks.wrap(aes, pinKey(KeyAlgorithm.AES, AES_KBPK)).text();
    assertThat(one).hasSameSizeAs(other).hasSize(144);
    assertThat(blocks.wrap(tdes, pin).text())
        .hasSameSizeAs(blocks.wrap(tdes, pinKey(KeyAlgorithm.TDES, TDES_KBPK)).text());
    assertThat(blocks.wrap(aes, pin)).isNotEqualTo(blocks.wrap(aes, pin));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> blocks.wrap(aes, pin, WrapOptions.builder().padding(13).build()));
  }

  @Test
  void oldVersions_areWrittenByNameOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WrapOptions.builder()
                    .oldVersion(KeyBlockVersion.A, Acknowledgement.KEYS_IN_SOFTWARE));
    assertThatIllegalArgumentException().isThrownBy(() -> WrapOptions.builder().keyVersion("c1"));
  }

  @Test
  void exportability_isNeverWidened() {
    KeyHandle fixed =
        bench.load(
            "fixed", KeyUsage.P0, ModeOfUse.BOTH, KeyAlgorithm.TDES, KEY, Exportability.NONE);
    refusal("key.exportability", () -> blocks.wrap(aes, fixed));
    refusal(
        "key.exportability",
        () ->
            blocks.wrap(
                aes, pin, WrapOptions.builder().exportability(Exportability.SENSITIVE).build()));
    KeyBlock narrowed =
        blocks.wrap(aes, pin, WrapOptions.builder().exportability(Exportability.NONE).build());
    KeyHandle in = blocks.unwrap(aes, narrowed.text(), "in").key();
    assertThat(in.spec()).isEqualTo(pin.spec().exportable(Exportability.NONE));
    refusal("key.exportability", () -> blocks.wrap(aes, in));
  }

  @Test
  void handle_isBoundToTheHeader() {
    KeyHandle verify =
        bench.load(
            "mac", KeyUsage.M6, ModeOfUse.VERIFY, KeyAlgorithm.AES, KEY, Exportability.TRUSTED);
    KeyHandle in = blocks.hold(aes, blocks.wrap(aes, verify).text()).key();
    assertThat(in.durable()).isFalse();
    assertThat(bench.keys.verify(in, MacMethod.CMAC, KEY, new byte[16])).isFalse();
    refusal("key.mode", () -> bench.keys.mac(in, MacMethod.CMAC, KEY));
    refusal("key.usage", () -> bench.keys.decrypt(in, KEY, KEY));
    refusal("key.usage", () -> blocks.wrap(in, pin));
  }

  @Test
  void optionalBlocks_ofAnyIdAndLength_comeBackAsTheyWent() {
    List<OptionalBlock> optional =
        List.of(
            new OptionalBlock("LB", "printable ~ text, no hex"),
            new OptionalBlock("7Z", ""),
            new OptionalBlock("CT", "00" + "Q".repeat(251)),
            new OptionalBlock("XX", "Q".repeat(251)),
            new OptionalBlock("LB", "again"));
    WrapOptions.Builder options = WrapOptions.builder();
    optional.forEach(options::optional);
    KeyBlock block = blocks.wrap(aes, pin, options.build());
    assertThat(block.text()).contains("CT00040107" + "00QQ").contains("XXFFQQ");
    KeyBlockHeader header = blocks.unwrap(aes, block.text(), "in").header();
    assertThat(header.optional()).startsWith(optional.toArray(new OptionalBlock[0])).hasSize(6);
    assertThat(header.optional("PB")).isPresent();
    assertThat(header.optional("LB")).contains(optional.get(0));
    assertThat(header.text(block.text().length())).isEqualTo(block.headerText());
  }

  /** Others write a length of length of two bytes where the standard has four digits. */
  @Test
  void longOptionalBlock_withALengthOfTwoBytes_isRead() {
    String content = "Q".repeat(262);
    String header = "D0384P0AE00E0100" + "CT00020110" + content;
    KeyBlockImport in = blocks.unwrap(aes, forged(header, plain(KEY, 14)), "in");
    assertThat(in.header().optional()).containsExactly(new OptionalBlock("CT", content));
    assertThat(in.header().optional().get(0).text()).startsWith("CT00040110");
  }

  @Test
  void paddingBlock_ofOnesOwn_mustFillTheHeader() {
    WrapOptions short1 = WrapOptions.builder().optional(new OptionalBlock("PB", "12345")).build();
    assertThatIllegalArgumentException().isThrownBy(() -> blocks.wrap(aes, pin, short1));
  }

  @Test
  void blockThatWouldBeTooLong_isRefused() {
    WrapOptions.Builder options = WrapOptions.builder();
    options.optional(new OptionalBlock("AA", "x".repeat(9_900)));
    assertThatIllegalArgumentException().isThrownBy(() -> blocks.wrap(aes, pin, options.build()));
  }

  @Test
  void checkValues_areWrittenAndHeldAgainstTheKeys() {
    WrapOptions options = WrapOptions.builder().checkValues().build();
    KeyBlockHeader header = blocks.wrap(aes, pin, options).header();
    assertThat(header.optional("KC").orElseThrow().content())
        .isEqualTo("00" + hex(bench.keys.kcv(pin, KcvStyle.ECB)));
    assertThat(header.optional("KP").orElseThrow().content())
        .isEqualTo("01" + hex(bench.keys.kcv(aes, KcvStyle.CMAC)));
    String expected = refusal("keyblock.refused", () -> blocks.unwrap(aes, "", "in"));
    same(
        expected, aes, forged("D0144P0AE00E0200KC0C00123456PB14" + "0".repeat(16), plain(KEY, 14)));
    same(
        expected, aes, forged("D0144P0AE00E0200KP0C00123456PB14" + "0".repeat(16), plain(KEY, 14)));
    String unknownStyle = forged("D0128P0AE00E0100KC1077123456ABCD", plain(KEY, 14));
    assertThat(blocks.unwrap(aes, unknownStyle, "in")).isNotNull();
  }

  @Test
  void protectionKey_isChangedWithoutAMomentInWhichABlockDoesNotOpen() {
    WrapOptions options =
        WrapOptions.builder()
            .checkValues()
            .exportability(Exportability.NONE)
            .keyVersion("07")
            .optional(new OptionalBlock("LB", "lane 4"))
            .build();
    String old = blocks.wrap(aes, pin, options).text();
    KeyHandle next = bench.keys.rotate(aes);
    refusal("key.state", () -> blocks.wrap(aes, pin));
    assertThat(blocks.unwrapUnderAny("kbpk", old, "in").header().keyVersion()).isEqualTo("07");

    KeyBlock moved = blocks.rewrap(aes, next, old);
    assertThat(blocks.unwrapUnderAny("kbpk", moved.text(), "in").key().spec())
        .isEqualTo(pin.spec().exportable(Exportability.NONE));
    assertThat(moved.header().keyVersion()).isEqualTo("07");
    assertThat(moved.header().optional("LB")).isPresent();
    assertThat(moved.header().optional("KP").orElseThrow().content())
        .isEqualTo("01" + hex(bench.keys.kcv(next, KcvStyle.CMAC)));
    assertThat(moved.header().optional("KC"))
        .isEqualTo(KeyBlock.parse(old).header().optional("KC"));

    bench.keys.destroy(aes);
    refusal("keyblock.refused", () -> blocks.unwrapUnderAny("kbpk", old, "in"));
    assertThat(blocks.unwrapUnderAny("kbpk", moved.text(), "in")).isNotNull();
    refusal("keyblock.refused", () -> blocks.unwrapUnderAny("nobody", old, "in"));
  }

  @Test
  void rewrap_toAnotherProtectionKey_isAnExport() {
    String leaving = blocks.wrap(tdes, pin).text();
    KeyBlock moved = blocks.rewrap(tdes, aes, leaving);
    assertThat(moved.header().version()).isEqualTo(KeyBlockVersion.D);
    assertThat(bench.keys.kcv(blocks.hold(aes, moved.text()).key(), KcvStyle.ECB))
        .isEqualTo(bench.keys.kcv(pin, KcvStyle.ECB));
    String staying =
        blocks
            .wrap(tdes, pin, WrapOptions.builder().exportability(Exportability.NONE).build())
            .text();
    refusal("key.exportability", () -> blocks.rewrap(tdes, aes, staying));
    String strong = blocks.wrap(aes, pinKey(KeyAlgorithm.AES, AES_KBPK)).text();
    refusal("key.strength", () -> blocks.rewrap(aes, tdes, strong));
  }

  @Test
  void oneId_unwrappedToByMany_givesEachAVersionOfItsOwn() throws Exception {
    String block = blocks.wrap(aes, pin).text();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> work =
          Collections.nCopies(40, () -> blocks.unwrap(aes, block, "in").key().ref().version());
      Set<Integer> versions = new HashSet<>();
      for (Future<Integer> each : pool.invokeAll(work)) {
        versions.add(each.get());
      }
      assertThat(versions).hasSize(40).contains(1, 40);
    } finally {
      pool.shutdownNow();
    }
  }

  /** A second path: other code, other primitives, random keys. */
  @Test
  void randomBlocks_areReadByOtherCode_andTheOtherWayRound() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      boolean withAes = random.nextBoolean();
      byte[] kbpk = bytes(random, withAes ? 32 : 24);
      byte[] key = bytes(random, random.nextBoolean() ? 16 : 24);
      KeyHandle protection = bench.kbpk(kbpk, withAes ? KeyAlgorithm.AES : KeyAlgorithm.TDES);
      KeyHandle carried = pinKey(KeyAlgorithm.TDES, key);
      KeyBlock block = blocks.wrap(protection, carried);
      assertThat(KeyBlockOracle.unwrap(kbpk, block.text())).as("seed " + seed).isEqualTo(key);
      String theirs =
          KeyBlockOracle.wrap(kbpk, block.headerText(), key, bytes(random, 30 - key.length));
      if (theirs.length() == block.text().length()) {
        assertThat(bench.keys.kcv(blocks.hold(protection, theirs).key(), KcvStyle.ECB))
            .as("seed " + seed)
            .isEqualTo(bench.keys.kcv(carried, KcvStyle.ECB));
      }
    }
  }

  private KeyHandle pinKey(KeyAlgorithm algorithm, byte[] bytes) {
    return bench.load(
        "pin", KeyUsage.P0, ModeOfUse.ENCRYPT, algorithm, bytes, Exportability.TRUSTED);
  }

  private static byte[] plain(byte[] key, int padding) {
    byte[] plain = new byte[2 + key.length + padding];
    plain[0] = (byte) (key.length * 8 >>> 8);
    plain[1] = (byte) (key.length * 8);
    System.arraycopy(key, 0, plain, 2, key.length);
    return plain;
  }

  /** A block of version D by one who knows the protection key. */
  private static String forged(String header, byte[] plain) {
    return forged(header, plain, AES_KBPK);
  }

  private static String forged(String header, byte[] plain, byte[] kbpk) {
    try (BlockProtection protection = new BlockProtection(KeyBlockVersion.D, kbpk)) {
      String sized =
          "D%04d%s".formatted(header.length() + 2 * (plain.length + 16), header.substring(5));
      return sized + protection.protect(sized, plain);
    }
  }

  private void same(String expected, KeyHandle kbpk, String block) {
    assertThat(refusal("keyblock.refused", () -> blocks.unwrap(kbpk, block, "in")))
        .isEqualTo(expected);
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return dev.tillwright.crypto.Vectors.hex(bytes);
  }

  private static String refusal(String code, ThrowingCallable call) {
    String[] message = new String[1];
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              message[0] = e.getMessage();
            });
    return message[0];
  }
}
