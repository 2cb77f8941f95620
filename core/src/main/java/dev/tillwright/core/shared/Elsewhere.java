package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.TenderKind;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What came back of one sale at other tills, and how it was paid out there. Immutable.
 *
 * @param lines by line of the sale
 * @param paid each tender by which it was paid out
 * @param exchanged whether some of it came back in exchange for other goods
 */
public record Elsewhere(Map<Integer, Returned> lines, List<Paid> paid, boolean exchanged) {
  /** Nothing came back anywhere else. */
  public static final Elsewhere NOTHING = new Elsewhere(Map.of(), List.of(), false);

  public Elsewhere {
    lines = Map.copyOf(lines);
    paid = List.copyOf(paid);
  }

  public boolean isNothing() {
    return lines.isEmpty() && paid.isEmpty();
  }

  /** What came back of a line. */
  public Returned of(int line, Currency currency) {
    return lines.getOrDefault(line, Returned.nothing(currency));
  }

  /** What one kind of tender covered of it, without what rounding added. */
  public Money covered(TenderKind tender, Currency currency) {
    return sum(tender, currency, false);
  }

  /** What moved by one kind of tender, rounding included. */
  public Money moved(TenderKind tender, Currency currency) {
    return sum(tender, currency, true);
  }

  private Money sum(TenderKind tender, Currency currency, boolean rounding) {
    Money sum = Money.zero(currency);
    for (Paid each : paid) {
      if (each.tender() == tender) {
        sum = sum.plus(rounding ? each.amount().plus(each.rounding()) : each.amount());
      }
    }
    return sum;
  }

  /**
   * One kind of tender, over all tickets elsewhere.
   *
   * @param amount that it covered
   * @param rounding that moved besides; negative when less moved
   */
  public record Paid(TenderKind tender, Money amount, Money rounding) {
    public Paid {
      Objects.requireNonNull(tender, "tender");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(rounding, "rounding");
    }
  }
}
