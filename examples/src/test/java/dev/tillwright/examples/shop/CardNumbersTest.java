package dev.tillwright.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.Pan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

  @Test
  void everyCustomer_hasAValidNumberOfHisOwn() {
    String before = "";
    for (int customer = 0; customer <= 999_999; customer++) {
      String number = CardNumbers.of(Integer.toString(customer));
      if (number.length() != 16 || !number.startsWith("400000") || number.compareTo(before) <= 0) {
        throw new AssertionError("not a number of its own: customer " + customer);
      }
      before = number;
      if (customer % 1_000 == 17) {
        Pan.of(number).close(); // it checks the check digit, and throws
      }
    }
  }

  @Test
  void checkDigit_isTheOneOfAPublicTestNumber() {
    assertThat(CardNumbers.of("0")).isEqualTo("4000000000000002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1000000", "12a", "99999999999"})
  void customerBeyondTheRange_isRefused(String customer) {
    assertThatThrownBy(() -> CardNumbers.of(customer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a customer has one to six digits");
  }
}
