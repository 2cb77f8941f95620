package dev.tillwright.core.stock;

import dev.tillwright.core.money.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked for of an item a day, as far as its sales show it.
 *
 * @param days how many were looked at: those with stock, or with a sale
 * @param mean a day
 * @param deviation standard deviation of a day, of the sample (n - 1); 0 for fewer than two days
 */
public record Demand(int days, BigDecimal mean, BigDecimal deviation) {
  private static final MathContext EXACT = MathContext.DECIMAL64;
  private static final int SCALE = 6;

  /**
   * Looks at days, both included.
   *
   * @param onHandAfter what there was in the evening of the last day
   * @param moved the days on which something moved
   */
  static Demand of(LocalDate from, LocalDate to, Quantity onHandAfter, List<StockDay> moved) {
    Map<LocalDate, StockDay> byDay = new HashMap<>();
    moved.forEach(day -> byDay.put(day.day(), day));
    BigDecimal evening = onHandAfter.value();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    int days = 0;
    for (LocalDate day = to; !day.isBefore(from); day = day.minusDays(1)) {
      StockDay that = byDay.get(day);
      BigDecimal morning = that == null ? evening : evening.subtract(that.moved().value());
      BigDecimal sold = that == null ? BigDecimal.ZERO : that.sold().value();
      boolean empty = morning.signum() <= 0 && evening.signum() <= 0;
      if (sold.signum() > 0 || !empty) {
        days++;
        sum = sum.add(sold);
        squares = squares.add(sold.multiply(sold));
      }
      evening = morning;
    }
    return of(days, sum, squares);
  }

  private static Demand of(int days, BigDecimal sum, BigDecimal squares) {
    if (days == 0) {
      return new Demand(0, BigDecimal.ZERO, BigDecimal.ZERO);
    }
    BigDecimal n = BigDecimal.valueOf(days);
    BigDecimal mean = sum.divide(n, SCALE, RoundingMode.HALF_EVEN);
    if (days == 1) {
      return new Demand(1, mean, BigDecimal.ZERO);
    }
    // n Σx² - (Σx)² is exact, and never negative.
    BigDecimal spread = squares.multiply(n).subtract(sum.multiply(sum));
    BigDecimal variance = spread.divide(n.multiply(n.subtract(BigDecimal.ONE)), EXACT);
    return new Demand(days, mean, variance.sqrt(EXACT).setScale(SCALE, RoundingMode.HALF_EVEN));
  }

  /** The reorder point; see {@link ReorderPolicy}. */
  public BigDecimal reorderPoint(ReorderPolicy policy) {
    BigDecimal lead = policy.leadDays();
    BigDecimal spread =
        lead.multiply(deviation.pow(2))
            .add(mean.pow(2).multiply(policy.leadDeviation().pow(2)))
            .sqrt(EXACT);
    return mean.multiply(lead).add(policy.safety().multiply(spread)).setScale(3, RoundingMode.UP);
  }
}
