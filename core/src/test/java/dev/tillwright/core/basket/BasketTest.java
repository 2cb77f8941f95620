package dev.tillwright.core.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.math.RoundingMode;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class BasketTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final TaxRate VAT = TaxRate.included("A", Percent.of(20));
  private static final TaxRate BOOKS = TaxRate.included("Z", Percent.of(0));
  private static final TaxRate SALES = TaxRate.added("S", Percent.parse("8.875"));

  @Test
  void emptyBasket_comesToNothing() {
    Totals totals = Basket.empty(GBP).totals();
    assertThat(totals.lines()).isEmpty();
    assertThat(totals.taxes()).isEmpty();
    assertThat(totals.total()).isEqualTo(pence(0));
  }

  @Test
  void includedTax_isTakenFromTheSumOfItsLines() {
    // 3 x 0.99 = 2.97: net 2.475 goes up to 2.48, so the tax is 0.49. Line by line it were 0.51.
    Basket basket = basket(line(1, "0.99", VAT), line(2, "0.99", VAT), line(3, "0.99", VAT));
    Totals totals = basket.totals();
    assertThat(totals.taxes()).containsExactly(new TaxLine(VAT, pence(248), pence(49)));
    assertThat(totals.lines()).extracting(it -> it.tax().minor()).containsExactly(17L, 16L, 16L);
    assertThat(totals.total()).isEqualTo(pence(297));
  }

  @Test
  void addedTax_isAddedToTheSumOfItsLines() {
    Basket basket = basket(line(1, "9.99", SALES), line(2, "0.01", SALES), line(3, "5.00", VAT));
    Totals totals = basket.totals();
    assertThat(totals.taxes())
        .containsExactly(
            new TaxLine(SALES, pence(1000), pence(89)), new TaxLine(VAT, pence(417), pence(83)));
    assertThat(totals.subtotal()).isEqualTo(pence(1500));
    assertThat(totals.tax()).isEqualTo(pence(172));
    assertThat(totals.total()).isEqualTo(pence(1589));
    assertThat(totals.lines())
        .extracting(it -> it.total().minor())
        .containsExactly(1088L, 1L, 500L);
  }

  @Test
  void lineDiscounts_comeBeforeBasketDiscounts_eachOnWhatRemains() {
    Basket basket =
        basket(line(1, "10.00", VAT), line(2, "10.00", VAT))
            .withDiscount(Discount.percent(10, "all"))
            .withDiscount(Discount.percent(50, "first").onLine(1))
            .withDiscount(Discount.amount(pence(100), "first again").onLine(1));
    // Line 1: 10.00 - 5.00 - 1.00 = 4.00; basket 14.00 less 1.40, of which 0.40 on line 1.
    Totals totals = basket.totals();
    assertThat(totals.discounts())
        .extracting(it -> it.discount().reason() + " " + it.amount())
        .containsExactly("all 1.40 GBP", "first 5.00 GBP", "first again 1.00 GBP");
    assertThat(totals.lines())
        .extracting(it -> it.afterDiscount().minor())
        .containsExactly(360L, 900L);
    assertThat(totals.discount()).isEqualTo(pence(740));
  }

  @Test
  void discountInAmount_takesAtMostWhatRemains() {
    Totals totals =
        basket(line(1, "3.00", VAT), line(2, "1.00", SALES))
            .withDiscount(Discount.amount(pence(9_999), "gift"))
            .withDiscount(Discount.amount(pence(1), "more"))
            .totals();
    assertThat(totals.discounts()).extracting(it -> it.amount().minor()).containsExactly(400L, 0L);
    assertThat(totals.total()).isEqualTo(pence(0));
    assertThat(totals.tax()).isEqualTo(pence(0));
  }

  @Test
  void oddPenny_doesNotHangOnTheOrderOfLines() {
    // One penny off two equal lines of which only one is taxed: whoever gets it moves the total.
    Line taxed = line(1, "1.00", TaxRate.added("T", Percent.of(100)));
    Line free = line(2, "1.00", BOOKS);
    Discount penny = Discount.amount(pence(1), "penny");
    assertThat(basket(taxed, free).withDiscount(penny).totals().total())
        .isEqualTo(basket(free, taxed).withDiscount(penny).totals().total());
  }

  @Test
  void equalLines_giveTheOddPennyToTheEarlier() {
    Totals totals =
        basket(line(1, "1.00", VAT), line(2, "1.00", VAT))
            .withDiscount(Discount.amount(pence(1), "penny"))
            .totals();
    assertThat(totals.lines()).extracting(it -> it.discount().minor()).containsExactly(1L, 0L);
  }

  @Test
  void removedLine_takesItsOwnDiscountsAlong() {
    Basket basket =
        basket(line(1, "1.00", VAT), line(2, "2.00", VAT))
            .withDiscount(Discount.percent(50, "one").onLine(1))
            .withDiscount(Discount.percent(10, "all"))
            .without(1);
    assertThat(basket.lines()).extracting(Line::number).containsExactly(2);
    assertThat(basket.discounts()).extracting(Discount::reason).containsExactly("all");
    assertThat(basket.totals().total()).isEqualTo(pence(180));
    assertThat(basket.subtotal()).isEqualTo(pence(200));
    assertThat(basket.has(1)).isFalse();
  }

  @Test
  void settledLine_countsAsItIs() {
    PricedLine settled =
        new PricedLine(line(7, "3.00", VAT), pence(300), pence(100), pence(34), pence(200));
    Basket basket =
        basket(line(1, "1.20", VAT))
            .withSettled(settled)
            .withDiscount(Discount.percent(50, "not on the settled"));
    Totals totals = basket.totals();
    assertThat(totals.lines()).contains(settled);
    assertThat(totals.total()).isEqualTo(pence(260));
    assertThat(totals.discount()).isEqualTo(pence(160));
    assertThat(totals.taxes()).containsExactly(new TaxLine(VAT, pence(216), pence(44)));
  }

  @Test
  void settledLine_thatDoesNotAddUp_isRefused() {
    PricedLine broken =
        new PricedLine(line(1, "3.00", VAT), pence(300), pence(100), pence(34), pence(201));
    PricedLine negative =
        new PricedLine(line(1, "3.00", VAT), pence(300), pence(-1), pence(50), pence(301));
    PricedLine allTax =
        new PricedLine(line(1, "3.00", SALES), pence(1), pence(2), pence(2), pence(1));
    Basket basket = Basket.empty(GBP);
    assertThatIllegalArgumentException().isThrownBy(() -> basket.withSettled(broken));
    assertThatIllegalArgumentException().isThrownBy(() -> basket.withSettled(negative));
    assertThatIllegalArgumentException().isThrownBy(() -> basket.withSettled(allTax));
  }

  @Test
  void misuse_isRefusedAtOnce() {
    Basket basket = basket(line(1, "1.00", VAT));
    Currency yen = Currency.getInstance("JPY");
    Line foreign =
        new Line(2, new Item("x", "x", "", UnitPrice.parse("1", yen), VAT), Quantity.of(1));
    assertThatIllegalArgumentException().isThrownBy(() -> basket.withLine(line(1, "2.00", VAT)));
    assertThatIllegalArgumentException().isThrownBy(() -> basket.withLine(foreign));
    assertThatIllegalArgumentException().isThrownBy(() -> basket.without(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> basket.withDiscount(Discount.percent(1, "x").onLine(2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> basket.withDiscount(Discount.amount(Money.ofMinor(1, yen), "x")));
    Basket settled =
        Basket.empty(GBP)
            .withSettled(
                new PricedLine(line(1, "1.00", BOOKS), pence(100), pence(0), pence(0), pence(100)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settled.withDiscount(Discount.percent(1, "x").onLine(1)));
  }

  @Test
  void overflow_isAnError() {
    Basket basket = basket(line(1, "90000000000000000.00", VAT));
    assertThatThrownBy(() -> basket.withLine(line(2, "90000000000000000.00", VAT)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void rounding_maybeNamed() {
    Basket basket = basket(line(1, "0.05", SALES)).withDiscount(Discount.percent(50, "half"));
    assertThat(basket.totals(RoundingMode.HALF_UP).total()).isEqualTo(pence(2));
    assertThat(basket.totals(RoundingMode.DOWN).total()).isEqualTo(pence(3));
    assertThat(basket.totals(RoundingMode.UP).total()).isEqualTo(pence(3));
  }

  @Test
  void values_refuseWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> Discount.percent(101, "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Discount.percent(-1, "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Discount.amount(pence(-1), "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Discount(null, Percent.of(1), pence(1), null, "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Discount(null, null, null, null, "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> TaxRate.added("x", Percent.of(-1)));
    Item item = line(1, "1", VAT).item();
    assertThatIllegalArgumentException().isThrownBy(() -> new Line(0, item, Quantity.of(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Line(1, item, Quantity.of(0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Item(" ", "x", "", item.price(), VAT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Item("9".repeat(65), "x", "", item.price(), VAT));
  }

  @Test
  void equality_isThatOfLinesAndDiscounts() {
    Basket a = basket(line(1, "1.00", VAT)).withDiscount(Discount.percent(5, "x"));
    Basket b = basket(line(1, "1.0", VAT)).withDiscount(Discount.percent(5, "x"));
    assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
    assertThat(a).isNotEqualTo(a.without(1)).isNotEqualTo(b.withDiscount(Discount.percent(5, "y")));
    assertThat(a).hasToString("Basket[1 lines, 1 discounts, 1.00 GBP]");
  }

  private static Basket basket(Line... lines) {
    Basket basket = Basket.empty(GBP);
    for (Line line : lines) {
      basket = basket.withLine(line);
    }
    return basket;
  }

  private static Line line(int number, String price, TaxRate tax) {
    Item item = new Item("c" + number, "n", "", UnitPrice.parse(price, GBP), tax);
    return new Line(number, item, Quantity.of(1));
  }

  private static Money pence(long minor) {
    return Money.ofMinor(minor, GBP);
  }
}
