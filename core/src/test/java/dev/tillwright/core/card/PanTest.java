package dev.tillwright.core.card;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.CharBuffer;
import java.time.YearMonth;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Row D1: the number of a card is readable by permission only, and gone when it is closed. */
class PanTest {
  private static final String VISA = "4111111111111111";
  private static final SecretAccess TEST = SecretAccess.forPurpose("test");

  @Test
  void print_ofANumber_showsTheLastFourOnly() {
    try (CardRead read = CardRead.of(Pan.of(VISA), YearMonth.of(2030, 12), EntryMode.CONTACTLESS)) {
      assertThat(read.card().pan()).hasToString("************1111");
      assertThat(read.card()).hasToString("Card[************1111]");
      assertThat(read).hasToString("CardRead[************1111, CONTACTLESS]");
      assertThat(read.entryMode().code()).isEqualTo("07");
    }
  }

  @Test
  void mask_ofANumberTooShortToHide_isAllStars() {
    for (String text : List.of("18", "26", "34", "42")) {
      String eleven = luhn("12345678" + text);
      try (Pan pan = Pan.of(eleven)) {
        assertThat(pan.masked().text()).isEqualTo("***********");
        assertThat(pan.masked().last4()).isEqualTo("****");
      }
    }
    try (Pan pan = Pan.of(luhn("12345678901"))) {
      assertThat(pan.masked().text()).startsWith("********").matches("\\*{8}[0-9]{4}");
    }
  }

  @Test
  void mask_ofRandomNumbers_neverShowsMoreThanTheLastFour() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 2_000; run++) {
      StringBuilder digits = new StringBuilder();
      int length = random.nextInt(7, 19);
      for (int i = 0; i < length; i++) {
        digits.append((char) ('0' + random.nextInt(10)));
      }
      String number = luhn(digits.toString());
      try (Pan pan = Pan.of(number)) {
        String shown = pan.masked().text().replace("*", "");
        int hidden = number.length() < 12 ? number.length() : number.length() - 4;
        assertThat(pan.masked().text()).as("seed %d", seed).hasSameSizeAs(number);
        assertThat(shown).as("seed %d", seed).isEqualTo(number.substring(hidden));
      }
    }
  }

  @Test
  void maskedPan_madeByHandFromANumber_isRefusedWithoutEcho() {
    for (String text : List.of(VISA, "411111******1111", "***1111", "*******1111", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MaskedPan(text))
          .withMessage("not a masked card number");
    }
  }

  @Test
  void of_whatIsNoNumber_saysWhyAndNeverWhat() {
    for (String bad :
        List.of(
            "",
            "4111111",
            "41111111111111111111",
            "4111 1111 1111 1111",
            "4111111111111112",
            "411111111111111x",
            "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661")) {
      assertThatThrownBy(() -> Pan.of(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasNoCause()
          .satisfies(
              e -> assertThat(e.getMessage()).doesNotContainPattern("[0-9]{3}|1111|[x\u0661]:"));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pan.of("4111111111x11111"))
        .withMessageEndingWith("position 10");
  }

  @Test
  void reveal_withAPurpose_givesACopyThatIsTheCallers() {
    try (Pan pan = Pan.of(VISA)) {
      byte[] copy = pan.reveal(TEST);
      assertThat(new String(copy, US_ASCII)).isEqualTo(VISA);
      copy[0] = 0;
      assertThat(new String(pan.reveal(TEST), US_ASCII)).isEqualTo(VISA);
    }
  }

  @Test
  void close_wipesTheDigitsAndKeepsTheMask() throws Exception {
    Pan pan = Pan.of(VISA);
    byte[] inside = Inside.of(pan, "digits");
    assertThat(new String(inside, US_ASCII)).isEqualTo(VISA);

    new Card(pan, YearMonth.of(2030, 1)).close();
    pan.close();

    assertThat(inside).containsOnly(0);
    assertThat(pan.masked().last4()).isEqualTo("1111");
    assertThatIllegalStateException().isThrownBy(() -> pan.reveal(TEST));
  }

  @Test
  void equals_comparesDigits_andAWipedNumberEqualsOnlyItself() {
    Pan one = Pan.of(VISA);
    Pan same = Pan.of(CharBuffer.wrap(VISA));
    Pan other = Pan.of("5555555555554444");
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(other).isNotEqualTo(VISA).isNotEqualTo(null);
    one.close();
    same.close();
    assertThat(one).isNotEqualTo(same).isEqualTo(one);
    assertThat(other).isNotEqualTo(one);
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void token_thatIsACardNumber_isRefused() {
    for (String number : List.of(VISA, "4111-1111-1111-1111", "3782-822463-10005")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CardToken(number))
          .withMessage("a card number is no token");
    }
    assertThat(new CardToken("4111111111111112").value()).hasSize(16);
    assertThat(new CardToken("4111-1111-1111-1112").value()).hasSize(19);
    assertThat(new CardToken("411111-1111111111").value()).as("not as on a card").hasSize(17);
    assertThat(new CardToken("tok_1")).hasToString("tok_1");
    for (String bad : List.of("", "a b", "t\u00f6k", "x".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new CardToken(bad));
    }
  }

  @Test
  void purpose_thatIsBlankLongOrBroken_isRefused() {
    for (String bad : List.of("", "  ", "a\nb", "x".repeat(129))) {
      assertThatIllegalArgumentException().isThrownBy(() -> SecretAccess.forPurpose(bad));
    }
  }

  /** The body with its check digit, computed the long way round as an oracle. */
  private static String luhn(String body) {
    for (int check = 0; check < 10; check++) {
      String number = body + check;
      int sum = 0;
      for (int i = number.length() - 1, place = 1; i >= 0; i--, place++) {
        int value = (number.charAt(i) - '0') * (place % 2 == 0 ? 2 : 1);
        sum += value / 10 + value % 10;
      }
      if (sum % 10 == 0) {
        return number;
      }
    }
    throw new AssertionError("some check digit fits");
  }
}
