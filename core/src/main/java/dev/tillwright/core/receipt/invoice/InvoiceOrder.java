package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may be invoiced of a sale.
 *
 * @param number names it for ever, and is the same at every repeat: the sale's id, {@code .I} and
 *     which one of the sale it is, such as {@code till-01.3.17.I1}
 * @param sale which
 * @param receipt the number on its slip
 * @param code what the customer enters; see {@link InvoiceCodes}
 * @param date of the sale, where the shop stands
 * @param total all lines together
 * @param tax how much of it is tax
 * @param lines at least one
 * @param buyer whom it is issued to; {@code null} when he enters the code and his data at the
 *     provider
 */
public record InvoiceOrder(
    String number,
    SaleId sale,
    long receipt,
    String code,
    LocalDate date,
    Money total,
    Money tax,
    List<InvoiceLine> lines,
    @Nullable InvoiceBuyer buyer) {
  public InvoiceOrder {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(date, "date");
    Objects.requireNonNull(tax, "tax");
    lines = List.copyOf(lines);
    if (lines.isEmpty() || !total.isPositive()) {
      throw new IllegalArgumentException("an order invoices something");
    }
  }

  /** The number and the amount; never the code, and never the buyer. */
  @Override
  public String toString() {
    return "InvoiceOrder[" + number + ", " + total + "]";
  }
}
