package dev.tillwright.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final Catalogue corner = Catalogue.corner(House.ENGLISH);

  @Test
  void corner_hasSomeThreeHundredProducts_inADozenCategoriesAndTwoWithoutPoints() {
    assertThat(corner.products()).hasSizeBetween(300, 330);
    assertThat(corner.products().stream().map(Product::category).distinct())
        .hasSize(14)
        .contains("tobacco", "services")
        .allMatch(category -> category.matches("[a-z-]+"));
  }

  @Test
  void codesBarcodesAndNames_areEachUsedOnce() {
    assertThat(corner.products()).extracting(Product::code).doesNotHaveDuplicates();
    assertThat(corner.products()).extracting(Product::barcode).doesNotHaveDuplicates();
    assertThat(corner.products()).extracting(Product::english).doesNotHaveDuplicates();
    assertThat(corner.products()).extracting(Product::chinese).doesNotHaveDuplicates();
  }

  @Test
  void barcodes_areEan13OfTheShopsOwnRange_withValidCheckDigits() {
    assertThat(corner.products()).allMatch(product -> product.barcode().startsWith("20"));
    assertThat(corner.products()).allMatch(product -> validEan13(product.barcode()));
    assertThat(validEan13("4006381333931")).isTrue();
    assertThat(validEan13("4006381333932")).isFalse();
  }

  @Test
  void names_areEnglishAndChinese() {
    assertThat(corner.products())
        .allMatch(product -> product.english().codePoints().noneMatch(Character::isIdeographic))
        .allMatch(
            product -> product.chinese().codePoints().filter(Character::isIdeographic).count() > 1);
  }

  @Test
  void prices_areAboveZero_inWholePence() {
    assertThat(corner.products())
        .allMatch(
            product ->
                product.price().value().signum() > 0
                    && product.price().value().scale() <= 2
                    && product.price().value().compareTo(BigDecimal.valueOf(20)) < 0);
  }

  @Test
  void find_knowsItsOwnOnly() {
    assertThat(corner.find("11010")).map(Product::english).contains("White sliced loaf 800 g");
    assertThat(corner.category("11010")).isEqualTo("bakery");
    assertThat(corner.find("85123A")).isEmpty();
    assertThat(corner.category("85123A")).isEmpty();
    assertThat(Catalogue.none().products()).isEmpty();
    assertThat(Catalogue.none().category("11010")).isEmpty();
  }

  /** GS1 General Specifications, 7.9: weights 1 and 3 from the left over all thirteen digits. */
  private static boolean validEan13(String barcode) {
    List<Integer> digits = barcode.chars().mapToObj(Character::getNumericValue).toList();
    int odd = 0;
    int even = 0;
    for (int i = 0; i < digits.size(); i += 2) {
      odd += digits.get(i);
      even += i + 1 < digits.size() ? digits.get(i + 1) : 0;
    }
    return digits.size() == 13 && (odd + 3 * even) % 10 == 0;
  }
}
