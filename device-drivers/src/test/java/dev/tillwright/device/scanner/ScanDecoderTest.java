package dev.tillwright.device.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.device.scanner.ScanDecoder.Found;
import dev.tillwright.device.spi.BarcodeScanner.Flaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How codes come apart from typing (R8): gaps, lengths, prefixes, missing ends, twins. */
class ScanDecoderTest {
  private static final long MILLI = 1_000_000;

  private long now;

  private List<Found> keys(ScanDecoder decoder, String text, long gapMillis) {
    List<Found> found = new ArrayList<>();
    for (char c : text.toCharArray()) {
      now += gapMillis * MILLI;
      found.addAll(decoder.accept(c, now));
    }
    return found;
  }

  private List<Found> idle(ScanDecoder decoder, long millis) {
    now += millis * MILLI;
    return decoder.tick(now);
  }

  private static Found code(String text) {
    return new Found.Code(text);
  }

  @Test
  void fastKeysWithAnEnd_areACode() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE);
    assertThat(keys(decoder, "4006381333931\r\n", 5)).containsExactly(code("4006381333931"));
    assertThat(keys(decoder, "4006381333931\n", 5)).containsExactly(code("4006381333931"));
  }

  @Test
  void aPersonTyping_isHandedOn() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE);
    List<Found> found = keys(decoder, "ham", 200);
    found.addAll(idle(decoder, 200));
    assertThat(found)
        .containsExactly(new Found.Typed("h"), new Found.Typed("a"), new Found.Typed("m"));
    assertThat(keys(decoder, "\r", 200)).as("Enter alone").isEmpty();
  }

  @Test
  void aMissingEnd_isSaid() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE);
    assertThat(keys(decoder, "4006381333931", 5)).isEmpty();
    assertThat(idle(decoder, 40)).isEmpty();
    assertThat(idle(decoder, 20)).containsExactly(new Found.Bad(Flaw.NO_TERMINATOR));
    assertThat(keys(decoder, "4006381333931\n", 5)).containsExactly(code("4006381333931"));
  }

  @Test
  void aCodeThatTakesTooLong_isGivenUp_thoughEachGapIsShort() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE);
    List<Found> found = keys(decoder, "1".repeat(100), 45);
    assertThat(found).containsExactly(new Found.Bad(Flaw.NO_TERMINATOR));
  }

  @Test
  void tooShortAndTooLong() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE.lengths(4, 6));
    assertThat(keys(decoder, "123\n", 5)).containsExactly(new Found.Bad(Flaw.TOO_SHORT));
    assertThat(keys(decoder, "123456\n", 5)).containsExactly(code("123456"));
    assertThat(keys(decoder, "1234567\n", 5)).containsExactly(new Found.Bad(Flaw.TOO_LONG));
    assertThat(keys(decoder, "1234567890123", 5)).isEmpty();
    assertThat(idle(decoder, 100)).containsExactly(new Found.Bad(Flaw.TOO_LONG));
    assertThat(keys(decoder, "1234\n", 5)).containsExactly(code("1234"));
  }

  @Test
  void prefixAndSuffix_areTakenOff_andAskedFor() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE.around("~", "#"));
    assertThat(keys(decoder, "~4006#\n", 5)).containsExactly(code("4006"));
    assertThat(keys(decoder, "4006#\n", 5)).containsExactly(new Found.Typed("4006#"));
    assertThat(keys(decoder, "~4006\n", 5)).containsExactly(new Found.Typed("~4006"));
    ScanDecoder line = new ScanDecoder(ScanRules.LINE.around("", "#"));
    assertThat(keys(line, "4006\n", 5)).containsExactly(new Found.Bad(Flaw.BAD_CHARACTER));
  }

  @Test
  void controlKeys_areNoPartOfACode_butTheSeparatorOfGs1Is() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE);
    assertThat(keys(decoder, "\u001b40\u000806\n", 5)).containsExactly(code("4006"));
    assertThat(keys(decoder, "10A\u001d21B\n", 5)).containsExactly(code("10A\u001d21B"));
  }

  @Test
  void theSameAgainAtOnce_isTheSameScan_anotherIsNot() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE.quiet(Duration.ofMillis(500)));
    assertThat(keys(decoder, "4006\n", 5)).hasSize(1);
    assertThat(keys(decoder, "4006\n", 5)).isEmpty();
    assertThat(keys(decoder, "4007\n", 5)).containsExactly(code("4007"));
    idle(decoder, 600);
    assertThat(keys(decoder, "4007\n", 5)).hasSize(1);
  }

  @Test
  void whileBlanked_nothingIsRead() {
    ScanDecoder decoder = new ScanDecoder(ScanRules.WEDGE.blanking(Duration.ofMillis(300)));
    assertThat(keys(decoder, "4006\n", 5)).hasSize(1);
    assertThat(keys(decoder, "4007\n", 5)).isEmpty();
    idle(decoder, 400);
    assertThat(keys(decoder, "4008\n", 5)).containsExactly(code("4008"));
  }

  @Test
  void nothingOfACodeIsPrinted() {
    assertThat(new Found.Code("4111111111111111").toString()).doesNotContain("411111");
    assertThat(new Found.Typed("secret").toString()).doesNotContain("secret");
  }
}
