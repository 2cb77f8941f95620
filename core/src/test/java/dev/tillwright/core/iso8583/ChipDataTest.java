package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Field 55: kept byte for byte, shown without what is secret. */
class ChipDataTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final MessageSpec SPEC = MessageSpec.named("87bb-emv");

  /** Card number, track 2, an amount, an unknown tag, a script in a template, a long length. */
  private static final String CHIP =
      "5A084111111111111111"
          + "57114111111111111111D30122010000000000"
          + "9F0206000000001250"
          + "DF5A03010203"
          + "710B9F1804000000018602AABB"
          + "00"
          + "9A8103260714";

  private static IsoMessage message(String hex) {
    return IsoMessage.of("0200").set(55, HEX.parseHex(hex)).build();
  }

  @Test
  void unknownTags_orderAndForm_comeBackByteForByte() {
    IsoMessage read = SPEC.unpack(SPEC.pack(message(CHIP)));

    TlvObjects chip = read.tlv(55).orElseThrow();
    assertThat(HEX.formatHex(chip.toBytes())).isEqualTo(CHIP);
    assertThat(chip.all())
        .hasToString("[5A[8], 57[17], 9F02[6], DF5A[3], 71[11], 9F18[4], 86[2], 9A[3]]");
    assertThat(SPEC.pack(IsoMessage.of("0200").set(55, chip).build()))
        .isEqualTo(SPEC.pack(message(CHIP)));
    assertThat(chip.value(TlvTag.of("86"))).contains(HEX.parseHex("AABB"));
  }

  @Test
  void description_showsAmounts_andHidesTheCard() {
    assertThat(message(CHIP).describe())
        .isEqualTo(
            "mti 0200\n55.5A ****\n55.57 ****\n55.9F02 000000001250\n55.DF5A (3 bytes)\n"
                + "55.71 (11 bytes)\n55.9F18 (4 bytes)\n55.86 (2 bytes)\n55.9A 260714");
    assertThat(message("5A084111").describe()).isEqualTo("mti 0200\n55 ****");
  }

  @Test
  void wipingSecrets_leavesWhatTheChipNeeds() {
    IsoMessage message = message(CHIP).toBuilder().set(2, "4111111111111111").build();

    message.wipeSecrets();

    assertThat(message.text(2)).isEqualTo("\0".repeat(16));
    assertThat(message.text(55))
        .doesNotContain("4111")
        .startsWith("5A080000000000000000" + "5711" + "00".repeat(17) + "9F0206000000001250")
        .contains("9F1804000000018602AABB");
    IsoMessage broken = message("5A084111");
    broken.wipeSecrets();
    assertThat(broken.text(55)).isEqualTo("00000000");
  }

  @Test
  void bytesThatAreNoObjects_areRefusedWithTheTagInThePath() {
    assertThatThrownBy(() -> message("E1049F0203").tlv(55))
        .isInstanceOfSatisfying(
            IsoFormatException.class,
            e -> {
              assertThat(e.field()).isEqualTo("55.E1");
              assertThat(e.offset()).isEqualTo(2);
            })
        .hasMessageNotContaining("9F02");
    assertThat(message("").tlv(55).orElseThrow().all()).isEmpty();
    assertThat(IsoMessage.of("0200").set(55, "text").build().tlv(55)).isEmpty();
    assertThat(IsoMessage.of("0200").build().tlv(55)).isEmpty();
  }
}
