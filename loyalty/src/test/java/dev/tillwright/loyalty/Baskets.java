package dev.tillwright.loyalty;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Priced baskets made by hand, so that tests need no pricer. */
public final class Baskets {
  private final Currency currency;
  private final List<PricedLine> lines = new ArrayList<>();

  private Baskets(String currency) {
    this.currency = Currency.getInstance(currency);
  }

  public static Baskets in(String currency) {
    return new Baskets(currency);
  }

  public Baskets line(String code, String category, String quantity, String total) {
    return line(code, category, quantity, total, "0", "0");
  }

  /** A line with contained tax and a discount; {@code total} is what is paid. */
  public Baskets line(
      String code, String category, String quantity, String total, String tax, String discount) {
    return add(lines.size() + 1, code, category, quantity, total, tax, discount);
  }

  public Baskets add(
      int number,
      String code,
      String category,
      String quantity,
      String total,
      String tax,
      String discount) {
    Money paid = Money.parse(total, currency);
    Money off = Money.parse(discount, currency);
    Item item =
        new Item(
            code,
            "name of " + code,
            category,
            UnitPrice.of(Money.ofMinor(Math.abs(paid.minor()), currency)),
            TaxRate.included("A", Percent.of(0)));
    lines.add(
        new PricedLine(
            new Line(number, item, Quantity.parse(quantity)),
            paid.plus(off),
            off,
            Money.parse(tax, currency),
            paid));
    return this;
  }

  /** A line whose price of one unit is said by itself. */
  public Baskets priced(
      String code,
      String category,
      String quantity,
      String price,
      String total,
      String tax,
      String discount) {
    Money paid = Money.parse(total, currency);
    Money off = Money.parse(discount, currency);
    Item item =
        new Item(
            code,
            "name of " + code,
            category,
            UnitPrice.parse(price, currency),
            TaxRate.included("A", Percent.of(0)));
    lines.add(
        new PricedLine(
            new Line(lines.size() + 1, item, Quantity.parse(quantity)),
            paid.plus(off),
            off,
            Money.parse(tax, currency),
            paid));
    return this;
  }

  public List<PricedLine> lines() {
    return lines;
  }

  public Totals totals() {
    Money zero = Money.zero(currency);
    Money subtotal = lines.stream().map(PricedLine::list).reduce(zero, Money::plus);
    Money discount = lines.stream().map(PricedLine::discount).reduce(zero, Money::plus);
    Money tax = lines.stream().map(PricedLine::tax).reduce(zero, Money::plus);
    Money total = lines.stream().map(PricedLine::total).reduce(zero, Money::plus);
    return new Totals(lines, List.of(), List.of(), subtotal, discount, tax, total);
  }

  public Pricing.Request at(String instant) {
    return new Pricing.Request(totals(), "m-1", Instant.parse(instant), "till-01");
  }

  /** A Wednesday afternoon in London. */
  public Pricing.Request request() {
    return at("2025-06-04T14:00:00Z");
  }
}
