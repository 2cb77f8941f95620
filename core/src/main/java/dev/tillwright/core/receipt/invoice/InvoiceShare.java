package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.util.Currency;

/**
 * The part of a sale's line that is invoiced, or taken back, as journal entries hold it.
 *
 * @param line its number in the sale; {@link InvoiceLine#TIP} for the tip
 * @param quantity how much of the goods it is about
 * @param base what the customer paid, or got back, for them by any tender; not negative
 * @param gross what of it is invoiced, taxes in it; at most {@code base}
 * @param tax how much of that is tax
 */
public record InvoiceShare(int line, Quantity quantity, Money base, Money gross, Money tax) {

  /** Its fields, in an object of a list. */
  void write(JsonOut out) {
    out.put("line", line)
        .put("quantity", quantity.toString())
        .put("base", base.minor())
        .put("gross", gross.minor())
        .put("tax", tax.minor());
  }

  static InvoiceShare read(JsonIn in, Currency currency) {
    return new InvoiceShare(
        Math.toIntExact(in.number("line")),
        Quantity.parse(in.text("quantity")),
        Money.ofMinor(in.number("base"), currency),
        Money.ofMinor(in.number("gross"), currency),
        Money.ofMinor(in.number("tax"), currency));
  }

  /** Both together, of one line. */
  InvoiceShare plus(InvoiceShare more) {
    return new InvoiceShare(
        line,
        quantity.plus(more.quantity),
        base.plus(more.base),
        gross.plus(more.gross),
        tax.plus(more.tax));
  }

  /** What is left of it. */
  InvoiceShare minus(InvoiceShare less) {
    return new InvoiceShare(
        line,
        quantity.minus(less.quantity),
        base.minus(less.base),
        gross.minus(less.gross),
        tax.minus(less.tax));
  }

  static InvoiceShare nothing(int line, Currency currency) {
    Money zero = Money.zero(currency);
    return new InvoiceShare(line, Quantity.of(0), zero, zero, zero);
  }
}
