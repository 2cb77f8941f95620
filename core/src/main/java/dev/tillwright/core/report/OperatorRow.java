package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * How often an operator did something that takes money or trace away.
 *
 * @param what was done
 * @param count how often
 * @param amount what it came to; zero where no amount moves
 */
public record OperatorRow(String operator, Deed what, long count, Money amount) {
  public OperatorRow {
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(amount, "amount");
  }

  /** What an operator did. The rows keep the names. */
  public enum Deed {
    /** Finished a sale. */
    SALE,
    /** Gave a discount by hand or by a coupon: those of a finished sale. */
    DISCOUNT,
    /** Took goods back with a receipt. */
    REFUND,
    /** Took goods back without one. */
    REFUND_WITHOUT_RECEIPT,
    /** Took a completed sale back whole. */
    VOID,
    /** Gave a sale up before it was paid. */
    SALE_GIVEN_UP,
    /** Took a line out of a sale. */
    LINE_VOID,
    /** Opened the drawer without a sale. */
    NO_SALE,
    PAID_IN,
    PAID_OUT
  }
}
