package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

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

    long exempted = exempted(sold, already.total().minor(), total);
    boolean included = sold.line().item().tax().included();
    long list = Math.addExact(included ? total + exempted : total - tax, discount);
    return new PricedLine(
        new Line(number, sold.line().item(), quantity),
        like(sold, list),
        like(sold, discount),
        like(sold, tax),
        like(sold, total),
        taxes(sold, already.tax().minor(), tax).stream().map(it -> like(sold, it)).toList(),
        like(sold, exempted));
  }

  /** Follows the money too, so that it needs no memory of its own. */
  private static long exempted(PricedLine sold, long before, long total) {
    if (sold.exempted().isZero() || sold.total().isZero()) {
      return 0;
    }
    BigDecimal whole = BigDecimal.valueOf(sold.total().minor());
    return part(sold.exempted(), BigDecimal.valueOf(before + total), whole)
        - part(sold.exempted(), BigDecimal.valueOf(before), whole);
  }

  /** The share of each tax in the tax that comes back now, after that which came back before. */
  private static List<Long> taxes(PricedLine sold, long before, long tax) {
    long[] now = split(sold, before + tax);
    long[] then = split(sold, before);
    List<Long> shares = new ArrayList<>(now.length);
    for (int i = 0; i < now.length; i++) {
      shares.add(now[i] - then[i]);
    }
    return shares;
  }

  /**
   * The taxes in the first units of a line's tax. No part ever shrinks as the units grow, which
   * rounding each part by itself would not give.
   */
  private static long[] split(PricedLine sold, long units) {
    long[] parts = new long[sold.taxes().size()];
    long rest = units;
    long whole = sold.tax().minor();
    for (int i = parts.length - 1; i > 0 && whole > 0; i--) {
      long tax = sold.taxes().get(i).minor();
      parts[i] =
          BigInteger.valueOf(tax)
              .multiply(BigInteger.valueOf(rest))
              .divide(BigInteger.valueOf(whole))
              .longValueExact();
      rest -= parts[i];
      whole -= tax;
    }
    parts[0] = rest;
    return parts;
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
