package dev.tillwright.core.sale;

import static dev.tillwright.core.sale.Sales.add;
import static dev.tillwright.core.sale.Sales.after;
import static dev.tillwright.core.sale.Sales.begin;
import static dev.tillwright.core.sale.Sales.card;
import static dev.tillwright.core.sale.Sales.cash;
import static dev.tillwright.core.sale.Sales.pence;
import static dev.tillwright.core.sale.Sales.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaleTest {
  private static final Currency JPY = Currency.getInstance("JPY");
  private final Sale empty = Sales.open(SaleKind.SALE);

  @Test
  void sale_isPaidByCardAndCash_andCompleted() {
    Sale open =
        after(
            empty,
            add("2.55", 6),
            add("3.39", 1),
            new SaleCommand.GiveDiscount(Discount.percent(10, "regular")),
            new SaleCommand.IdentifyMember("17850"));
    PointsQuote quote =
        new PointsQuote(
            "corner-club/3",
            "d1",
            16,
            List.of(new PointsQuote.Reason("base", 16, List.of(1, 2), "1 a pound")),
            List.of(new PointsQuote.Share(1, 13), new PointsQuote.Share(2, 3)));
    Sale locked = after(open, new SaleCommand.BeginTender(quote));
    assertThat(locked.due()).isEqualTo(pence(1682));
    Sale paid = after(locked, card(1000, "till-01/3/1"), cash(682, 700));
    assertThat(paid.due()).isEqualTo(pence(0));
    Sale done = after(paid, new SaleCommand.Complete(42));

    assertThat(done.state()).isEqualTo(Sale.State.COMPLETED);
    CompletedSale sale = done.completed().orElseThrow();
    assertThat(sale.id()).isEqualTo(Sales.ID);
    assertThat(sale.receipt()).isEqualTo(42);
    assertThat(sale.operator()).isEqualTo("ann");
    assertThat(sale.reference()).isEqualTo("536365");
    assertThat(sale.member()).isEqualTo("17850");
    assertThat(sale.total()).isEqualTo(pence(1682));
    assertThat(sale.subtotal()).isEqualTo(pence(1869));
    assertThat(sale.discount()).isEqualTo(pence(187));
    assertThat(sale.change()).isEqualTo(pence(18));
    assertThat(sale.points()).isEqualTo(quote);
    assertThat(sale.lines()).extracting(CompletedLine::originLine).containsExactly(0, 0);
    assertThat(sale.tenders()).isEqualTo(paid.tenders());
  }

  @Test
  void basketThatComesToNothing_isCompletedWithoutTender() {
    Sale locked = after(empty, add("0", 1), begin());
    assertThat(refusal(locked.decide(cash(1, 1)))).isEqualTo(Refusal.OVERPAID);
    CompletedSale sale = after(locked, new SaleCommand.Complete(1)).completed().orElseThrow();
    assertThat(sale.total()).isEqualTo(pence(0));
    assertThat(sale.change()).isEqualTo(pence(0));
    assertThat(sale.tenders()).isEmpty();
  }

  @Test
  void emptyBasket_isNotPaid() {
    assertThat(refusal(empty.decide(begin()))).isEqualTo(Refusal.EMPTY);
    assertThat(refusal(after(empty, add("1", 1), new SaleCommand.VoidLine(1)).decide(begin())))
        .isEqualTo(Refusal.EMPTY);
  }

  @Test
  void lineNumbers_areNeverUsedAgain() {
    Sale sale = after(empty, add("1", 1), add("2", 1), new SaleCommand.VoidLine(2), add("3", 1));
    assertThat(sale.basket().lines()).extracting(Line::number).containsExactly(1, 3);
    assertThat(refusal(sale.decide(new SaleCommand.VoidLine(2)))).isEqualTo(Refusal.NO_SUCH_LINE);
  }

  @Test
  void coupon_countsOnceABasket_andIsFreeAgainWithItsLine() {
    SaleCommand coupon =
        new SaleCommand.GiveDiscount(Discount.percent(5, "spring").forCoupon("C-1").onLine(1));
    Sale sale = after(empty, add("1", 1), add("2", 1), coupon);
    SaleCommand again =
        new SaleCommand.GiveDiscount(Discount.amount(pence(10), "spring").forCoupon("C-1"));
    assertThat(refusal(sale.decide(again))).isEqualTo(Refusal.COUPON_USED);
    after(sale, new SaleCommand.VoidLine(1), again);
  }

  @Test
  void onlyCash_givesChange() {
    Sale locked = after(empty, add("1.00", 1), begin());
    assertThat(refusal(locked.decide(cash(101, 101)))).isEqualTo(Refusal.OVERPAID);
    assertThat(refusal(locked.decide(card(101, "p/1/1")))).isEqualTo(Refusal.OVERPAID);
    TenderLine cardWithChange =
        new TenderLine(TenderKind.CARD, pence(100), pence(101), "p/1/1", Sales.CARD, "", 0);
    assertThat(refusal(locked.decide(new SaleCommand.Tender(cardWithChange))))
        .isEqualTo(Refusal.OVERPAID);
    assertThat(after(locked, cash(100, 5000)).due()).isEqualTo(pence(0));
  }

  @Test
  void payOut_givesNoChange() {
    Sale locked = after(Sales.open(SaleKind.RETURN_WITHOUT_RECEIPT), add("1.00", 1), begin());
    assertThat(refusal(locked.decide(cash(100, 101)))).isEqualTo(Refusal.OVERPAID);
    assertThat(after(locked, cash(100, 100)).due()).isEqualTo(pence(0));
  }

  @Test
  void tender_hasWhatItsKindNeeds() {
    Sale locked = after(empty, add("9.00", 1), begin());
    ProtectedCard noKey =
        new ProtectedCard(Sales.CARD.token(), Sales.CARD.masked(), "", Sales.CARD.entryMode());
    for (TenderLine broken :
        List.of(
            new TenderLine(TenderKind.CASH, pence(1), pence(1), "p/1/1", null, "", 0),
            new TenderLine(TenderKind.CASH, pence(1), pence(1), null, Sales.CARD, "", 0),
            new TenderLine(TenderKind.CASH, pence(1), pence(1), null, null, "", 1),
            new TenderLine(TenderKind.CARD, pence(1), pence(1), null, Sales.CARD, "", 0),
            new TenderLine(TenderKind.CARD, pence(1), pence(1), "p/1/1", null, "", 0),
            new TenderLine(TenderKind.CARD, pence(1), pence(1), "p/1/1", noKey, "", 0),
            new TenderLine(TenderKind.CARD, pence(1), pence(1), " ", Sales.CARD, "", 0),
            new TenderLine(
                TenderKind.CARD, pence(1), pence(1), "p/1/1", Sales.CARD, "x".repeat(65), 0),
            new TenderLine(TenderKind.WALLET, pence(1), pence(1), null, null, "", 0),
            new TenderLine(TenderKind.POINTS, pence(1), pence(1), null, null, "", 5),
            new TenderLine(TenderKind.POINTS, pence(1), pence(1), "p/1/1", null, "", 0),
            new TenderLine(TenderKind.POINTS, pence(1), pence(1), "p/1/1", null, "", -1))) {
      assertThat(refusal(locked.decide(new SaleCommand.Tender(broken))))
          .as("%s", broken)
          .isEqualTo(Refusal.TENDER_NOT_WHOLE);
    }
    TenderLine wallet = new TenderLine(TenderKind.WALLET, pence(1), pence(1), "p/1/1", null, "", 0);
    after(
        locked,
        new SaleCommand.Tender(wallet),
        new SaleCommand.Tender(TenderLine.points(pence(5), "hold-1", 50)));
  }

  @Test
  void pointsThatGoBack_mayBeNone() {
    Sale locked = after(Sales.open(SaleKind.RETURN_WITHOUT_RECEIPT), add("0.01", 1), begin());
    TenderLine none = TenderLine.points(pence(1), "hold-1", 0);
    assertThat(after(locked, new SaleCommand.Tender(none)).due()).isEqualTo(pence(0));
  }

  @Test
  void tenderOfAnotherCurrency_orOfTheSamePayment_isRefused() {
    Sale locked = after(empty, add("9.00", 1), begin());
    Money yen = Money.ofMinor(1, JPY);
    assertThat(refusal(locked.decide(new SaleCommand.Tender(TenderLine.cash(yen, yen)))))
        .isEqualTo(Refusal.CURRENCY_DIFFERS);
    Sale once = after(locked, card(100, "p/1/1"));
    assertThat(refusal(once.decide(card(100, "p/1/1")))).isEqualTo(Refusal.PAYMENT_USED);
    assertThat(refusal(locked.decide(cash(900, Long.MAX_VALUE))))
        .isEqualTo(Refusal.AMOUNT_TOO_LARGE);
  }

  @Test
  void reversedPayment_isTakenOff_andTheLatestCashIsHandedBack() {
    Sale paid =
        after(empty, add("9.00", 1), begin(), cash(100, 100), card(300, "p/1/1"), cash(500, 500));
    Sale less = after(paid, new SaleCommand.RemoveTender("p/1/1"), SaleCommand.RemoveTender.cash());
    assertThat(less.tenders()).containsExactly(TenderLine.cash(pence(100), pence(100)));
    assertThat(less.due()).isEqualTo(pence(800));
    assertThat(refusal(less.decide(new SaleCommand.RemoveTender("p/1/1"))))
        .isEqualTo(Refusal.NO_SUCH_TENDER);
  }

  @Test
  void reopenedBasket_losesItsQuote() {
    PointsQuote quote =
        new PointsQuote(
            "p",
            "d",
            1,
            List.of(new PointsQuote.Reason("r", 1, List.of(1), "t")),
            List.of(new PointsQuote.Share(1, 1)));
    Sale locked = after(empty, add("1", 1), new SaleCommand.BeginTender(quote));
    assertThat(locked.quote()).isEqualTo(quote);
    Sale open = after(locked, new SaleCommand.ReopenBasket(), add("1", 1));
    assertThat(open.quote()).isEqualTo(PointsQuote.NOTHING);
    assertThat(open.state()).isEqualTo(Sale.State.OPEN);
  }

  @Test
  void quote_fitsItsBasket() {
    Sale open = after(empty, add("1", 1));
    PointsQuote.Reason one = new PointsQuote.Reason("r", 1, List.of(1), "t");
    for (PointsQuote quote :
        List.of(
            new PointsQuote("p", "d", 1, List.of(one), List.of(new PointsQuote.Share(2, 1))),
            new PointsQuote("p", "d", 1, List.of(one), List.of(new PointsQuote.Share(1, 2))),
            new PointsQuote("p", "d", 2, List.of(one), List.of(new PointsQuote.Share(1, 2))),
            new PointsQuote(
                "p",
                "d",
                0,
                List.of(
                    new PointsQuote.Reason("r", Long.MAX_VALUE, List.of(), ""),
                    new PointsQuote.Reason("r", Long.MAX_VALUE, List.of(), ""),
                    new PointsQuote.Reason("r", 2, List.of(), "")),
                List.of()))) {
      assertThat(refusal(open.decide(new SaleCommand.BeginTender(quote))))
          .isEqualTo(Refusal.QUOTE_DOES_NOT_FIT);
    }
    Sale back = after(Sales.open(SaleKind.RETURN_WITHOUT_RECEIPT), add("1", 1));
    PointsQuote fits =
        new PointsQuote("p", "d", 1, List.of(one), List.of(new PointsQuote.Share(1, 1)));
    assertThat(refusal(back.decide(new SaleCommand.BeginTender(fits))))
        .isEqualTo(Refusal.QUOTE_DOES_NOT_FIT);
  }

  @Test
  void saleWithCashOnIt_mayBeVoided() {
    Sale voided =
        after(empty, add("1", 1), begin(), cash(50, 50), new SaleCommand.VoidSale("left"));
    assertThat(voided.state()).isEqualTo(Sale.State.VOIDED);
    assertThat(voided.completed()).isEmpty();
  }

  @Test
  void opening_asksForTheOriginOfAReturnOnly() {
    assertThat(refusal(opening(SaleKind.RETURN, null))).isEqualTo(Refusal.ORIGIN_MISSING);
    assertThat(refusal(opening(SaleKind.SALE, Sales.ORIGIN))).isEqualTo(Refusal.ORIGIN_NOT_ALLOWED);
    assertThat(refusal(opening(SaleKind.RETURN_WITHOUT_RECEIPT, Sales.ORIGIN)))
        .isEqualTo(Refusal.ORIGIN_NOT_ALLOWED);
    assertThat(Sales.open(SaleKind.RETURN).origin()).contains(Sales.ORIGIN);
  }

  @Test
  void receiptNumbers_beginWithOne() {
    Sale paid = after(empty, add("1.00", 1), begin(), cash(100, 100));
    assertThat(refusal(paid.decide(new SaleCommand.Complete(0))))
        .isEqualTo(Refusal.RECEIPT_NUMBER_WRONG);
  }

  @Test
  void currencyOfTheSale_isThatOfItsLinesAndDiscounts() {
    Item yen = new Item("x", "x", "", UnitPrice.parse("1", JPY), Sales.VAT);
    assertThat(refusal(empty.decide(new SaleCommand.AddLine(yen, Quantity.of(1)))))
        .isEqualTo(Refusal.CURRENCY_DIFFERS);
    Discount off = Discount.amount(Money.ofMinor(1, JPY), "x");
    assertThat(refusal(empty.decide(new SaleCommand.GiveDiscount(off))))
        .isEqualTo(Refusal.CURRENCY_DIFFERS);
    SaleCommand.Open gold =
        new SaleCommand.Open(Sales.ID, SaleKind.SALE, "ann", Currency.getInstance("XAU"), "", null);
    assertThat(refusal(Sale.open(gold))).isEqualTo(Refusal.CURRENCY_NOT_USABLE);
  }

  @Test
  void amounts_areBounded() {
    assertThat(refusal(empty.decide(add("0", 0)))).isEqualTo(Refusal.QUANTITY_NOT_POSITIVE);
    assertThat(refusal(empty.decide(add("0", 1_000_000_000_001L))))
        .isEqualTo(Refusal.QUANTITY_TOO_LARGE);
    assertThat(refusal(empty.decide(add("10000000000000.01", 1))))
        .isEqualTo(Refusal.AMOUNT_TOO_LARGE);
    assertThat(refusal(empty.decide(add("999999999999999999", 1_000_000_000_000L))))
        .isEqualTo(Refusal.AMOUNT_TOO_LARGE);
    Sale full = after(empty, add("10000000000000.00", 1));
    assertThat(full.due().minor()).isEqualTo(Sale.MAX_AMOUNT);
    assertThat(refusal(full.decide(add("0.01", 1)))).isEqualTo(Refusal.AMOUNT_TOO_LARGE);
    Item taxed = Sales.item("1", TaxRate.added("X", Percent.parse("1000.000001")));
    assertThat(refusal(empty.decide(new SaleCommand.AddLine(taxed, Quantity.of(1)))))
        .isEqualTo(Refusal.TAX_TOO_HIGH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"line\nbreak", "\u0000", "\ud800", "\u009b"})
  void textThatDoesNotPrint_isRefused(String text) {
    everyText(text);
  }

  @Test
  void textThatIsTooLong_isRefused() {
    everyText("x".repeat(201));
  }

  @Test
  void textsThatMustSaySomething_areNotBlank() {
    assertThat(refusal(opening("", ""))).isEqualTo(Refusal.TEXT_NOT_ALLOWED);
    assertThat(refusal(empty.decide(new SaleCommand.IdentifyMember(" "))))
        .isEqualTo(Refusal.TEXT_NOT_ALLOWED);
    assertThat(refusal(empty.decide(new SaleCommand.VoidSale(""))))
        .isEqualTo(Refusal.TEXT_NOT_ALLOWED);
    SaleCommand blank = new SaleCommand.GiveDiscount(Discount.percent(1, "x").forCoupon(""));
    assertThat(refusal(empty.decide(blank))).isEqualTo(Refusal.TEXT_NOT_ALLOWED);
  }

  private void everyText(String text) {
    UnitPrice price = UnitPrice.parse("1", Sales.GBP);
    TaxRate odd = TaxRate.included(text, Percent.of(1));
    for (SaleCommand command :
        List.of(
            new SaleCommand.IdentifyMember(text),
            new SaleCommand.VoidSale(text),
            new SaleCommand.GiveDiscount(Discount.percent(1, text)),
            new SaleCommand.GiveDiscount(Discount.percent(1, "x").forCoupon(text)),
            new SaleCommand.AddLine(new Item("x", text, "", price, Sales.VAT), Quantity.of(1)),
            new SaleCommand.AddLine(new Item("x", "x", text, price, Sales.VAT), Quantity.of(1)),
            new SaleCommand.AddLine(new Item("x", "x", "", price, odd), Quantity.of(1)))) {
      assertThat(refusal(empty.decide(command)))
          .as("%s", command.getClass())
          .isEqualTo(Refusal.TEXT_NOT_ALLOWED);
    }
    assertThat(refusal(opening(text, ""))).isEqualTo(Refusal.TEXT_NOT_ALLOWED);
    assertThat(refusal(opening("ann", text))).isEqualTo(Refusal.TEXT_NOT_ALLOWED);
  }

  @Test
  void event_ofAnotherSale_orOutOfTurn_isRefused() {
    SaleId other = new SaleId("till-02", 1, 1);
    Sale locked = after(empty, add("1", 1), begin());
    Sale voided = after(empty, new SaleCommand.VoidSale("x"));
    SaleEvent tendered = new SaleEvent.Tendered(Sales.ID, TenderLine.cash(pence(1), pence(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.apply(new SaleEvent.Reopened(other)));
    assertThatIllegalArgumentException().isThrownBy(() -> empty.apply(tendered));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locked.apply(new SaleEvent.LineVoided(Sales.ID, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locked.apply(new SaleEvent.TenderRemoved(Sales.ID, "p/1/1")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> voided.apply(new SaleEvent.Voided(Sales.ID, "x")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                after(empty, add("1", 1), new SaleCommand.VoidLine(1))
                    .apply(
                        new SaleEvent.LineAdded(
                            Sales.ID, new Line(1, Sales.item("1"), Quantity.of(1)))));
  }

  @Test
  void replay_beginsWithTheOpening() {
    SaleEvent.Voided voided = new SaleEvent.Voided(Sales.ID, "x");
    SaleEvent.Opened opened =
        new SaleEvent.Opened(Sales.ID, SaleKind.SALE, "ann", Sales.GBP, "", null);
    assertThatIllegalArgumentException().isThrownBy(() -> Sale.replay(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Sale.replay(List.of(voided)));
    assertThatIllegalArgumentException().isThrownBy(() -> Sale.replay(List.of(opened, opened)));
  }

  @Test
  void toString_tellsNoData() {
    assertThat(after(empty, new SaleCommand.IdentifyMember("17850")))
        .hasToString("Sale[till-01.3.17 SALE OPEN]");
  }

  private static Decision opening(SaleKind kind, @Nullable SaleId origin) {
    return Sale.open(new SaleCommand.Open(Sales.ID, kind, "ann", Sales.GBP, "", origin));
  }

  private static Decision opening(String operator, String reference) {
    return Sale.open(
        new SaleCommand.Open(Sales.ID, SaleKind.SALE, operator, Sales.GBP, reference, null));
  }
}
