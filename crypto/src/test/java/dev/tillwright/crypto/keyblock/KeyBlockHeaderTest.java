package dev.tillwright.crypto.keyblock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Row D4: a key block that is looked into without a key says where it is wrong. */
class KeyBlockHeaderTest {
  private static final String GOOD =
      "B0104B0TX12S0100KS1800604B120F9292800000BB68BE8680A400D9191AD4ECE45B6E6C0D21C4738A52190E"
          + "248719E24B433627";

  @Test
  void header_isReadWithoutAnyKey() {
    KeyBlock block = KeyBlock.parse(GOOD);
    KeyBlockHeader header = block.header();
    assertThat(header.version()).isEqualTo(KeyBlockVersion.B);
    assertThat(header.usage()).isEqualTo(KeyUsage.B0);
    assertThat(header.knownAlgorithm()).contains(KeyAlgorithm.TDES);
    assertThat(header.knownMode()).contains(ModeOfUse.DERIVE);
    assertThat(header.knownExportability()).contains(Exportability.SENSITIVE);
    assertThat(header.optional("KS")).contains(new OptionalBlock("KS", "00604B120F9292800000"));
    assertThat(header.optional("XX")).isEmpty();
    assertThat(block).hasToString("KeyBlock[B0104B0TX12S0100KS1800604B120F9292800000]");
    assertThat(block.text()).isEqualTo(GOOD);
    assertThat(block).isEqualTo(KeyBlock.parse(GOOD)).hasSameHashCodeAs(KeyBlock.parse(GOOD));
    assertThat(KeyBlockVersion.B.protection()).isEqualTo(KeyAlgorithm.TDES);
    assertThat(KeyBlockVersion.under(KeyAlgorithm.HMAC)).isEmpty();
  }

  @Test
  void fields_thatAreWrong_areNamedWithTheirPlace() {
    wrong("the version", 0, "", "reaches beyond the end");
    wrong("the version", 0, replaced(0, "E"), "is none of");
    wrong("the version", 0, replaced(0, "b"), "character");
    wrong("the length", 1, replaced(1, "0105"), "is not that of the text");
    wrong("the length", 1, replaced(1, "01x4"), "character");
    wrong("the usage", 5, replaced(5, "b0"), "character");
    wrong("the algorithm", 7, replaced(7, "t"), "character");
    wrong("the mode of use", 8, replaced(8, " "), "character");
    wrong("the key version", 9, replaced(9, "1!"), "character");
    wrong("the exportability", 11, replaced(11, "s"), "character");
    wrong("the number of optional blocks", 12, replaced(12, "0A"), "character");
    wrong("the reserved field", 14, replaced(14, "0\n"), "character");
    wrong("an optional block's id", 16, replaced(16, "k"), "character");
    wrong("an optional block's length", 18, replaced(18, "1G"), "character");
    wrong("an optional block's length", 18, replaced(18, "03"), "is too small");
    wrong("an optional block's length of length", 20, replaced(18, "0003"), "neither");
    wrong("an optional block's length", 18, replaced(18, "00040009"), "is too small");
    wrong("an optional block's content", 20, replaced(18, "FF"), "reaches beyond the end");
    wrong("an optional block's content", 20, replaced(25, "\u007f"), "character");
    wrong("the header", 0, replaced(18, "17"), "whole blocks");
    wrong("the encrypted key", 40, sized(GOOD.substring(0, 40)), "whole blocks");
    wrong("the encrypted key", 40, sized(GOOD.substring(0, 40 + 16)), "whole blocks");
    wrong("the encrypted key", 40, sized(GOOD + "00"), "whole blocks");
    wrong("the encrypted key", 40, replaced(60, "a"), "upper-case hex");
    wrong("the block", 0, "B".repeat(10_000), "9999");
  }

  @Test
  void headers_thatTheStandardDoesNotHave_cannotBeMade() {
    refused("Z", "00", "00", 0);
    refused("P0", "0", "00", 0);
    refused("P0", "00", "0", 0);
    refused("P0", "00", "00", 100);
    assertThatIllegalArgumentException().isThrownBy(() -> new OptionalBlock("ks", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new OptionalBlock("KS", "\u00e9"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OptionalBlock("KS", "x".repeat(10_000)));
    for (String fields : List.of("a00", "0a0", "00a", "[00", "0/0", "00:", "@00")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new KeyBlockHeader(
                      KeyBlockVersion.D,
                      KeyUsage.P0,
                      fields.charAt(0),
                      fields.charAt(1),
                      "00",
                      fields.charAt(2),
                      "00",
                      List.of()));
    }
  }

  private static void refused(String usage, String keyVersion, String reserved, int optional) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new KeyBlockHeader(
                    KeyBlockVersion.D,
                    KeyUsage.of(usage),
                    'A',
                    'E',
                    keyVersion,
                    'N',
                    reserved,
                    Collections.nCopies(optional, new OptionalBlock("LB", ""))));
  }

  private static void wrong(String field, int position, String text, String why) {
    assertThatExceptionOfType(KeyBlockFormatException.class)
        .isThrownBy(() -> KeyBlock.parse(text))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo("keyblock.malformed");
              assertThat(e.field()).as(e.getMessage()).isEqualTo(field);
              assertThat(e.position()).as(e.getMessage()).isEqualTo(position);
              assertThat(e).hasMessageContaining(why);
            });
  }

  private static String replaced(int at, String with) {
    return GOOD.substring(0, at) + with + GOOD.substring(at + with.length());
  }

  private static String sized(String text) {
    return "B%04d%s".formatted(text.length(), text.substring(5));
  }
}
