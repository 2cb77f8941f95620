package dev.tillwright.device.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of EMV book 1, 8.3.3, with one answer that keeps it and one that does not. */
class AnswerToResetTest {

  private static AnswerToReset parse(String hex) {
    return AnswerToReset.parse(HexFormat.of().parseHex(hex));
  }

  /** With the right check byte behind it. */
  private static AnswerToReset checked(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex + "00");
    for (int i = 1; i < bytes.length - 1; i++) {
      bytes[bytes.length - 1] ^= bytes[i];
    }
    return AnswerToReset.parse(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "3B600000, true",
    "3F600000, true", // the inverse convention
    "3C600000, false",
    "3B6000FF, true", // any guard time
    "3B600500, false", // TB1 not 00
    "3B00, false", // no TB1
    "3B700B0000, true", // any speed, to be agreed on
    "3BF01100001080, true", // TA2: at a speed we have
    "3BF01400001080, false", // at one we have not
    "3BF01100001090, false", // at one it does not name
    "3BE000001080, true", // TA2 without TA1: the usual speed
    "3BE0000000, true", // TD1 names T=0
  })
  void answersWithoutACheckByte(String atr, boolean accepted) {
    assertThat(parse(atr).isAcceptedByEmv()).as(atr).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "3BE000FF81317C41, true",
    "3BE000FF81310F41, false", // TA3 below 10
    "3BE000FF8131FF41, false", // TA3 FF
    "3BE000FF81317C51, false", // BWI 5
    "3BE000FF81317C46, false", // CWI 6
    "3BE0000481317C41, false", // 2^1 is less than a guard of 5
    "3BE0000481317C43, true", // 2^3 is not
    "3BE000FF81117C, false", // no TB3
    "3BE000FF81717C4100, true", // TC3 00
    "3BE000FF81717C4101, false", // TC3 01: another check
    "3BE000FFA100317C41, false", // TB2
    "3BE000FFC10A317C41, true", // TC2 0A
    "3BE000FFC10B317C41, false",
    "3BE000FF82317C41, false", // T=2
    "3BF01100FF9101317C41, true", // TA2: T=1 at a speed we have
    "3BF01400FF9101317C41, false", // at one we have not
    "3BF01100FF9111317C41, false", // at one it does not name
    "3BF01100FF9100317C41, false", // with another protocol than it offers first
  })
  void answersWithOne(String atr, boolean accepted) {
    assertThat(checked(atr).isAcceptedByEmv()).as(atr).isEqualTo(accepted);
  }

  @Test
  void protocols_areEachNamedOnce_andGlobalBytesAreNone() {
    assertThat(checked("3BE000FF80" + "81" + "31" + "7C41").protocols()).containsExactly(0, 1);
    assertThat(checked("3BE000FF81" + "8F" + "01").protocols()).containsExactly(1);
    AnswerToReset atr = parse("3B6500002063CB6800");
    assertThat(atr.protocols()).containsExactly(0);
    assertThat(atr.historicalLength()).isEqualTo(5);
    assertThat(atr.interfaceByte("TB1")).hasValue(0);
    assertThat(atr.interfaceByte("TA1")).isEmpty();
    assertThat(atr).hasToString("AnswerToReset[0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3B",
        "3B60",
        "3B6500002063CB68",
        "3B60000000FF",
        "3B6F0000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
      })
  void whatIsNone_isRefused(String atr) {
    assertThatThrownBy(() -> parse(atr)).isInstanceOf(ApduFormatException.class);
  }
}
