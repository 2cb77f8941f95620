package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.Converted;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.PartialChoice;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Conversion;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.Surcharge;
import dev.tillwright.core.sale.TenderExtras;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.sale.TenderPolicy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a card is charged besides the goods (A2). */
class CardExtrasTest {
  @TempDir Path folder;
  private final LedgerHost ledger = new LedgerHost();
  private Bench bench;

  @BeforeEach
  void open() {
    bench =
        new Bench(
            folder,
            builder ->
                builder
                    .host(TenderKind.CARD, ledger)
                    .tips(Percent.of(20))
                    .tenders(TenderPolicy.cashbackAtMost(pounds("50.00"))));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Outcome pay(Ticket ticket, UnaryOperator<Tender.Card> extras) {
    try (CardRead card = Bench.card()) {
      return bench.till.pay(ticket, extras.apply(Tender.card(card)));
    }
  }

  private static PaymentKey key(CompletedSale sale) {
    return PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
  }

  @Test
  void cashback_isChargedWithTheGoods_andLeavesTheDrawer() {
    Outcome outcome = pay(bench.pens(1), card -> card.withCashback(pounds("20.00")));

    CompletedSale sale = Bench.finished(outcome);
    assertThat(((Outcome.Approved) outcome).change()).isEqualTo(pounds("20.00"));
    assertThat(sale.total()).isEqualTo(pounds("12.50"));
    assertThat(ledger.net()).isEqualTo(3_250);
    assertThat(bench.x().cash().expected()).isEqualTo(pounds("-20.00"));
    assertThat(bench.slip(sale))
        .containsPattern("Cashback +20.00")
        .containsPattern("Charged +32.50");
  }

  @Test
  void cashbackBeyondThePolicy_isRefusedBeforeAnythingMoves() {
    Ticket ticket = bench.pens(1);
    Outcome outcome = pay(ticket, card -> card.withCashback(pounds("50.01")));
    assertThat(outcome).isInstanceOf(Outcome.Declined.class);
    assertThat(((Outcome.Declined) outcome).code()).isEqualTo("tender.cashbackTooMuch");
    assertThat(ledger.net()).isZero();
    assertThat(bench.kinds()).noneMatch(kind -> kind.startsWith("payment."));
    assertThat(bench.refusals()).containsExactly("Tender tender.cashbackTooMuch");
  }

  @Test
  void goodsOfACashbackSaleComeBack_onlyTheirPriceIsRefunded() {
    CompletedSale sale =
        Bench.finished(pay(bench.pens(1), card -> card.withCashback(pounds("20.00"))));
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    back.giveBack(1, Quantity.of(1));
    Bench.finished(bench.till.payOut(back));
    assertThat(ledger.net()).isEqualTo(2_000);
  }

  @Test
  void surcharge_isShownAndChosen_andIsNoPartOfTheTotal() {
    Ticket ticket = bench.pens(1);
    Surcharge.Quote quote =
        Surcharge.quote(ticket.due(), Percent.parse("1.5"), "1.5 % for credit cards");
    CompletedSale sale = Bench.finished(pay(ticket, card -> card.withSurcharge(quote.chosen())));

    assertThat(sale.total()).isEqualTo(pounds("12.50"));
    assertThat(sale.tax()).isEqualTo(pounds("2.08"));
    assertThat(ledger.net()).isEqualTo(1_269);
    assertThat(bench.x().charges().surcharges()).isEqualTo(pounds("0.19"));
    assertThat(bench.slip(sale))
        .contains("1.5 % for credit cards")
        .containsPattern("Charged +12.69");
  }

  @Test
  void conversion_standsOnTheReceiptWithBothAmounts_chosenOrNot() {
    Conversion.Quote quote =
        new Conversion.Quote(
            "q-17",
            pounds("12.50"),
            Money.ofMinor(2_438, Currency.getInstance("JPY")),
            new BigDecimal("195.0400"),
            Percent.parse("3.5"),
            "Pay in yen, or in pounds without conversion");
    CompletedSale declined =
        Bench.finished(pay(bench.pens(1), card -> card.withConversion(quote.declined())));
    assertThat(bench.slip(declined))
        .contains("2438 JPY", "12.50 GBP", "195.04", "3.5%", "Conversion declined");
    CompletedSale chosen =
        Bench.finished(pay(bench.pens(1), card -> card.withConversion(quote.chosen())));
    assertThat(bench.slip(chosen))
        .contains("Conversion chosen", "Pay in yen")
        .containsPattern("Charged +2438 JPY")
        .containsPattern("Without conversion +12.50 GBP");
    assertThat(bench.slip(declined)).containsPattern("Charged +12.50 GBP");
    // What the slip says is what the host was told.
    assertThat(ledger.asked(chosen).converted())
        .isEqualTo(new Converted(quote.foreign(), new BigDecimal("195.04"), "q-17"));
    assertThat(ledger.asked(declined).converted()).isNull();
    Outcome other = pay(bench.pens(2), card -> card.withConversion(quote.chosen()));
    assertThat(((Outcome.Declined) other).code()).isEqualTo("sale.extrasDoNotFit");
  }

  /** It would charge pounds, and the slip would say yen. */
  @Test
  void conversion_thatTheHostDoesNotDo_isNotAskedFor() {
    bench.close();
    MemoryHost plain =
        MemoryHost.of(HostCapabilities.of(HostCapability.REVERSAL), Clock.systemUTC());
    bench = new Bench(folder, builder -> builder.host(TenderKind.CARD, plain));
    Conversion.Quote quote =
        new Conversion.Quote(
            "q-18",
            pounds("12.50"),
            Money.ofMinor(2_438, Currency.getInstance("JPY")),
            new BigDecimal("195.04"),
            Percent.parse("3.5"),
            "Pay in yen");
    Outcome refused = pay(bench.pens(1), card -> card.withConversion(quote.chosen()));
    assertThat(((Outcome.Declined) refused).code()).isEqualTo("payment.notOffered");
    assertThat(plain.ledger().entries()).isEmpty();
    Outcome tipped =
        pay(
            bench.pens(1),
            card -> card.withConversion(quote.chosen()).withTipLater(pounds("1.00")));
    assertThat(((Outcome.Declined) tipped).code()).isEqualTo("tender.convertedWhole");
    Bench.finished(pay(bench.pens(1), card -> card.withConversion(quote.declined())));
  }

  @Test
  void partialApproval_isTakenWhenAccepted_andTheRestStaysDue() {
    ledger.most = 1_000;
    Ticket ticket = bench.pens(2);
    Outcome part = pay(ticket, card -> card.withPartial(PartialChoice.ALWAYS));
    assertThat(((Outcome.Approved) part).due()).isEqualTo(pounds("15.00"));
    CompletedSale sale = bench.cash(ticket);
    assertThat(sale.tenders())
        .extracting(TenderLine::amount)
        .containsExactly(pounds("10.00"), pounds("15.00"));
    assertThat(ledger.net()).isEqualTo(1_000);
  }

  @Test
  void partialApproval_givesTheGoodsFirst_thenTheCashback() {
    ledger.most = 1_500;
    Ticket ticket = bench.pens(1);
    Outcome outcome =
        pay(ticket, card -> card.withCashback(pounds("20.00")).withPartial(PartialChoice.ALWAYS));
    assertThat(((Outcome.Approved) outcome).change()).isEqualTo(pounds("2.50"));
    assertThat(Bench.finished(outcome).tenders().get(0).charged()).isEqualTo(pounds("15.00"));
  }

  @Test
  void partialApproval_thatIsNotWanted_goesBack() {
    ledger.most = 1_000;
    Ticket ticket = bench.pens(2);
    Outcome outcome = pay(ticket, card -> card.withPartial((approved, asked) -> false));
    assertThat(outcome).isInstanceOf(Outcome.Declined.class);
    assertThat(ticket.due()).isEqualTo(pounds("25.00"));
    assertThat(ledger.net()).isZero();
  }

  @Test
  void tip_isAddedAfterTheSale_andCapturedWithIt() {
    CompletedSale sale =
        Bench.finished(pay(bench.pens(1), card -> card.withTipLater(pounds("5.00"))));
    assertThat(ledger.net()).isZero();

    Outcome outcome = bench.till.adjustTip(bench.manager, sale.id(), key(sale), pounds("2.50"));

    assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    assertThat(ledger.net()).isEqualTo(1_500);
    assertThat(bench.till.find(sale.id()).orElseThrow().tenders().get(0).extras().tip())
        .isEqualTo(pounds("2.50"));
    assertThat(bench.slip(sale)).containsPattern("Tip +2.50").containsPattern("Charged +15.00");
    assertThat(bench.x().charges().tips()).isEqualTo(pounds("2.50"));
    assertThat(bench.x().gross()).isEqualTo(pounds("12.50"));
    bench.reopen();
    assertThat(bench.slip(sale)).containsPattern("Tip +2.50");
  }

  @Test
  void tipBeyondTheToleranceOrTheDay_isRefused() {
    CompletedSale sale =
        Bench.finished(pay(bench.pens(1), card -> card.withTipLater(pounds("5.00"))));
    assertThatThrownBy(
            () -> bench.till.adjustTip(bench.manager, sale.id(), key(sale), pounds("2.51")))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("tip.beyondTolerance"));
    bench.till.closeDay(bench.manager);
    assertThatThrownBy(
            () -> bench.till.adjustTip(bench.manager, sale.id(), key(sale), pounds("1.00")))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("tip.dayClosed"));
  }

  @Test
  void tipOnACardThatWasTakenAtOnce_isDeclined() {
    CompletedSale sale = Bench.finished(pay(bench.pens(1), card -> card.withTip(pounds("1.00"))));
    assertThat(ledger.net()).isEqualTo(1_350);
    assertThatThrownBy(
            () -> bench.till.adjustTip(bench.manager, sale.id(), key(sale), pounds("2.00")))
        .isInstanceOf(RefusedException.class);
    assertThat(bench.x().charges().tips()).isEqualTo(pounds("1.00"));
  }

  /** The process dies after the card was charged and before the till heard of it. */
  @Test
  void surchargeOfAPaymentThatACrashCut_standsOnTheSaleWithItsWords() {
    ProtectedCard card =
        Objects.requireNonNull(
            Bench.finished(pay(bench.pens(1), any -> any)).tenders().get(0).card());
    Ticket ticket = bench.pens(1);
    ticket.decide(new SaleCommand.BeginTender(PointsQuote.NOTHING));
    TenderExtras extras =
        TenderExtras.none(Bench.GBP)
            .withTip(pounds("1.00"))
            .with(new Surcharge(pounds("0.25"), "2 % for credit cards"));
    TenderLine asked = TenderLine.card(pounds("12.50"), extras, Acceptance.PLANNED, card, "");
    PaymentKey key = new PaymentKey("till-01", bench.till.journal().epoch(), 99);
    Draft intent =
        PaymentEntries.draft(
            new AttemptEvent.Intended(
                key,
                AttemptKind.PURCHASE,
                TenderKind.CARD,
                ticket.id().toString(),
                null,
                CardPlans.charge(asked),
                Money.zero(Bench.GBP),
                card,
                Instant.parse("2025-03-03T10:15:30Z"),
                false,
                true));
    bench
        .till
        .journal()
        .append(List.of(TillEntries.chosen(ticket.id(), asked), intent), Duration.ofSeconds(5));
    ledger.moved(key, pounds("13.75"));
    bench.reopen();

    assertThat(bench.till.recovery().completed()).containsExactly(ticket.id());
    CompletedSale sale = bench.till.find(ticket.id()).orElseThrow();
    assertThat(sale.tenders().get(0).charged()).isEqualTo(pounds("13.75"));
    assertThat(bench.slip(sale)).contains("2 % for credit cards").containsPattern("Tip +1.00");
  }
}
