package dev.tillwright.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Codes of weighed packs. The check digits of prices are those of the examples in the GS1 General
 * Specifications, section 7.9: 9 for 2875, 6 for 14685; those of keys are of its section 7.9.1.
 */
class WeighedRuleTest {
  private static final WeighedRule UPC = WeighedRule.price("2IIIIIVPPPPC", 2);
  private static final WeighedRule EAN = WeighedRule.price("20IIIIVPPPPPC", 2);
  private static final WeighedRule WEIGHT = WeighedRule.weight("21IIIIIWWWWWC", 3, Unit.KG);

  @Test
  void aPriceOfFourDigits_isReadWithItsCheckDigit() {
    WeighedCode code = UPC.read("212345928752").orElseThrow();
    assertThat(code.item()).isEqualTo("12345");
    assertThat(code.value()).isEqualByComparingTo("28.75");
    assertThat(code.sound()).isTrue();
    assertThat(UPC.read("0212345928752")).as("with the zero of 13 digits").isPresent();
  }

  @Test
  void aPriceOfFiveDigits_isReadWithItsCheckDigit() {
    WeighedCode code = EAN.read("2012346146852").orElseThrow();
    assertThat(code.item()).isEqualTo("1234");
    assertThat(code.value()).isEqualByComparingTo("146.85");
    assertThat(code.sound()).isTrue();
  }

  @Test
  void everyWrongDigit_isFound() {
    String right = "2012346146852";
    for (int at = 2; at < right.length(); at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit != right.charAt(at)) {
          String wrong = right.substring(0, at) + digit + right.substring(at + 1);
          assertThat(EAN.read(wrong).map(WeighedCode::sound)).as(wrong).contains(false);
        }
      }
    }
  }

  /** A digit of the price and the code's check digit, both wrong so that the code's check fits. */
  @Test
  void aWrongPrice_thatTheCodesCheckDigitAllows_isFoundByItsOwn() {
    int found = 0;
    for (int price = 0; price <= 99_999; price += 71) {
      String digits = "2012346" + String.format("%05d", price);
      for (char check = '0'; check <= '9'; check++) {
        String code = digits + check;
        if (BarCodes.checkDigitFits(code) && price != 14_685) {
          found += EAN.read(code).orElseThrow().sound() ? 1 : 0;
        }
      }
    }
    // One in ten of all prices has the check digit 6.
    assertThat(found).isBetween(100, 190);
  }

  @Test
  void aWeight_isInItsUnit_andNamesItsItem() {
    WeighedCode code = new WeighedRules(List.of(EAN, WEIGHT)).read("2112345007427").orElseThrow();
    assertThat(code.rule()).isEqualTo(WEIGHT);
    assertThat(code.value()).isEqualByComparingTo(new BigDecimal("0.742"));
    assertThat(code.itemCodes()).containsExactly("12345", "2112345000008");
    assertThat(code.sound()).isTrue();
  }

  @Test
  void whatIsOfNoRule_isLeftAlone() {
    WeighedRules rules = WeighedRules.of(UPC, EAN, WEIGHT);
    for (String other : List.of("4006381333931", "tea", "", "21123450074", "21-2345007423")) {
      assertThat(rules.read(other)).as(other).isEqualTo(Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20IIIIIPPPPP",
        "IIIIIIIPPPPPC",
        "20IIIIIPPPPPCC",
        "20IIPPPIIPPPC",
        "20IIIIIIIIIIC",
        "20IIIVIVPPPPC",
        "20IIIIVVPPPPC",
        "2VIIIIVPPPPC",
        "20IIIIIVPPPC",
        "20IIIIIPPWWWC"
      })
  void aPatternThatSaysNothing_isRefused(String pattern) {
    assertThatThrownBy(() -> WeighedRule.price(pattern, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bounds_areKept() {
    assertThatThrownBy(() -> WeighedRule.price("20IIIIIPPPPPC", 6))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WeighedRule.price("20IIIIIWWWWWC", 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WeighedRule.weight("20IIIIIPPPPPC", 2, Unit.KG))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Of the GS1 General Specifications, and of products that are sold. */
  @ParameterizedTest
  @ValueSource(
      strings = {"6291041500213", "9501101531000", "95012346", "4006381333931", "036000291452"})
  void codesThatAreSold_areBarCodes_andAWrongCheckDigitIsNone(String code) {
    CatalogueItem item = CatalogueItem.of("x", "X", "standard");
    assertThat(item.withBarCodes(code).barCodes()).containsExactly(code);
    int last = code.charAt(code.length() - 1) - '0';
    String wrong = code.substring(0, code.length() - 1) + (last + 1) % 10;
    assertThatThrownBy(() -> item.withBarCodes(wrong)).isInstanceOf(IllegalArgumentException.class);
  }
}
