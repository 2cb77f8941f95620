package dev.tillwright.core.sale;

import static dev.tillwright.core.sale.Sales.after;
import static dev.tillwright.core.sale.Sales.pence;
import static dev.tillwright.core.sale.Sales.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Baskets;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Goods back and money back: never above what was paid, and in the end all of it. */
class ReturnTest {
  private static final Returned NOTHING = Returned.nothing(Sales.GBP);

  @Test
  void wholeLine_givesBackAllThatWasPaidForIt() {
    CompletedLine sold = sold("3.33", 3, Discount.amount(pence(100), "gift"));
    CompletedSale back = Sales.completed(after(ret(), returning(sold, "3", NOTHING)));
    assertThat(back.kind()).isEqualTo(SaleKind.RETURN);
    assertThat(back.origin()).isEqualTo(Sales.ORIGIN);
    assertThat(back.total()).isEqualTo(pence(899));
    assertThat(back.lines()).containsExactly(new CompletedLine(sold.priced(), 1));
    assertThat(back.taxes()).hasSize(1);
    assertThat(back.discount()).isEqualTo(pence(100));
    assertThat(back.discounts()).isEmpty();
  }

  @Test
  void onePieceAtATime_addsUpToTheWhole() {
    CompletedLine sold = sold("3.33", 3, Discount.amount(pence(99), "gift"));
    Returned already = NOTHING;
    List<Long> totals = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CompletedSale back = Sales.completed(after(ret(), returning(sold, "1", already)));
      totals.add(back.total().minor());
      already = already.plus(back.lines().get(0).priced());
    }
    assertThat(totals).containsExactly(300L, 300L, 300L);
    assertThat(refusal(ret().decide(returning(sold, "0.001", already))))
        .isEqualTo(Refusal.RETURN_ABOVE_SOLD);
  }

  @Test
  void aPartOfARefund_isWithheldForPoints_fromReturnsOnly() {
    CompletedLine sold = sold("10.00", 1, Discount.percent(0, "none"));
    Sale back = after(ret(), returning(sold, "1", NOTHING), Sales.begin());
    SaleCommand.Tender withheld = new SaleCommand.Tender(TenderLine.withheld(pence(60), 60));
    CompletedSale done =
        after(back, withheld, Sales.cash(940, 940), new SaleCommand.Complete(1))
            .completed()
            .orElseThrow();
    assertThat(done.tenders())
        .extracting(TenderLine::kind)
        .containsExactly(TenderKind.WITHHELD, TenderKind.CASH);
    assertThat(CompletedSale.read(Sales.entry(done.toDraft()))).isEqualTo(done);

    Sale sale = after(Sales.open(SaleKind.SALE), Sales.add("10.00", 1), Sales.begin());
    assertThat(refusal(sale.decide(withheld))).isEqualTo(Refusal.TENDER_NOT_WHOLE);
    assertThat(refusal(back.decide(new SaleCommand.Tender(TenderLine.withheld(pence(60), 0)))))
        .as("for no points")
        .isEqualTo(Refusal.TENDER_NOT_WHOLE);
    assertThat(refusal(back.decide(new SaleCommand.Tender(TenderLine.withheld(pence(1_001), 60)))))
        .as("more than the refund")
        .isEqualTo(Refusal.OVERPAID);
  }

  @Test
  void linesOfTheSameReturn_countTogether() {
    CompletedLine sold = sold("1.00", 3, Discount.percent(0, "none"));
    Sale two = after(ret(), returning(sold, "1", NOTHING), returning(sold, "1", NOTHING));
    assertThat(refusal(two.decide(returning(sold, "2", NOTHING))))
        .isEqualTo(Refusal.RETURN_ABOVE_SOLD);
    Sale one = after(two, new SaleCommand.VoidLine(1));
    assertThat(after(one, returning(sold, "2", NOTHING)).totals().total()).isEqualTo(pence(300));
    assertThat(one.originLine(2)).isEqualTo(1);
    assertThat(one.originLine(1)).isZero();
  }

  @Test
  void moreThanWasSold_orNothing_isRefused() {
    CompletedLine sold = sold("1.00", 3, Discount.percent(0, "none"));
    assertThat(refusal(ret().decide(returning(sold, "3.000001", NOTHING))))
        .isEqualTo(Refusal.RETURN_ABOVE_SOLD);
    assertThat(refusal(ret().decide(returning(sold, "0", NOTHING))))
        .isEqualTo(Refusal.QUANTITY_NOT_POSITIVE);
    assertThat(refusal(ret().decide(returning(sold, "-1", NOTHING))))
        .isEqualTo(Refusal.QUANTITY_NOT_POSITIVE);
    Returned more = new Returned(Quantity.of(4), pence(0), pence(0), pence(0));
    assertThat(refusal(ret().decide(returning(sold, "1", more))))
        .isEqualTo(Refusal.RETURN_ABOVE_SOLD);
  }

  @Test
  void historyThatDoesNotFitTheLine_isRefused() {
    CompletedLine sold = sold("1.00", 3, Discount.amount(pence(30), "gift")); // 2.70, tax 0.45
    for (Returned odd :
        List.of(
            new Returned(Quantity.of(1), pence(31), pence(0), pence(0)),
            new Returned(Quantity.of(1), pence(0), pence(46), pence(46)),
            new Returned(Quantity.of(1), pence(0), pence(0), pence(226)),
            new Returned(Quantity.of(1), pence(0), pence(45), pence(271)),
            new Returned(Quantity.of(-1), pence(0), pence(0), pence(0)),
            new Returned(Quantity.of(1), pence(0), pence(0), pence(-1)))) {
      assertThat(refusal(ret().decide(returning(sold, "1", odd))))
          .as("%s", odd)
          .isEqualTo(Refusal.RETURN_DOES_NOT_FIT);
    }
    Money yen = Money.ofMinor(1, Currency.getInstance("JPY"));
    Returned foreign = new Returned(Quantity.of(1), yen, yen, yen);
    assertThat(refusal(ret().decide(returning(sold, "1", foreign))))
        .isEqualTo(Refusal.CURRENCY_DIFFERS);
    Returned huge = new Returned(Quantity.of(1), pence(0), pence(0), pence(Long.MAX_VALUE));
    assertThat(refusal(ret().decide(returning(sold, "1", huge))))
        .isEqualTo(Refusal.AMOUNT_TOO_LARGE);
  }

  @Test
  void lineThatDoesNotAddUp_isRefused() {
    PricedLine sold = sold("1.00", 3, Discount.percent(0, "none")).priced();
    PricedLine broken =
        new PricedLine(sold.line(), sold.list(), sold.discount(), sold.tax(), pence(301));
    assertThat(refusal(ret().decide(returning(new CompletedLine(broken, 0), "1", NOTHING))))
        .isEqualTo(Refusal.RETURN_DOES_NOT_FIT);
    Line many = new Line(1, sold.line().item(), Quantity.parse("999999999999999999"));
    PricedLine crowd = new PricedLine(many, sold.list(), sold.discount(), sold.tax(), sold.total());
    assertThat(refusal(ret().decide(returning(new CompletedLine(crowd, 0), "1", NOTHING))))
        .isEqualTo(Refusal.QUANTITY_TOO_LARGE);
  }

  /** However a line is cut, over however many returns and lines of each. */
  @Test
  void partialReturns_sumToTheWhole_andFollowTheCumulativeShare() {
    Seeded.cases(
        5_000,
        random -> {
          Basket basket = Baskets.basket(random);
          for (PricedLine sold : basket.totals().lines()) {
            Returned already = Returned.nothing(basket.currency());
            BigDecimal left = sold.line().quantity().value();
            Money list = Money.zero(basket.currency());
            while (left.signum() > 0) {
              Sale back = open(basket.currency());
              for (int i = random.nextInt(3); i >= 0 && left.signum() > 0; i--) {
                BigDecimal part = part(left, random);
                left = left.subtract(part);
                back =
                    after(
                        back,
                        new SaleCommand.ReturnLine(
                            new CompletedLine(sold, 0), new Quantity(part), already));
              }
              for (PricedLine line : back.totals().lines()) {
                assertThat(line.addsUp()).isTrue();
                already = already.plus(line);
                list = list.plus(line.list());
                assertThat(already.total().minor()).isEqualTo(share(sold, already.quantity()));
              }
            }
            assertThat(already.total()).isEqualTo(sold.total());
            assertThat(already.tax()).isEqualTo(sold.tax());
            assertThat(already.discount()).isEqualTo(sold.discount());
            assertThat(list).isEqualTo(sold.list());
          }
        });
  }

  /** Lines voided in between bend the shares by a unit; the sums hold all the same. */
  @Test
  void partialReturns_withVoidedLines_sumToTheWhole() {
    Seeded.cases(
        5_000,
        random -> {
          Basket basket = Baskets.basket(random);
          for (PricedLine sold : basket.totals().lines()) {
            Sale back = open(basket.currency());
            for (int i = 0; i < 6; i++) {
              BigDecimal left = left(sold, back);
              if (left.signum() > 0) {
                back = after(back, part(sold, part(left, random), basket.currency()));
              }
              List<Line> lines = back.basket().lines();
              if (random.nextBoolean() && !lines.isEmpty()) {
                int number = lines.get(random.nextInt(lines.size())).number();
                back = after(back, new SaleCommand.VoidLine(number));
              }
            }
            BigDecimal left = left(sold, back);
            if (left.signum() > 0) {
              back = after(back, part(sold, left, basket.currency()));
            }
            assertThat(back.totals().lines()).allMatch(PricedLine::addsUp);
            assertThat(back.totals().total()).isEqualTo(sold.total());
            assertThat(back.totals().tax()).isEqualTo(sold.tax());
            assertThat(back.totals().discount()).isEqualTo(sold.discount());
            assertThat(back.totals().subtotal()).isEqualTo(sold.list());
          }
        });
  }

  /** Each of several taxes, and what an exemption took off, come back to the unit as well. */
  @Test
  void partialReturns_ofLinesWithSeveralTaxes_giveEachTaxBackWhole() {
    Seeded.cases(
        1_000,
        random -> {
          Basket plain = Baskets.basket(random);
          Basket basket = Basket.empty(plain.currency());
          for (Line line : plain.lines()) {
            Item item = Baskets.taxed(random, line.item());
            basket = basket.withLine(new Line(line.number(), item, line.quantity()));
          }
          basket = random.nextInt(3) == 0 ? basket.taxExempt() : basket;
          for (PricedLine sold : basket.totals().lines()) {
            Sale back = open(basket.currency());
            while (left(sold, back).signum() > 0) {
              BigDecimal part = part(left(sold, back), random);
              back = after(back, part(sold, part, basket.currency()));
            }
            long[] taxes = new long[sold.taxes().size()];
            long exempted = 0;
            for (PricedLine line : back.totals().lines()) {
              assertThat(line.addsUp()).isTrue();
              exempted += line.exempted().minor();
              for (int i = 0; i < taxes.length; i++) {
                taxes[i] += line.taxes().get(i).minor();
              }
            }
            assertThat(taxes)
                .isEqualTo(sold.taxes().stream().mapToLong(it -> it.minor()).toArray());
            assertThat(exempted).isEqualTo(sold.exempted().minor());
            assertThat(back.totals().total()).isEqualTo(sold.total());
          }
        });
  }

  private static BigDecimal left(PricedLine sold, Sale back) {
    BigDecimal left = sold.line().quantity().value();
    for (Line line : back.basket().lines()) {
      left = left.subtract(line.quantity().value());
    }
    return left;
  }

  private static SaleCommand part(PricedLine sold, BigDecimal quantity, Currency currency) {
    return new SaleCommand.ReturnLine(
        new CompletedLine(sold, 0), new Quantity(quantity), Returned.nothing(currency));
  }

  /** Half up of total times part through whole, in whole numbers only. */
  private static long share(PricedLine sold, Quantity part) {
    BigInteger of = BigInteger.valueOf(sold.total().minor());
    BigInteger up = part.value().setScale(6).unscaledValue();
    BigInteger whole = sold.line().quantity().value().setScale(6).unscaledValue();
    return of.multiply(up).shiftLeft(1).add(whole).divide(whole.shiftLeft(1)).longValueExact();
  }

  private static BigDecimal part(BigDecimal left, RandomGenerator random) {
    BigDecimal thousandths = left.movePointRight(3);
    if (random.nextInt(4) == 0 || thousandths.compareTo(BigDecimal.ONE) <= 0) {
      return left;
    }
    return BigDecimal.valueOf(1 + random.nextLong(thousandths.longValue()), 3);
  }

  private static CompletedLine sold(String price, long pieces, Discount discount) {
    return Sales.completed(
            after(
                Sales.open(SaleKind.SALE),
                Sales.add(price, pieces),
                new SaleCommand.GiveDiscount(discount)))
        .lines()
        .get(0);
  }

  private static Sale ret() {
    return Sales.open(SaleKind.RETURN);
  }

  private static Sale open(Currency currency) {
    return Sales.next(
        Sale.open(
            new SaleCommand.Open(Sales.ID, SaleKind.RETURN, "ann", currency, "", Sales.ORIGIN)));
  }

  private static SaleCommand returning(CompletedLine sold, String quantity, Returned already) {
    return new SaleCommand.ReturnLine(sold, Quantity.parse(quantity), already);
  }
}
