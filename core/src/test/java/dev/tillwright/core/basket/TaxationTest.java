package dev.tillwright.core.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.Seeded;
import dev.tillwright.core.money.UnitPrice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several taxes, tax on tax, no tax, and where they are rounded (A3). */
class TaxationTest {
  private static final Currency CAD = Currency.getInstance("CAD");
  private static final TaxRate GST = TaxRate.added("G", Percent.of(5));
  private static final TaxRate QST = TaxRate.added("Q", Percent.parse("9.975"));

  private static Item item(String price, TaxRate first, TaxRate... more) {
    return new Item("i", "i", "", UnitPrice.parse(price, CAD), first).withTaxes(more);
  }

  private static Basket of(TaxRounding rounding, Item... items) {
    Basket basket = Basket.empty(CAD, rounding);
    for (int i = 0; i < items.length; i++) {
      basket = basket.withLine(new Line(i + 1, items[i], Quantity.of(1)));
    }
    return basket;
  }

  private static Money cents(long minor) {
    return Money.ofMinor(minor, CAD);
  }

  private static List<Long> taxes(Totals totals) {
    return totals.taxes().stream().map(it -> it.tax().minor()).toList();
  }

  @Test
  void twoTaxes_standSideBySide_asInQuebecToday() {
    Totals totals = of(TaxRounding.PER_RATE, item("100.00", GST, QST)).totals();
    assertThat(taxes(totals)).containsExactly(500L, 998L);
    assertThat(totals.total()).isEqualTo(cents(11_498));
    assertThat(totals.taxes()).extracting(it -> it.net().minor()).containsExactly(10_000L, 10_000L);
  }

  /** Until 2012 Quebec's 9.5 percent fell on the price with the federal 5 percent. */
  @Test
  void taxOnTax_fallsOnThePriceWithTheTaxBefore() {
    TaxRate then = TaxRate.added("Q", Percent.parse("9.5")).onTaxes();
    Totals totals = of(TaxRounding.PER_RATE, item("100.00", GST, then)).totals();
    assertThat(taxes(totals)).containsExactly(500L, 998L);
    assertThat(totals.taxes().get(1).net()).isEqualTo(cents(10_500));
    assertThat(totals.total()).isEqualTo(cents(11_498));
  }

  @Test
  void containedTaxes_comeOutOfThePrice_andAddUpToIt() {
    TaxRate vat = TaxRate.included("V", Percent.of(10));
    TaxRate levy = TaxRate.included("L", Percent.of(2)).onTaxes();
    Totals totals = of(TaxRounding.PER_RATE, item("112.20", vat, levy)).totals();
    assertThat(totals.total()).isEqualTo(cents(11_220));
    assertThat(taxes(totals)).containsExactly(1_000L, 220L);
    assertThat(totals.lines().get(0).net()).isEqualTo(cents(10_000));
  }

  /** Three lines of 0.33 at 5 percent: 0.0165 each, 0.0495 together. */
  @Test
  void rounding_isWhereThePolicySays() {
    Item small = item("0.33", GST);
    assertThat(of(TaxRounding.PER_LINE, small, small, small).totals().tax()).isEqualTo(cents(6));
    assertThat(of(TaxRounding.PER_RATE, small, small, small).totals().tax()).isEqualTo(cents(5));
    // 0.0495 and 0.0329175 are 5 and 3 a rate, but 0.0824175 together.
    Item other = item("0.33", QST);
    assertThat(of(TaxRounding.PER_RATE, small, small, small, other).totals().tax())
        .isEqualTo(cents(8));
    assertThat(taxes(of(TaxRounding.PER_DOCUMENT, small, small, small, other).totals()))
        .containsExactly(5L, 3L);
  }

  @Test
  void exemptCustomer_paysNoTax_neitherAddedNorContained() {
    TaxRate vat = TaxRate.included("V", Percent.of(20));
    Totals totals =
        of(TaxRounding.PER_RATE, item("12.00", vat), item("10.00", GST, QST)).taxExempt().totals();
    assertThat(totals.tax().isZero()).isTrue();
    assertThat(totals.total()).isEqualTo(cents(2_000));
    assertThat(totals.lines().get(0).exempted()).isEqualTo(cents(200));
    assertThat(totals.lines()).allMatch(PricedLine::addsUp);
  }

  @Test
  void mixedItem_isNoItem() {
    assertThatThrownBy(() -> item("1.00", GST, TaxRate.included("V", Percent.of(20))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Against exact decimals: each policy is within its rounding of the exact tax, and adds up. */
  @ParameterizedTest
  @EnumSource(TaxRounding.class)
  void randomBaskets_addUp_andAreAsExactAsThePolicyAllows(TaxRounding rounding) {
    Seeded.cases(1_500, random -> check(random, rounding));
  }

  private static void check(RandomGenerator random, TaxRounding rounding) {
    Currency currency = Baskets.CURRENCIES.get(random.nextInt(3));
    Basket basket = Basket.empty(currency, rounding);
    List<Discount> discounts = new ArrayList<>();
    for (Line line : Baskets.lines(random, currency, 8)) {
      Item item = Baskets.taxed(random, line.item());
      basket = basket.withLine(new Line(line.number(), item, line.quantity()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      discounts.add(Baskets.discount(random, currency, basket.lines()));
    }
    for (Discount discount : discounts) {
      basket = basket.withDiscount(discount);
    }
    Totals totals = basket.totals();
    assertThat(totals.lines()).allMatch(PricedLine::addsUp);
    assertThat(totals.taxes().stream().mapToLong(it -> it.tax().minor()).sum())
        .isEqualTo(totals.tax().minor());
    BigDecimal exact = BigDecimal.ZERO;
    long parts = 0;
    for (PricedLine line : totals.lines()) {
      exact = exact.add(exact(line));
      parts += line.taxes().size();
    }
    // Each rounding is off by at most a half, and a compound tax carries what came before.
    BigDecimal bound =
        rounding == TaxRounding.PER_DOCUMENT ? BigDecimal.ONE : BigDecimal.valueOf(parts + 1);
    assertThat(exact.subtract(BigDecimal.valueOf(totals.tax().minor())).abs())
        .isLessThanOrEqualTo(bound);
  }

  private static BigDecimal exact(PricedLine line) {
    BigDecimal base = BigDecimal.valueOf(line.afterDiscount().minor());
    BigDecimal factor = BigDecimal.ONE;
    for (TaxRate rate : line.line().item().taxes()) {
      BigDecimal on = rate.compound() ? factor : BigDecimal.ONE;
      factor = factor.add(on.multiply(rate.rate().value()).movePointLeft(2));
    }
    return line.line().item().tax().included()
        ? base.subtract(base.divide(factor, MathContext.DECIMAL128))
        : base.multiply(factor.subtract(BigDecimal.ONE));
  }

  @Test
  void currenciesOfThreeDecimalsAndOfNone_andFuelPrices_areExact() {
    Currency kwd = Currency.getInstance("KWD");
    Currency jpy = Currency.getInstance("JPY");
    TaxRate tax = TaxRate.included("A", Percent.of(10));
    Item fuel = new Item("f", "f", "", UnitPrice.parse("0.08505", kwd), tax);
    Basket kuwait = Basket.empty(kwd).withLine(new Line(1, fuel, Quantity.parse("41.37")));
    // 41.37 x 0.08505 = 3.5185185
    assertThat(kuwait.totals().total()).isEqualTo(Money.parse("3.519", kwd));
    assertThat(kuwait.totals().tax()).isEqualTo(Money.parse("0.320", kwd));
    Item rice = new Item("r", "r", "", UnitPrice.parse("598", jpy), tax);
    Basket japan = Basket.empty(jpy).withLine(new Line(1, rice, Quantity.parse("0.742")));
    // 598 x 0.742 = 443.716; 444 / 1.1 = 403.6
    assertThat(japan.totals().total()).isEqualTo(Money.ofMinor(444, jpy));
    assertThat(japan.totals(RoundingMode.HALF_UP).tax()).isEqualTo(Money.ofMinor(40, jpy));
  }
}
