package dev.tillwright.examples.award;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.Returned;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The goods of one sale, and what of them came back. */
final class SoldGoods {
  private final Totals totals;
  private final Map<Integer, Returned> returned = new HashMap<>();
  private long givenBack;

  SoldGoods(Totals totals) {
    this.totals = totals;
  }

  /**
   * Takes goods back.
   *
   * @param asked what comes back; of nothing, all that is left
   * @return the lines of the return
   */
  List<CompletedLine> take(Node place, List<Ticket.Back> asked) {
    List<Ticket.Back> all = asked;
    if (asked.isEmpty()) {
      all =
          totals.lines().stream()
              .filter(line -> left(line).isPositive())
              .map(line -> new Ticket.Back(line.line().number(), null))
              .toList();
    }
    List<CompletedLine> back = new ArrayList<>();
    for (Ticket.Back each : all) {
      PricedLine sold = line(each.line()).orElseThrow();
      Quantity left = left(sold);
      Quantity quantity = each.quantity() == null ? left : each.quantity();
      if (!quantity.isPositive() || quantity.compareTo(left) > 0) {
        throw place.wrong("more comes back of line " + each.line() + " than is left of it");
      }
      PricedLine part = part(sold, before(sold), back.size() + 1, quantity);
      returned.put(each.line(), before(sold).plus(part));
      back.add(new CompletedLine(part, each.line()));
    }
    if (back.isEmpty()) {
      throw place.wrong("nothing is left that could come back");
    }
    return back;
  }

  /** What is left of the sale, as it was priced. */
  Totals left() {
    Basket basket = Basket.empty(totals.total().currency());
    for (PricedLine sold : totals.lines()) {
      if (left(sold).isPositive()) {
        basket = basket.withSettled(part(sold, before(sold), sold.line().number(), left(sold)));
      }
    }
    return basket.totals();
  }

  /** What was paid for all that came back, in minor units. */
  long returnedMinor() {
    return returned.values().stream().mapToLong(each -> each.total().minor()).sum();
  }

  /** Points that paid for them and came back. */
  long givenBack() {
    return givenBack;
  }

  void givenBack(long more) {
    givenBack += more;
  }

  private Optional<PricedLine> line(int number) {
    return totals.lines().stream().filter(line -> line.line().number() == number).findFirst();
  }

  private Returned before(PricedLine sold) {
    return returned.getOrDefault(sold.line().number(), Returned.nothing(totals.total().currency()));
  }

  private Quantity left(PricedLine sold) {
    return sold.line().quantity().minus(before(sold).quantity());
  }

  /**
   * What is due after so much is rounded, less what came back before: parts add up to the whole.
   */
  private static PricedLine part(PricedLine sold, Returned before, int number, Quantity quantity) {
    BigDecimal back = before.quantity().plus(quantity).value();
    BigDecimal of = sold.line().quantity().value();
    Money total = share(sold.total(), back, of).minus(before.total());
    Money tax = share(sold.tax(), back, of).minus(before.tax());
    Money discount = share(sold.discount(), back, of).minus(before.discount());
    Money price = sold.line().item().tax().included() ? total : total.minus(tax);
    return new PricedLine(
        new Line(number, sold.line().item(), quantity), price.plus(discount), discount, tax, total);
  }

  private static Money share(Money whole, BigDecimal part, BigDecimal of) {
    long minor =
        BigDecimal.valueOf(whole.minor())
            .multiply(part)
            .divide(of, 0, RoundingMode.HALF_UP)
            .longValueExact();
    return Money.ofMinor(minor, whole.currency());
  }
}
