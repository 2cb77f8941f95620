package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.util.List;
import java.util.Objects;

/**
 * What is invoiced, or taken back, of one line of a sale.
 *
 * @param line its number in the sale; {@link #TIP} for the tip
 * @param item its code
 * @param name as the receipt prints it
 * @param quantity how much
 * @param unit in which it is measured; empty for what is counted
 * @param taxes the taxes on it
 * @param gross what is invoiced, taxes in it; not negative
 * @param tax how much of it is tax; not negative, at most {@code gross}
 */
public record InvoiceLine(
    int line,
    String item,
    String name,
    Quantity quantity,
    String unit,
    List<TaxRate> taxes,
    Money gross,
    Money tax) {
  /** The number of the line that is the tip. */
  public static final int TIP = 0;

  public InvoiceLine {
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(unit, "unit");
    taxes = List.copyOf(taxes);
    if (line < TIP || gross.isNegative() || tax.isNegative() || tax.compareTo(gross) > 0) {
      throw new IllegalArgumentException("a line's tax is a part of what is invoiced");
    }
  }

  /** What is invoiced without tax. */
  public Money net() {
    return gross.minus(tax);
  }
}
