package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.util.List;
import java.util.Objects;

/**
 * A line with everything that falls on it.
 *
 * @param line what and how much
 * @param list unit price times quantity, rounded once
 * @param discount all discounts that fall on the line; not negative, at most {@code list}
 * @param tax the taxes on the line together, contained or added
 * @param total what the customer pays for the line: list less discount, less exempted tax, plus tax
 *     that is added
 * @param taxes the amount of each tax of the item, in its order; they add up to {@code tax}
 * @param exempted contained tax that is not charged, because the customer is exempt
 */
public record PricedLine(
    Line line,
    Money list,
    Money discount,
    Money tax,
    Money total,
    List<Money> taxes,
    Money exempted) {
  public PricedLine {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(list, "list");
    Objects.requireNonNull(discount, "discount");
    Objects.requireNonNull(tax, "tax");
    Objects.requireNonNull(total, "total");
    taxes = List.copyOf(taxes);
    Objects.requireNonNull(exempted, "exempted");
  }

  /** A line with one tax, which is charged. */
  public PricedLine(Line line, Money list, Money discount, Money tax, Money total) {
    this(line, list, discount, tax, total, List.of(tax), Money.zero(total.currency()));
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
        && !exempted.isNegative()
        && !net().isNegative()
        && taxes.size() == line.item().moreTaxes().size() + 1
        && taxes.stream().noneMatch(Money::isNegative)
        && taxes.stream().reduce(Money.zero(tax.currency()), Money::plus).equals(tax)
        && charged(remains).equals(total);
  }

  private Money charged(Money remains) {
    return line.item().tax().included() ? remains.minus(exempted) : remains.plus(tax);
  }
}
