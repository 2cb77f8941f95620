package dev.tillwright.core.basket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds for any basket, against models that follow the rules one scalar at a time. */
class BasketPropertyTest {
  private static final int CASES = 4_000;

  @Test
  void parts_addUp_andNothingIsNegative() {
    Seeded.cases(
        CASES,
        random -> {
          Basket basket = Baskets.basket(random);
          Totals totals = basket.totals();
          assertThat(totals.lines()).allMatch(PricedLine::addsUp);
          assertThat(sum(totals.lines(), PricedLine::list)).isEqualTo(totals.subtotal().minor());
          assertThat(sum(totals.lines(), PricedLine::discount))
              .isEqualTo(totals.discount().minor())
              .isEqualTo(sum(totals.discounts(), AppliedDiscount::amount));
          assertThat(sum(totals.lines(), PricedLine::tax))
              .isEqualTo(totals.tax().minor())
              .isEqualTo(sum(totals.taxes(), TaxLine::tax));
          assertThat(sum(totals.lines(), PricedLine::total)).isEqualTo(totals.total().minor());
          assertThat(sum(totals.taxes(), TaxLine::net))
              .isEqualTo(totals.total().minus(totals.tax()).minor());
          assertThat(totals.discounts())
              .extracting(AppliedDiscount::discount)
              .isEqualTo(basket.discounts());
        });
  }

  @Test
  void everyDiscount_takesWhatItsRuleSays() {
    Seeded.cases(
        CASES,
        random -> {
          Basket basket = Baskets.basket(random);
          Totals totals = basket.totals();
          assertThat(totals.discounts())
              .extracting(it -> BigInteger.valueOf(it.amount().minor()))
              .isEqualTo(naiveDiscounts(basket));
        });
  }

  @Test
  void everyTax_isThatOfItsGroupsSum() {
    Seeded.cases(
        CASES,
        random -> {
          Totals totals = Baskets.basket(random).totals();
          for (TaxLine tax : totals.taxes()) {
            BigDecimal gross = BigDecimal.ZERO;
            long shared = 0;
            for (PricedLine line : totals.lines()) {
              if (line.line().item().tax().equals(tax.rate())) {
                gross = gross.add(BigDecimal.valueOf(line.afterDiscount().minor()));
                shared += line.tax().minor();
              }
            }
            assertThat(shared).isEqualTo(tax.tax().minor());
            BigDecimal rate = tax.rate().rate().value().movePointLeft(2);
            BigDecimal net =
                tax.rate().included()
                    ? gross.divide(BigDecimal.ONE.add(rate), 0, RoundingMode.HALF_UP)
                    : gross;
            BigDecimal due =
                tax.rate().included()
                    ? gross.subtract(net)
                    : gross.multiply(rate).setScale(0, RoundingMode.HALF_UP);
            assertThat(tax.net().minor()).isEqualTo(net.longValueExact());
            assertThat(tax.tax().minor()).isEqualTo(due.longValueExact());
          }
        });
  }

  /** The line's part is its exact proportion, rounded down or up. */
  @Test
  void oneBasketDiscount_fallsOnLinesInProportion() {
    Seeded.cases(
        CASES,
        random -> {
          Currency currency = Baskets.CURRENCIES.get(random.nextInt(3));
          List<Line> lines = Baskets.lines(random, currency, 12);
          Discount discount = Baskets.discount(random, currency, List.of());
          Totals totals = Baskets.of(currency, lines, List.of(discount)).totals();
          if (totals.subtotal().isZero()) {
            return;
          }
          BigDecimal off = BigDecimal.valueOf(totals.discount().minor());
          BigDecimal whole = BigDecimal.valueOf(totals.subtotal().minor());
          for (PricedLine line : totals.lines()) {
            BigDecimal exact =
                off.multiply(BigDecimal.valueOf(line.list().minor()))
                    .divide(whole, new MathContext(60));
            assertThat(exact.subtract(BigDecimal.valueOf(line.discount().minor())).abs())
                .isLessThan(BigDecimal.ONE);
          }
        });
  }

  @Test
  void orderOfLines_doesNotChangeWhatIsPaid() {
    Seeded.cases(
        CASES,
        random -> {
          Basket basket = random.nextBoolean() ? Baskets.basket(random) : Baskets.pennies(random);
          List<Line> shuffled = new ArrayList<>(basket.lines());
          shuffle(shuffled, random);
          Totals other = Baskets.of(basket.currency(), shuffled, basket.discounts()).totals();
          assertThat(other.total()).isEqualTo(basket.totals().total());
          assertThat(other.tax()).isEqualTo(basket.totals().tax());
          assertThat(other.discount()).isEqualTo(basket.totals().discount());
          assertThat(other.taxes()).containsExactlyInAnyOrderElementsOf(basket.totals().taxes());
        });
  }

  @Test
  void hundredPercentOff_isExactlyZero() {
    Seeded.cases(
        CASES,
        random -> {
          Basket basket = Baskets.basket(random);
          Totals totals = basket.withDiscount(Discount.percent(100, "staff")).totals();
          assertThat(totals.total().isZero()).isTrue();
          assertThat(totals.tax().isZero()).isTrue();
          assertThat(totals.discount()).isEqualTo(totals.subtotal());
        });
  }

  @Test
  void addingAndRemovingALine_changesNothing() {
    Seeded.cases(
        CASES,
        random -> {
          Basket basket = Baskets.basket(random);
          Item item = Baskets.item(random, basket.currency());
          Line line = new Line(999, item, Baskets.quantity(random));
          Basket again =
              basket
                  .withLine(line)
                  .withDiscount(Discount.percent(Percent.of(7), "gone").onLine(999))
                  .without(999);
          assertThat(again).isEqualTo(basket);
          assertThat(again.totals()).isEqualTo(basket.totals());
        });
  }

  private static List<BigInteger> naiveDiscounts(Basket basket) {
    Map<Integer, BigDecimal> left = new HashMap<>();
    int digits = basket.currency().getDefaultFractionDigits();
    for (Line line : basket.lines()) {
      BigDecimal exact = line.item().price().value().multiply(line.quantity().value());
      left.put(line.number(), exact.movePointRight(digits).setScale(0, RoundingMode.HALF_UP));
    }
    BigInteger[] taken = new BigInteger[basket.discounts().size()];
    for (int i = 0; i < taken.length; i++) {
      Discount discount = basket.discounts().get(i);
      if (discount.line() != null) {
        BigDecimal off = off(discount, left.getOrDefault(discount.line(), BigDecimal.ZERO));
        left.merge(discount.line(), off.negate(), BigDecimal::add);
        taken[i] = off.toBigIntegerExact();
      }
    }
    BigDecimal all = left.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    for (int i = 0; i < taken.length; i++) {
      Discount discount = basket.discounts().get(i);
      if (discount.line() == null) {
        BigDecimal off = off(discount, all);
        all = all.subtract(off);
        taken[i] = off.toBigIntegerExact();
      }
    }
    return List.of(taken);
  }

  private static BigDecimal off(Discount discount, BigDecimal from) {
    Percent percent = discount.percent();
    Money amount = discount.amount();
    if (percent != null) {
      return from.multiply(percent.value())
          .divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP);
    }
    return from.min(BigDecimal.valueOf(amount == null ? 0 : amount.minor()));
  }

  private static <T> long sum(List<T> parts, Function<T, Money> amount) {
    return parts.stream().map(amount).mapToLong(Money::minor).sum();
  }

  private static void shuffle(List<Line> lines, RandomGenerator random) {
    for (int i = lines.size() - 1; i > 0; i--) {
      lines.set(i, lines.set(random.nextInt(i + 1), lines.get(i)));
    }
  }
}
