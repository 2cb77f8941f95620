package dev.tillwright.core.basket;

import dev.tillwright.core.money.Allocation;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Works a basket out, once. Every array has one place a position. */
final class Pricer {
  private final Basket basket;
  private final List<Basket.Position> positions;
  private final RoundingMode rounding;
  private final long[] left;
  private final long[][] taxes;

  Pricer(Basket basket, List<Basket.Position> positions, RoundingMode rounding) {
    this.basket = basket;
    this.positions = positions;
    this.rounding = rounding;
    this.left = positions.stream().mapToLong(it -> it.list().minor()).toArray();
    this.taxes = new long[positions.size()][];
  }

  Totals totals() {
    List<AppliedDiscount> discounts = applyDiscounts();
    applyTaxes();
    List<PricedLine> lines = new ArrayList<>(positions.size());
    Money discount = money(0);
    Money taxed = money(0);
    Money total = money(0);
    for (int i = 0; i < positions.size(); i++) {
      PricedLine line = priced(i);
      lines.add(line);
      discount = discount.plus(line.discount());
      taxed = taxed.plus(line.tax());
      total = total.plus(line.total());
    }
    return new Totals(
        lines, discounts, TaxLine.table(lines), basket.subtotal(), discount, taxed, total);
  }

  private PricedLine priced(int i) {
    Basket.Position position = positions.get(i);
    if (position.settled() != null) {
      return position.settled();
    }
    boolean included = position.line().item().tax().included();
    long[] parts = taxes[i];
    long tax = LongStream.of(parts).reduce(0, Math::addExact);
    long exempted = 0;
    if (basket.exempt()) {
      exempted = included ? tax : 0;
      tax = 0;
      parts = new long[parts.length];
    }
    long total = included ? left[i] - exempted : Math.addExact(left[i], tax);
    return new PricedLine(
        position.line(),
        position.list(),
        position.list().minus(money(left[i])),
        money(tax),
        money(total),
        LongStream.of(parts).mapToObj(this::money).toList(),
        money(exempted));
  }

  private List<AppliedDiscount> applyDiscounts() {
    List<Discount> given = basket.discounts();
    long[] taken = new long[given.size()];
    for (int i = 0; i < taken.length; i++) {
      Integer line = given.get(i).line();
      if (line != null) {
        taken[i] = takeFromLine(given.get(i), line);
      }
    }
    for (int i = 0; i < taken.length; i++) {
      if (given.get(i).line() == null) {
        taken[i] = takeFromBasket(given.get(i));
      }
    }
    List<AppliedDiscount> applied = new ArrayList<>(taken.length);
    for (int i = 0; i < taken.length; i++) {
      applied.add(new AppliedDiscount(given.get(i), money(taken[i])));
    }
    return applied;
  }

  private long takeFromLine(Discount discount, int line) {
    for (int i = 0; i < left.length; i++) {
      if (positions.get(i).line().number() == line) {
        long off = off(discount, left[i]);
        left[i] -= off;
        return off;
      }
    }
    throw new IllegalStateException("there is no line " + line);
  }

  private long takeFromBasket(Discount discount) {
    List<Integer> open = open();
    long[] weights = open.stream().mapToLong(i -> left[i]).toArray();
    long remains = 0;
    for (long weight : weights) {
      remains = Math.addExact(remains, weight);
    }
    long off = off(discount, remains);
    if (off > 0) {
      long[] shares = Allocation.byWeights(off, weights);
      for (int i = 0; i < shares.length; i++) {
        left[open.get(i)] -= shares[i];
      }
    }
    return off;
  }

  /**
   * The positions that a basket discount falls on, in an order of sharing that does not hang on the
   * order of the lines: who gets the odd unit may move money between two taxes, and so change the
   * total. Only lines that are alike in tax and amount are told apart by their place.
   */
  private List<Integer> open() {
    List<Integer> open = new ArrayList<>(left.length);
    for (int i = 0; i < left.length; i++) {
      if (positions.get(i).settled() == null) {
        open.add(i);
      }
    }
    open.sort(
        Comparator.comparing((Integer i) -> taxRate(i).code())
            .thenComparing(i -> taxRate(i).rate())
            .thenComparing(i -> taxRate(i).included())
            .thenComparing(i -> positions.get(i).line().item().moreTaxes().toString())
            .thenComparing(i -> left[i], Comparator.reverseOrder()));
    return open;
  }

  private long off(Discount discount, long remains) {
    Percent percent = discount.percent();
    if (percent != null) {
      return money(remains).percent(percent, rounding).minor();
    }
    Money amount = discount.amount();
    return amount == null ? 0 : Math.min(amount.minor(), remains);
  }

  private void applyTaxes() {
    int[] free =
        IntStream.range(0, left.length).filter(i -> positions.get(i).settled() == null).toArray();
    List<List<TaxRate>> rates =
        Arrays.stream(free).mapToObj(i -> positions.get(i).line().item().taxes()).toList();
    long[] sums = Arrays.stream(free).mapToLong(i -> left[i]).toArray();
    long[][] shares = new Taxation(basket.taxRounding(), rounding).of(rates, sums);
    for (int i = 0; i < free.length; i++) {
      taxes[free[i]] = shares[i];
    }
  }

  private TaxRate taxRate(int i) {
    return positions.get(i).line().item().tax();
  }

  private Money money(long minor) {
    return new Money(minor, basket.currency());
  }
}
