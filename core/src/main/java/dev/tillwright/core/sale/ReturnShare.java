package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The part of a sold line that comes back. Shares are taken cumulatively: what is due after k of n
 * is rounded, and what was given back before is taken off, so the parts add up to the whole however
 * it is cut. Tax follows the money, not the quantity: so no part has more tax than money.
 */
final class ReturnShare {
  private ReturnShare() {}

  /**
   * @param sold a line that adds up
   * @param already at most {@code sold}, in every part
   * @param number the number of the new line
   * @param quantity positive, at most what is left
   */
  static PricedLine of(PricedLine sold, Returned already, int number, Quantity quantity) {
    BigDecimal whole = sold.line().quantity().value();
    BigDecimal cumulated = already.quantity().plus(quantity).value();

    long totalLeft = sold.total().minus(already.total()).minor();
    long total =
        clamp(part(sold.total(), cumulated, whole) - already.total().minor(), 0, totalLeft);

    long taxLeft = sold.tax().minus(already.tax()).minor();
    long netLeft = totalLeft - taxLeft;
    long taxDue =
        sold.total().isZero()
            ? 0
            : part(
                sold.tax(),
                BigDecimal.valueOf(already.total().minor() + total),
                BigDecimal.valueOf(sold.total().minor()));
    long tax =
        clamp(
            taxDue - already.tax().minor(), Math.max(0, total - netLeft), Math.min(total, taxLeft));

    long discountLeft = sold.discount().minus(already.discount()).minor();
    long discount =
        clamp(
            part(sold.discount(), cumulated, whole) - already.discount().minor(), 0, discountLeft);

    boolean included = sold.line().item().tax().included();
    long list = Math.addExact(included ? total : total - tax, discount);
    Line line = new Line(number, sold.line().item(), quantity);
    return new PricedLine(
        line, like(sold, list), like(sold, discount), like(sold, tax), like(sold, total));
  }

  private static long part(Money of, BigDecimal part, BigDecimal whole) {
    return BigDecimal.valueOf(of.minor())
        .multiply(part)
        .divide(whole, 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static long clamp(long value, long low, long high) {
    return Math.max(low, Math.min(high, value));
  }

  private static Money like(PricedLine sold, long minor) {
    return new Money(minor, sold.total().currency());
  }
}
