package dev.tillwright.core.stock;

import dev.tillwright.core.money.Quantity;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * Something about the stock of an item that somebody should look at.
 *
 * @param kind what
 * @param onHand by the books
 * @param demand as its sales show it
 * @param reorderPoint at or below it, it is time to order
 * @param order how much to order now, in whole units; 0 for nothing
 * @param sentence why, for people
 */
public record StockFinding(
    Kind kind,
    String place,
    String code,
    Quantity onHand,
    Demand demand,
    BigDecimal reorderPoint,
    BigDecimal order,
    String sentence) {
  public StockFinding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(onHand, "onHand");
    Objects.requireNonNull(demand, "demand");
    Objects.requireNonNull(reorderPoint, "reorderPoint");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(sentence, "sentence");
  }

  /** What is the case. Alarms keep the names. */
  public enum Kind {
    /** More was sold than the books ever had: something was not booked, or booked wrongly. */
    NEGATIVE("stock.negative"),
    /** There is none, and it is asked for. */
    OUT("stock.out"),
    /** At or below the reorder point. */
    LOW("stock.low"),
    /** More than the cover of the policy. */
    OVER("stock.over"),
    /** There is some, and nobody bought any in the whole window. */
    IDLE("stock.idle");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The code of its alarm. */
    public String code() {
      return code;
    }
  }
}
