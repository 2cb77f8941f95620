package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IsoMessageTest {
  private static final String PAN = "4111111111111111";

  @Test
  void description_hidesWhatIsSecret_andKeepsWhatExplains() {
    IsoMessage message =
        IsoMessage.of("0200")
            .set(2, PAN)
            .set(4, "000000001250")
            .set(14, "3012")
            .set(34, PAN)
            .set(35, PAN + "=30122011234567890632")
            .set(36, "track three")
            .set(45, "B" + PAN + "^DOE/JOHN^3012")
            .set(48, "till-01/3/42")
            .set(52, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
            .set(55, "5A084111111111111111")
            .set(60, "card 4111 1111 1111 1111 again")
            .set(61, "two\nlines")
            .set(90, "0200000042110112000000000000000000000000000")
            .set(127, IsoMessage.within().set(2, "in " + PAN).set(3, "ok").build())
            .build();

    String text = message.describe();

    assertThat(text)
        .startsWith("mti 0200\n2 ************1111\n4 000000001250\n14 ****\n")
        .contains("\n35 ****\n", "\n45 ****\n", "\n52 ****\n", "\n55 ****\n", "\n48 till-01/3/42\n")
        .contains("\n60 card ******************* again\n", "\n61 two?lines\n")
        .contains("\n127.2 in ****************\n127.3 ok")
        .doesNotContain(PAN, "4111 1111", "3012", "DOE", "0102030405060708");
    assertThat(message.toString()).startsWith("IsoMessage[0200 [2, 4, 14").doesNotContain("1250");
  }

  @Test
  void bytesThatAreNoCode_areCountedAndNotShown() {
    IsoMessage message =
        IsoMessage.of("2100")
            .set(49, "verification 123".getBytes(StandardCharsets.US_ASCII))
            .set(52, new byte[8])
            .set(64, new byte[] {10, 11, 12, 13})
            .build();

    assertThat(message.describe()).isEqualTo("mti 2100\n49 (16 bytes)\n52 ****\n64 0A0B0C0D");
  }

  @Test
  void shortCardNumber_isAllStars() {
    assertThat(IsoMessage.of("0200").set(2, "41111").build().describe()).endsWith("2 *****");
  }

  @Test
  void wipe_leavesNothing() {
    byte[] digits = PAN.getBytes(StandardCharsets.US_ASCII);
    IsoMessage message =
        IsoMessage.of("0200")
            .setText(2, digits)
            .set(127, IsoMessage.within().set(2, PAN).build())
            .build();

    assertThat(message.text(2)).isEqualTo(PAN);
    message.wipe();

    assertThat(message.bytes(2)).contains(new byte[16]);
    assertThat(message.nested(127).orElseThrow().bytes(2)).contains(new byte[16]);
    assertThat(digits).asString(StandardCharsets.US_ASCII).isEqualTo(PAN);
  }

  @Test
  void messages_compareByTypeAndValue() {
    IsoMessage one = IsoMessage.of("0200").set(3, "000000").set(64, new byte[8]).build();
    IsoMessage same = IsoMessage.of("0200").set(64, new byte[8]).set(3, "000000").build();

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo("0200");
    assertThat(one.toBuilder().set(3, "000001").build()).isNotEqualTo(one);
    assertThat(one.toBuilder().unset(3).build()).isNotEqualTo(one);
    assertThat(one.toBuilder().set(64, "0000000000000000").build()).isNotEqualTo(one);
    assertThat(IsoMessage.of("0210").set(3, "000000").set(64, new byte[8]).build())
        .isNotEqualTo(one);
    assertThat(one.numbers()).containsExactly(3, 64);
  }

  @Test
  void fieldsThatAreNotThere_areEmpty() {
    IsoMessage message = IsoMessage.of("0800").set(64, new byte[] {1}).build();

    assertThat(message.field(11)).isEmpty();
    assertThat(message.text(11)).isEmpty();
    assertThat(message.bytes(11)).isEmpty();
    assertThat(message.nested(64)).isEmpty();
    assertThat(message.text(64)).isEqualTo("01");
    assertThat(message.has(64)).isTrue();
    assertThat(message.has(0)).isFalse();
    assertThat(message.has(200)).isFalse();
  }

  @Test
  void misuse_isRefusedAtOnce() {
    assertThatThrownBy(() -> IsoMessage.of("20")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IsoMessage.of("0200").set(1, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IsoMessage.of("0200").set(129, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IsoMessage.of("0200").set(43, "caf\u0119"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("field 43: a character beyond ISO 8859-1 at 3");
  }

  @Test
  void builder_mayGoOn_withoutChangingWhatItBuilt() {
    IsoMessage.Builder builder = IsoMessage.of("0200").set(3, "000000");
    IsoMessage first = builder.build();
    builder.set(3, "200000");

    assertThat(first.text(3)).isEqualTo("000000");
  }
}
