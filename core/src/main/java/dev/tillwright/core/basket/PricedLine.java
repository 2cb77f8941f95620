package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * A line with everything that falls on it.
 *
 * @param line what and how much
 * @param list unit price times quantity, rounded once
 * @param discount all discounts that fall on the line; not negative, at most {@code list}
 * @param tax the tax on the line, contained or added; the lines of one rate add up to the tax table
 * @param total what the customer pays for the line: list less discount, plus tax that is added
 */
public record PricedLine(Line line, Money list, Money discount, Money tax, Money total) {
  public PricedLine {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(list, "list");
    Objects.requireNonNull(discount, "discount");
    Objects.requireNonNull(tax, "tax");
    Objects.requireNonNull(total, "total");
  }

  /** What remains after discounts, with contained tax and without added tax. */
  public Money afterDiscount() {
    return list.minus(discount);
  }

  /** What the customer pays for the line, without any tax. */
  public Money net() {
    return total.minus(tax);
  }

  /**
   * Whether the amounts keep what is said of them above: nothing is negative, the discount is at
   * most the list price, the tax at most the total, and the total is the sum of its parts.
   */
  public boolean addsUp() {
    Money remains = afterDiscount();
    return !discount.isNegative()
        && !remains.isNegative()
        && !tax.isNegative()
        && !net().isNegative()
        && total.equals(line.item().tax().included() ? remains : remains.plus(tax));
  }
}
