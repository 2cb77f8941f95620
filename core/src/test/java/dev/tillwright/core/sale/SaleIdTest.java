package dev.tillwright.core.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaleIdTest {
  @Test
  void id_isReadAsItIsShown() {
    SaleId id = new SaleId("till-01", 3, 17);
    assertThat(id).hasToString("till-01.3.17");
    assertThat(SaleId.parse("till-01.3.17")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "till-01",
        "till-01.3",
        "till-01.3.17.1",
        "till 01.3.17",
        ".3.17",
        "till-01.0.17",
        "till-01.3.0",
        "till-01.-3.17",
        "till-01.+3.17",
        "till-01.03.17",
        "till-01.3.x",
        "till-01.3.9223372036854775808",
        "till-01.2147483648.1",
        "till-012345678901.3.17"
      })
  void anyOtherForm_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SaleId.parse(text));
  }
}
