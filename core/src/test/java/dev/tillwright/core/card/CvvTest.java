package dev.tillwright.core.card;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Row D1: a verification code is read once and gone. */
class CvvTest {
  private static final SecretAccess TEST = SecretAccess.forPurpose("test");

  @Test
  void reveal_givesTheCodeOnce_andWipesIt() throws Exception {
    Cvv cvv = Cvv.of("123");
    byte[] inside = Inside.of(cvv, "digits");
    assertThat(new String(inside, US_ASCII)).isEqualTo("123");
    assertThat(new String(cvv.reveal(TEST), US_ASCII)).isEqualTo("123");
    assertThat(inside).containsOnly(0);
    assertThatIllegalStateException().isThrownBy(() -> cvv.reveal(TEST));
  }

  @Test
  void close_beforeTheReading_wipes() {
    Cvv cvv = Cvv.of("1234");
    cvv.close();
    assertThatIllegalStateException().isThrownBy(() -> cvv.reveal(TEST));
  }

  @Test
  void print_isTheSameForAll() {
    assertThat(Cvv.of("123")).hasToString("****");
    assertThat(Cvv.of("9999")).hasToString("****");
  }

  @Test
  void of_whatIsNoCode_saysWhyAndNeverWhat() {
    for (String bad : List.of("", "12", "12345", "12x", "1 23", "\u0661\u0662\u0663")) {
      assertThatThrownBy(() -> Cvv.of(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("12", "x", "\u0661"));
    }
  }

  @Test
  void equals_comparesDigits_andAWipedCodeEqualsOnlyItself() {
    Cvv one = Cvv.of("123");
    Cvv same = Cvv.of("123");
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo("123");
    assertThat(one).isNotEqualTo(Cvv.of("124")).isNotEqualTo(Cvv.of("1234"));
    same.close();
    assertThat(one).isNotEqualTo(same);
    assertThat(same).isNotEqualTo(one).isEqualTo(same);
  }
}
