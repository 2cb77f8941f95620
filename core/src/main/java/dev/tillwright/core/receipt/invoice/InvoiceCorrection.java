package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.money.Money;
import java.util.List;
import java.util.Objects;

/**
 * What is taken back of an order.
 *
 * @param number names it for ever, and is the same at every repeat: the order's number, {@code .C}
 *     and which one it is, such as {@code till-01.3.17.I1.C2}
 * @param of the order's number
 * @param cause why
 * @param whole whether nothing of the order is left after it
 * @param total all lines together; positive
 * @param tax how much of it is tax
 * @param lines at least one
 */
public record InvoiceCorrection(
    String number,
    String of,
    Cause cause,
    boolean whole,
    Money total,
    Money tax,
    List<InvoiceLine> lines) {

  /** Why something is taken back. Journal entries keep the names. */
  public enum Cause {
    /** Goods came back. */
    RETURN,
    /** The whole sale was taken back on its day. */
    VOID,
    /** The invoice was wrong, or is not wanted: the sale stands. */
    CANCELLED
  }

  public InvoiceCorrection {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(tax, "tax");
    lines = List.copyOf(lines);
    if (lines.isEmpty() || !total.isPositive()) {
      throw new IllegalArgumentException("a correction takes something back");
    }
  }
}
