package dev.tillwright.crypto.emv;

import java.time.YearMonth;
import java.util.Locale;

/**
 * A card's expiry as four digits in the order that its issuer computes with. Issuers differ: the
 * order must be said, so that it cannot be confused.
 */
public final class Expiry {
  private final String digits;

  private Expiry(String digits) {
    this.digits = digits;
  }

  /** Year, then month: as on the stripe, for CVV and iCVV. */
  public static Expiry yearMonth(YearMonth month) {
    return new Expiry(year(month) + month(month));
  }

  /** Month, then year: as embossed, with many issuers for CVV2. */
  public static Expiry monthYear(YearMonth month) {
    return new Expiry(month(month) + year(month));
  }

  /**
   * Four digits as they go into the value, whatever they stand for.
   *
   * @throws IllegalArgumentException when these are not four digits
   */
  public static Expiry ofDigits(String digits) {
    if (!digits.matches("[0-9]{4}")) {
      throw new IllegalArgumentException("an expiry has four digits");
    }
    return new Expiry(digits);
  }

  String digits() {
    return digits;
  }

  private static String year(YearMonth month) {
    return String.format(Locale.ROOT, "%02d", month.getYear() % 100);
  }

  private static String month(YearMonth month) {
    return String.format(Locale.ROOT, "%02d", month.getMonthValue());
  }
}
