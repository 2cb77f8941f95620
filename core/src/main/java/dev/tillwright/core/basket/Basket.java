package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is bought, as an immutable value: lines, and the discounts that were given. Each change
 * gives a new basket. May be shared between threads.
 *
 * <p><b>Guarantees.</b> {@link #totals()} always adds up: the lines make the total, the lines'
 * taxes make the tax table, the lines' discounts make the discounts. Nothing is ever below zero,
 * and 100 percent off is exactly zero.
 */
public final class Basket {
  private final Currency currency;
  private final TaxRounding taxRounding;
  private final boolean exempt;
  private final List<Position> positions;
  private final List<Discount> discounts;
  private final Money subtotal;

  // Worked out at the first question; two threads that ask at once find the same.
  private @Nullable Totals totals;

  private Basket(Basket like, List<Position> positions, List<Discount> discounts, Money subtotal) {
    this.currency = like.currency;
    this.taxRounding = like.taxRounding;
    this.exempt = like.exempt;
    this.positions = positions;
    this.discounts = discounts;
    this.subtotal = subtotal;
  }

  private Basket(Currency currency, TaxRounding taxRounding) {
    this.currency = currency;
    this.taxRounding = taxRounding;
    this.exempt = false;
    this.positions = List.of();
    this.discounts = List.of();
    this.subtotal = Money.zero(currency);
  }

  private Basket(Basket like, boolean exempt) {
    this.currency = like.currency;
    this.taxRounding = like.taxRounding;
    this.exempt = exempt;
    this.positions = like.positions;
    this.discounts = like.discounts;
    this.subtotal = like.subtotal;
  }

  /** A basket without lines. */
  public static Basket empty(Currency currency) {
    return empty(currency, TaxRounding.PER_RATE);
  }

  /** A basket without lines, whose taxes are rounded so. */
  public static Basket empty(Currency currency, TaxRounding taxRounding) {
    return new Basket(currency, taxRounding);
  }

  /**
   * With one more line, at unit price times quantity, rounded half up once.
   *
   * @throws IllegalArgumentException when the number stands here already, or the currency differs
   * @throws ArithmeticException when the amount does not fit
   */
  public Basket withLine(Line line) {
    Money list = line.item().price().times(line.quantity(), RoundingMode.HALF_UP);
    if (line.item().isStoredValue()) { // counts as it is: no discount falls on it
      Money nothing = Money.zero(list.currency());
      return with(new Position(line, list, new PricedLine(line, list, nothing, nothing, list)));
    }
    return with(new Position(line, list, null));
  }

  /**
   * With one more line whose amounts are settled, as those of a line that comes back. No discount
   * and no tax is worked out for it: it counts as it is.
   *
   * @throws IllegalArgumentException when the number stands here already, the currency differs, or
   *     the line does not add up
   * @throws ArithmeticException when the amount does not fit
   */
  public Basket withSettled(PricedLine priced) {
    if (!priced.addsUp()) {
      throw new IllegalArgumentException("the line does not add up");
    }
    return with(new Position(priced.line(), priced.list(), priced));
  }

  /**
   * Without this line and the discounts that fall on it alone.
   *
   * @throws IllegalArgumentException when there is no such line
   */
  public Basket without(int line) {
    Position gone = position(line).orElseThrow(() -> noSuchLine(line));
    List<Position> left = new ArrayList<>(positions);
    left.remove(gone);
    List<Discount> given = new ArrayList<>(discounts);
    given.removeIf(discount -> discount.line() != null && discount.line() == line);
    return new Basket(this, List.copyOf(left), List.copyOf(given), subtotal.minus(gone.list()));
  }

  /**
   * With one more discount. Discounts on lines are taken first, then those on the whole basket;
   * within each in the order given, each on what the ones before left.
   *
   * @throws IllegalArgumentException when its line is not here or is settled, or its currency
   *     differs
   */
  public Basket withDiscount(Discount discount) {
    if (discount.line() != null) {
      int line = discount.line();
      if (position(line).orElseThrow(() -> noSuchLine(line)).settled() != null) {
        throw new IllegalArgumentException("the amounts of line " + line + " are settled");
      }
    }
    if (discount.amount() != null) {
      same(discount.amount().currency());
    }
    List<Discount> given = new ArrayList<>(discounts);
    given.add(discount);
    return new Basket(this, positions, List.copyOf(given), subtotal);
  }

  /** The same for a customer who pays no tax: none is added, and contained tax is taken off. */
  public Basket taxExempt() {
    return new Basket(this, true);
  }

  public Currency currency() {
    return currency;
  }

  /** Where taxes are rounded. */
  public TaxRounding taxRounding() {
    return taxRounding;
  }

  /** Whether the customer pays no tax. Lines that are settled keep theirs. */
  public boolean exempt() {
    return exempt;
  }

  /** The lines that are here, in the order they came. */
  public List<Line> lines() {
    return positions.stream().map(Position::line).toList();
  }

  /** Whether this line is here. */
  public boolean has(int line) {
    return position(line).isPresent();
  }

  /** The discounts, in the order given. */
  public List<Discount> discounts() {
    return discounts;
  }

  /** The list prices together, before discounts and added taxes. */
  public Money subtotal() {
    return subtotal;
  }

  /** What it comes to, with percentages and taxes rounded half up. */
  public Totals totals() {
    Totals known = totals;
    if (known == null) {
      known = totals(RoundingMode.HALF_UP);
      totals = known;
    }
    return known;
  }

  /**
   * What it comes to.
   *
   * @param rounding how percentages and taxes are rounded to the minor unit; the list price of a
   *     line is always rounded half up
   */
  public Totals totals(RoundingMode rounding) {
    return new Pricer(this, positions, rounding).totals();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Basket that
        && currency.equals(that.currency)
        && taxRounding == that.taxRounding
        && exempt == that.exempt
        && positions.equals(that.positions)
        && discounts.equals(that.discounts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(currency, taxRounding, exempt, positions, discounts);
  }

  /** How many lines and discounts, and the list prices together. */
  @Override
  public String toString() {
    return "Basket["
        + positions.size()
        + " lines, "
        + discounts.size()
        + " discounts, "
        + subtotal
        + "]";
  }

  private Basket with(Position position) {
    int number = position.line().number();
    if (has(number)) {
      throw new IllegalArgumentException("line " + number + " is here already");
    }
    same(position.list().currency());
    List<Position> more = new ArrayList<>(positions.size() + 1);
    more.addAll(positions);
    more.add(position);
    return new Basket(this, List.copyOf(more), discounts, subtotal.plus(position.list()));
  }

  private Optional<Position> position(int line) {
    return positions.stream().filter(it -> it.line().number() == line).findFirst();
  }

  private void same(Currency other) {
    if (!currency.equals(other)) {
      throw new IllegalArgumentException("currencies differ: " + currency + " and " + other);
    }
  }

  private static IllegalArgumentException noSuchLine(int line) {
    return new IllegalArgumentException("there is no line " + line);
  }

  /**
   * A line with its list price.
   *
   * @param settled all its amounts, when they are not to be worked out
   */
  record Position(Line line, Money list, @Nullable PricedLine settled) {}
}
