package dev.tillwright.core.basket;

import dev.tillwright.core.money.Percent;
import java.util.Objects;

/**
 * A tax as it is charged on a line.
 *
 * @param code short, as the receipt prints it: {@code "A"}
 * @param rate not negative
 * @param included whether prices contain it already (VAT) or it is added (sales tax)
 * @param compound whether it falls also on the taxes of the line that stand before it (tax on tax)
 */
public record TaxRate(String code, Percent rate, boolean included, boolean compound) {
  public TaxRate {
    Objects.requireNonNull(code, "code");
    if (rate.value().signum() < 0) {
      throw new IllegalArgumentException("a tax rate is not negative");
    }
  }

  /** A tax on the price alone. */
  public TaxRate(String code, Percent rate, boolean included) {
    this(code, rate, included, false);
  }

  /** A tax that prices contain. */
  public static TaxRate included(String code, Percent rate) {
    return new TaxRate(code, rate, true);
  }

  /** A tax that is added to prices. */
  public static TaxRate added(String code, Percent rate) {
    return new TaxRate(code, rate, false);
  }

  /** The same tax, also on the taxes before it. */
  public TaxRate onTaxes() {
    return new TaxRate(code, rate, included, true);
  }
}
