package dev.tillwright.core.basket;

import dev.tillwright.core.money.Percent;
import java.util.Objects;

/**
 * A tax as it is charged on a line.
 *
 * @param code short, as the receipt prints it: {@code "A"}
 * @param rate not negative
 * @param included whether prices contain it already (VAT) or it is added (sales tax)
 */
public record TaxRate(String code, Percent rate, boolean included) {
  public TaxRate {
    Objects.requireNonNull(code, "code");
    if (rate.value().signum() < 0) {
      throw new IllegalArgumentException("a tax rate is not negative");
    }
  }

  /** A tax that prices contain. */
  public static TaxRate included(String code, Percent rate) {
    return new TaxRate(code, rate, true);
  }

  /** A tax that is added to prices. */
  public static TaxRate added(String code, Percent rate) {
    return new TaxRate(code, rate, false);
  }
}
