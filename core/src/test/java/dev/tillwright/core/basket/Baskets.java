package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.Seeded;
import dev.tillwright.core.money.UnitPrice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random but seeded parts of baskets. */
public final class Baskets {
  /** Without decimals, with two and with three. */
  public static final List<Currency> CURRENCIES =
      List.of(
          Currency.getInstance("JPY"), Currency.getInstance("GBP"), Currency.getInstance("KWD"));

  public static final List<TaxRate> RATES =
      List.of(
          TaxRate.included("A", Percent.of(20)),
          TaxRate.included("B", Percent.of(5)),
          TaxRate.included("C", Percent.of(20)),
          TaxRate.included("C", Percent.of(5)),
          TaxRate.included("Z", Percent.of(0)),
          TaxRate.added("S", Percent.parse("8.875")),
          TaxRate.added("T", Percent.of(100)),
          TaxRate.added("Z", Percent.of(0)));

  private Baskets() {}

  public static Item item(RandomGenerator random, Currency currency) {
    long price = random.nextInt(10) == 0 ? 0 : Seeded.upTo(random, 5_000_000_000L);
    int scale = random.nextInt(7);
    return new Item(
        "c" + random.nextInt(50),
        "name " + random.nextInt(50),
        random.nextBoolean() ? "" : "tea",
        new UnitPrice(BigDecimal.valueOf(price, scale), currency),
        RATES.get(random.nextInt(RATES.size())));
  }

  /** With up to three further taxes, each on the price or on the taxes before it. */
  public static Item taxed(RandomGenerator random, Item item) {
    Item taxed = item;
    for (int i = random.nextInt(4); i > 0; i--) {
      TaxRate more =
          new TaxRate("M" + i, Percent.parse("0." + random.nextInt(1, 99)), item.tax().included());
      taxed = taxed.withTaxes(random.nextBoolean() ? more : more.onTaxes());
    }
    return taxed;
  }

  public static Quantity quantity(RandomGenerator random) {
    return random.nextBoolean()
        ? Quantity.of(1 + random.nextInt(12))
        : new Quantity(BigDecimal.valueOf(1 + random.nextInt(5_000), 3));
  }

  public static List<Line> lines(RandomGenerator random, Currency currency, int most) {
    List<Line> lines = new ArrayList<>();
    int count = random.nextInt(most + 1);
    for (int i = 1; i <= count; i++) {
      lines.add(new Line(i, item(random, currency), quantity(random)));
    }
    return lines;
  }

  /** On a line or on the basket, of a percentage or an amount. */
  public static Discount discount(RandomGenerator random, Currency currency, List<Line> lines) {
    Discount discount =
        random.nextBoolean()
            ? Discount.percent(new Percent(BigDecimal.valueOf(random.nextInt(10_001), 2)), "off")
            : Discount.amount(Money.ofMinor(Seeded.upTo(random, 100_000), currency), "off");
    boolean whole = lines.isEmpty() || random.nextInt(3) == 0;
    return whole ? discount : discount.onLine(lines.get(random.nextInt(lines.size())).number());
  }

  public static Basket basket(RandomGenerator random) {
    Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
    List<Line> lines = lines(random, currency, 12);
    List<Discount> discounts = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      discounts.add(discount(random, currency, lines));
    }
    return of(currency, lines, discounts);
  }

  /** A few pennies: remainders tie, and the odd penny is a large part of the whole. */
  public static Basket pennies(RandomGenerator random) {
    Currency currency = CURRENCIES.get(1);
    List<Line> lines = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      UnitPrice price = UnitPrice.of(Money.ofMinor(1 + random.nextInt(6), currency));
      TaxRate rate = RATES.get(random.nextInt(RATES.size()));
      lines.add(new Line(i, new Item("c", "n", "", price, rate), Quantity.of(1)));
    }
    List<Discount> discounts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      discounts.add(
          random.nextBoolean()
              ? Discount.percent(50, "half")
              : Discount.amount(Money.ofMinor(1 + random.nextInt(4), currency), "off"));
    }
    return of(currency, lines, discounts);
  }

  public static Basket of(Currency currency, List<Line> lines, List<Discount> discounts) {
    Basket basket = Basket.empty(currency);
    for (Line line : lines) {
      basket = basket.withLine(line);
    }
    for (Discount discount : discounts) {
      basket = basket.withDiscount(discount);
    }
    return basket;
  }
}
