package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * What a return comes to, to be shown before it is paid out.
 *
 * @param goods what the goods are worth
 * @param withheld of it, for points that they had earned and that are spent already; zero unless
 *     the points program says so
 * @param points so many; 0 when nothing is withheld
 */
public record Refund(Money goods, Money withheld, long points) {
  public Refund {
    Objects.requireNonNull(goods, "goods");
    if (withheld.isNegative() || withheld.compareTo(goods) > 0) {
      throw new IllegalArgumentException("what is withheld is a part of the refund");
    }
  }

  /** What goes back to the customer; not negative. */
  public Money back() {
    return goods.minus(withheld);
  }

  /** For the customer. */
  public String sentence() {
    return withheld.isZero()
        ? back() + " goes back"
        : points
            + " points of these goods are spent already: "
            + withheld
            + " of "
            + goods
            + " is withheld, "
            + back()
            + " goes back";
  }
}
