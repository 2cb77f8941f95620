package dev.tillwright.examples.shop;

import dev.tillwright.core.money.UnitPrice;
import java.util.Locale;

/**
 * What the corner shop sells.
 *
 * @param code stock code, as in the file's lines
 * @param barcode EAN-13 with a valid check digit, from the range that GS1 leaves to shops (20)
 * @param english name
 * @param chinese name
 * @param category one lower-case word for rules and reports
 * @param price of one piece, tax included
 */
public record Product(
    String code, String barcode, String english, String chinese, String category, UnitPrice price) {

  /** What slips call it. */
  public String name(Locale language) {
    return language.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english;
  }
}
