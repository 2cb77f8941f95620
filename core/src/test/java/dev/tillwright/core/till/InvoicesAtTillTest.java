package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.host.stored.Gifts;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.receipt.HtmlRenderer;
import dev.tillwright.core.receipt.JsonRenderer;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.receipt.invoice.InvoiceBuyer;
import dev.tillwright.core.receipt.invoice.InvoiceCodes;
import dev.tillwright.core.receipt.invoice.InvoiceCorrection;
import dev.tillwright.core.receipt.invoice.InvoiceEntries;
import dev.tillwright.core.receipt.invoice.InvoiceOrder;
import dev.tillwright.core.receipt.invoice.InvoiceProvider;
import dev.tillwright.core.receipt.invoice.InvoiceRecord;
import dev.tillwright.core.receipt.invoice.InvoiceReply;
import dev.tillwright.core.receipt.invoice.InvoiceRules;
import dev.tillwright.core.receipt.invoice.InvoiceState;
import dev.tillwright.core.receipt.invoice.VirtualInvoices;
import dev.tillwright.core.receipt.invoice.VirtualInvoices.Fault;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Subject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tax invoices: asked for, entered, issued, corrected, voided; whatever the provider does. */
@Timeout(60)
class InvoicesAtTillTest {
  static final InvoiceCodes CODES = InvoiceCodes.of(Keyed.index("a key of tests"));
  private static final InvoiceBuyer BUYER =
      new InvoiceBuyer("Huang Trading", "91310000MA1K", "1 Bund", "huang@example.org");
  private static final LocalDate DAY = LocalDate.of(2025, 3, 3);

  @TempDir Path folder;
  private final VirtualInvoices provider = new VirtualInvoices();

  private Bench bench(UnaryOperator<Invoicing> how) {
    return new Bench(folder, it -> it.invoices(how.apply(Invoicing.by(provider.lasting(), CODES))));
  }

  private Bench everySale() {
    return bench(Invoicing::everySale);
  }

  private static InvoiceDesk desk(Bench bench) {
    return bench.till.invoices(bench.manager);
  }

  private static InvoiceRecord record(Bench bench, CompletedSale sale) {
    return desk(bench).find(sale.id()).orElseThrow();
  }

  private static CompletedSale back(Bench bench, CompletedSale of, int line, long pieces) {
    return Bench.finished(
        bench.till.payOut(
            bench.till.giveBack(bench.manager, of.id(), "").giveBack(line, Quantity.of(pieces))));
  }

  private String claimed(Bench bench, CompletedSale sale) {
    String code = desk(bench).code(sale.id()).orElseThrow();
    String document = provider.claim(code, BUYER).orElseThrow();
    assertThat(desk(bench).refresh(sale.id()).orElseThrow().document()).isEqualTo(document);
    return document;
  }

  // --- the code on the slip --------------------------------------------------------------------

  @Test
  void everySlip_hasACode_thatIsBoundAndStandsInNoJournal() {
    try (Bench bench = bench(it -> it.everySale().page("https://i.example/?c={code}&a={amount}"))) {
      CompletedSale sale = bench.cash(bench.pens(2));
      String code = desk(bench).code(sale.id()).orElseThrow();
      String number = sale.id() + ".I1";
      assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}");
      assertThat(CODES.matches(code.toLowerCase(Locale.ROOT), number, pounds("25.00"), DAY))
          .isTrue();
      assertThat(CODES.matches(code, number, pounds("25.01"), DAY)).isFalse();
      assertThat(CODES.matches(code, number, pounds("25.00"), DAY.plusDays(1))).isFalse();
      assertThat(CODES.matches(code, sale.id() + ".I2", pounds("25.00"), DAY)).isFalse();
      assertThat(InvoiceCodes.of(Keyed.index("another key")).code(number, pounds("25.00"), DAY))
          .isNotEqualTo(code);

      ReceiptDocument slip = bench.till.receipt(sale.id());
      assertThat(slip.blocks())
          .contains(new ReceiptDocument.Qr("https://i.example/?c=" + code + "&a=25.00"));
      assertThat(bench.slip(sale))
          .contains("TAX INVOICE", "Invoice code", code, "25.00 GBP", "is not a tax invoice");
      assertThat(HtmlRenderer.fragment(slip)).contains(code);
      assertThat(JsonRenderer.parse(JsonRenderer.render(slip))).isEqualTo(slip);
      assertThat(bench.entries()).noneMatch(it -> it.payload().contains(code));
      List<String> kinds = bench.kinds();
      assertThat(kinds.get(kinds.indexOf("sale.completed") + 1)).isEqualTo("invoice.asked");
    }
  }

  @Test
  void slips_sayItInTheirLanguage() {
    for (var each :
        List.of(List.of("zh-CN", "开票提取码", "本小票不是发票"), List.of("de", "Rechnungscode", "ersetzt"))) {
      try (Bench bench =
          new Bench(
              () -> Database.sqlite(folder.resolve(each.get(0))),
              it ->
                  it.language(Locale.forLanguageTag(each.get(0)))
                      .invoices(Invoicing.by(provider.lasting(), CODES).everySale()))) {
        assertThat(bench.slip(bench.cash(bench.pens(1)))).contains(each.get(1), each.get(2));
      }
    }
  }

  @Test
  void aClaimedCode_isIssued_andTheReprintHasItsNumber() {
    try (Bench bench = everySale()) {
      CompletedSale sale = bench.cash(bench.pens(1));
      assertThat(desk(bench).sendNow()).isZero();
      assertThat(record(bench, sale).state()).isEqualTo(InvoiceState.ACCEPTED);
      bench.till.print(sale.id());
      String document = claimed(bench, sale);
      bench.till.receipts(bench.manager).reprint(sale.id());
      assertThat(bench.printed.get(0)).contains("Invoice code");
      assertThat(bench.printed.get(1)).contains("COPY", document).doesNotContain("Invoice code");
      assertThat(desk(bench).code(sale.id())).isEmpty();
      assertThat(provider.issuedMinor(record(bench, sale).number())).isEqualTo(1250);
      assertThat(desk(bench).all(InvoiceState.ISSUED)).hasSize(1);
    }
  }

  // --- what is invoiced ------------------------------------------------------------------------

  private static Item gift(String price) {
    return new Item(
        "gift",
        "Gift card",
        "gift",
        UnitPrice.parse(price, Bench.GBP),
        TaxRate.included("0", Percent.of(0)));
  }

  @Test
  void valueForACard_isNotInvoiced_whateverTheRulesSay() {
    try (Bench bench =
        new Bench(
            folder,
            it ->
                it.giftCards(Gifts.CARDS)
                    .invoices(Invoicing.by(provider.lasting(), CODES).everySale()))) {
      Ticket ticket = bench.pens(2);
      bench
          .till
          .giftCards(bench.manager)
          .sell(ticket, GiftNumber.random(new SecureRandom()), pounds("50.00"));
      assertThat(record(bench, bench.cash(ticket)).total()).isEqualTo(pounds("25.00"));
    }
  }

  @Test
  void whatIsNotInvoiced_isLeftOut() {
    InvoiceRules rules =
        InvoiceRules.parse(
            InvoiceRules.usual().withoutCategories("gift").withoutTenders(TenderKind.CARD).json());
    try (Bench bench = bench(it -> it.everySale().rules(rules))) {
      Ticket ticket = bench.pens(2).add(gift("50.00"), Quantity.of(1));
      assertThat(bench.till.pay(ticket, Tender.cash(pounds("65.00")))).isNotNull();
      CompletedSale sale = Bench.finished(bench.payByCard(ticket));
      assertThat(record(bench, sale).total())
          .as("25.00 of pens, 10.00 by card")
          .isEqualTo(pounds("15.00"));
      assertThat(record(bench, sale).tax()).isEqualTo(pounds("2.50"));

      CompletedSale onlyGift =
          bench.cash(bench.till.sale(bench.manager).add(gift("20.00"), Quantity.of(1)));
      assertThat(desk(bench).find(onlyGift.id())).isEmpty();
      assertThat(bench.slip(onlyGift)).doesNotContain("Invoice");
      refused("invoice.nothing", () -> desk(bench).ask(onlyGift.id()));
      assertThat(desk(bench).sendNow()).isZero();
      assertThat(provider.left(record(bench, sale).number())).contains(pounds("15.00"));
    }
  }

  private static void refused(String code, Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  @Test
  void anExchange_correctsTheOne_andIsInvoicedItself() {
    try (Bench bench = everySale()) {
      CompletedSale sale = bench.cash(bench.pens(2));
      Ticket ticket =
          bench
              .till
              .exchange(bench.manager, sale.id(), "")
              .giveBack(1, Quantity.of(1))
              .add(Bench.item("ink", "20.00"), Quantity.of(1));
      CompletedSale swapped = bench.cash(ticket);
      desk(bench).sendNow();
      assertThat(record(bench, sale).rest()).isEqualTo(pounds("12.50"));
      assertThat(record(bench, swapped).total()).isEqualTo(pounds("20.00"));
      assertThat(provider.left(sale.id() + ".I1")).contains(pounds("12.50"));
      assertThat(provider.left(swapped.id() + ".I1")).contains(pounds("20.00"));
    }
  }

  // --- asked at the till -----------------------------------------------------------------------

  @Test
  void asked_once_andAgainOnlyWhenCancelled() {
    try (Bench bench = bench(it -> it)) {
      CompletedSale sale = bench.cash(bench.pens(3));
      assertThat(bench.slip(sale)).doesNotContain("Invoice");
      CompletedSale first = back(bench, sale, 1, 1);
      InvoiceRecord asked = desk(bench).ask(sale.id());
      assertThat(asked.total()).as("one of three came back before").isEqualTo(pounds("25.00"));
      refused("invoice.asked", () -> desk(bench).ask(sale.id()));
      refused("invoice.notASale", () -> desk(bench).ask(first.id()));
      desk(bench).sendNow();
      String document = claimed(bench, sale);
      back(bench, sale, 1, 1);
      desk(bench).cancel(sale.id(), "made out to the wrong company");
      refused("invoice.asked", () -> desk(bench).ask(sale.id()));
      desk(bench).sendNow();
      assertThat(record(bench, sale).state()).isEqualTo(InvoiceState.CANCELLED);
      assertThat(provider.issuedMinor(asked.number())).isZero();
      assertThat(record(bench, sale).corrections())
          .extracting(InvoiceRecord.Correction::cause)
          .containsExactly(InvoiceCorrection.Cause.RETURN, InvoiceCorrection.Cause.CANCELLED);
      refused("invoice.none", () -> desk(bench).cancel(sale.id(), "again"));

      InvoiceRecord again = desk(bench).ask(sale.id());
      assertThat(again.number()).isEqualTo(sale.id() + ".I2");
      assertThat(again.total()).isEqualTo(pounds("12.50"));
      desk(bench).sendNow();
      assertThat(claimed(bench, sale)).isNotEqualTo(document);
      assertThat(provider.orders()).isEqualTo(2);
    }
  }

  // --- goods that come back --------------------------------------------------------------------

  @Test
  void returns_beforeTheCodeIsEntered_leaveLessToInvoice() {
    try (Bench bench = everySale()) {
      CompletedSale sale = bench.cash(bench.pens(2));
      desk(bench).sendNow();
      back(bench, sale, 1, 1);
      desk(bench).sendNow();
      assertThat(bench.slip(sale)).contains("12.50 GBP");
      claimed(bench, sale);
      assertThat(provider.documents()).hasSize(1);
      assertThat(provider.issuedMinor(sale.id() + ".I1")).isEqualTo(1250);

      CompletedSale other = bench.cash(bench.pens(1));
      desk(bench).sendNow();
      String code = desk(bench).code(other.id()).orElseThrow();
      back(bench, other, 1, 1);
      desk(bench).sendNow();
      assertThat(bench.slip(other)).doesNotContain("Invoice code");
      assertThat(provider.claim(code, BUYER)).as("all of it came back").isEmpty();
    }
  }

  @Test
  void returns_ofWhatIsIssued_haveCreditNotes_alsoOnSlips() {
    try (Bench bench = everySale()) {
      CompletedSale sale = bench.cash(bench.pens(3));
      desk(bench).sendNow();
      String document = claimed(bench, sale);
      CompletedSale part = back(bench, sale, 1, 1);
      CompletedSale rest = back(bench, sale, 1, 2);
      desk(bench).sendNow();
      InvoiceRecord record = record(bench, sale);
      assertThat(record.rest()).isEqualTo(pounds("0.00"));
      assertThat(record.corrections())
          .extracting(InvoiceRecord.Correction::whole)
          .containsExactly(false, true);
      List<String> notes =
          record.corrections().stream().map(InvoiceRecord.Correction::document).toList();
      assertThat(provider.documents())
          .extracting(it -> it.document() + " " + it.amount().decimal())
          .containsExactly(document + " 37.50", notes.get(0) + " -12.50", notes.get(1) + " -25.00");
      assertThat(bench.slip(part)).contains("Credit note", notes.get(0));
      assertThat(bench.slip(rest)).contains(notes.get(1));
      assertThat(bench.slip(sale)).contains(document, notes.get(0), notes.get(1));
    }
  }

  @Test
  void aVoidedSale_voidsItsInvoice() {
    try (Bench bench = everySale()) {
      CompletedSale sale = bench.cash(bench.pens(3));
      desk(bench).sendNow();
      claimed(bench, sale);
      Bench.finished(bench.till.voidCompleted(bench.manager, sale.id(), "wrong customer"));
      desk(bench).sendNow();
      InvoiceRecord record = record(bench, sale);
      assertThat(record.state()).isEqualTo(InvoiceState.CANCELLED);
      assertThat(record.corrections().get(0).cause()).isEqualTo(InvoiceCorrection.Cause.VOID);
      assertThat(provider.issuedMinor(record.number())).isZero();
      refused("invoice.nothing", () -> desk(bench).ask(sale.id()));
    }
  }

  @Test
  void aCorrection_isOrderedAfterItsOrder() {
    try (Bench bench = everySale()) {
      CompletedSale sale = bench.cash(bench.pens(3));
      back(bench, sale, 1, 1);
      back(bench, sale, 1, 1);
      provider.next(Fault.LOST_REQUEST);
      assertThat(desk(bench).sendNow()).as("the order and two corrections").isEqualTo(3);
      assertThat(provider.calls()).as("no correction before its order").isEqualTo(1);
      provider.next(null_(), Fault.LOST_REQUEST);
      assertThat(desk(bench).sendNow()).isEqualTo(2);
      assertThat(provider.left(sale.id() + ".I1")).contains(pounds("37.50"));
      assertThat(desk(bench).sendNow()).isZero();
      assertThat(provider.left(sale.id() + ".I1")).contains(pounds("12.50"));
    }
  }

  /** A call that comes twice does no more than one that comes once. */
  private static Fault null_() {
    return Fault.TWICE;
  }

  // --- a provider that fails -------------------------------------------------------------------

  @Test
  void whateverIsLost_thereIsOneDocument() {
    for (Fault fault : Fault.values()) {
      if (fault == Fault.REFUSED) {
        continue;
      }
      VirtualInvoices faulty = new VirtualInvoices();
      try (Bench bench =
          new Bench(
              () -> Database.sqlite(folder.resolve(fault + ".db")),
              it ->
                  it.sealer(new SubjectSealer()).invoices(Invoicing.by(faulty.lasting(), CODES)))) {
        CompletedSale sale = bench.cash(bench.pens(2));
        desk(bench).ask(sale.id(), BUYER);
        faulty.next(fault);
        desk(bench).sendNow();
        boolean altered = fault == Fault.OTHER_AMOUNT || fault == Fault.OTHER_NUMBER;
        assertThat(codes(bench))
            .as(fault.name())
            .isEqualTo(altered ? List.of("invoice.altered") : List.of());
        desk(bench).sendNow();
        assertThat(record(bench, sale).state()).as(fault.name()).isEqualTo(InvoiceState.ISSUED);
        back(bench, sale, 1, 1);
        faulty.next(fault);
        desk(bench).sendNow();
        assertThat(desk(bench).sendNow()).as(fault.name()).isZero();
        assertThat(codes(bench)).isEmpty();
        assertThat(faulty.documents()).as(fault.name()).hasSize(2);
        assertThat(faulty.issuedMinor(sale.id() + ".I1")).isEqualTo(1250);
      }
    }
  }

  @Test
  void oneThatCannotBeMadeOut_isAnAlarm_andHoldsUpNoOther() {
    AtomicBoolean broken = new AtomicBoolean();
    KeyedIndex index = Keyed.index("a key of tests");
    InvoiceCodes codes =
        InvoiceCodes.of(
            (field, value) -> {
              if (broken.get() && new String(value, StandardCharsets.UTF_8).contains(".1.1.I1")) {
                throw new IllegalStateException("the key is gone");
              }
              return index.of(field, value);
            });
    try (Bench bench =
        new Bench(folder, it -> it.invoices(Invoicing.by(provider.lasting(), codes).everySale()))) {
      CompletedSale first = bench.cash(bench.pens(2));
      CompletedSale second = bench.cash(bench.pens(2));
      broken.set(true);

      assertThat(desk(bench).sendNow()).isEqualTo(1);

      assertThat(record(bench, first).state()).isEqualTo(InvoiceState.ASKED);
      assertThat(record(bench, second).state()).isEqualTo(InvoiceState.ACCEPTED);
      assertThat(codes(bench)).containsExactly("invoice.unreadable");
      broken.set(false);
      assertThat(desk(bench).sendNow()).isZero();
      assertThat(record(bench, first).state()).isEqualTo(InvoiceState.ACCEPTED);
    }
  }

  private static List<String> codes(Bench bench) {
    return bench.till.monitor().standing().stream().map(Alarm::code).toList();
  }

  @Test
  void aRefusal_isAnAlarm_andMayBeAskedForAnew() {
    try (Bench bench = everySale()) {
      CompletedSale sale = bench.cash(bench.pens(2));
      provider.next(Fault.REFUSED);
      back(bench, sale, 1, 1);
      desk(bench).sendNow();
      InvoiceRecord refused = record(bench, sale);
      assertThat(refused.state()).isEqualTo(InvoiceState.REFUSED);
      assertThat(refused.reason()).startsWith("virtual.refused");
      assertThat(refused.corrections().get(0).state()).isEqualTo(InvoiceState.DONE);
      assertThat(codes(bench)).containsExactly("invoice.refused");
      assertThat(bench.slip(sale)).doesNotContain("Invoice");
      assertThat(desk(bench).ask(sale.id()).total()).isEqualTo(pounds("12.50"));
      desk(bench).sendNow();
      assertThat(provider.claim(desk(bench).code(sale.id()).orElseThrow(), BUYER)).isPresent();
    }
  }

  @Test
  void aRefusedCorrection_isEndedByHand() {
    try (Bench bench = everySale()) {
      CompletedSale sale = bench.cash(bench.pens(2));
      desk(bench).sendNow();
      claimed(bench, sale);
      back(bench, sale, 1, 1);
      provider.next(Fault.REFUSED);
      desk(bench).sendNow();
      InvoiceRecord.Correction refused = record(bench, sale).corrections().get(0);
      assertThat(refused.state()).isEqualTo(InvoiceState.REFUSED);
      assertThat(record(bench, sale).rest()).isEqualTo(pounds("25.00"));
      refused("invoice.none", () -> desk(bench).settleByHand("x", "RED-7", "by telephone"));
      desk(bench).settleByHand(refused.number(), "RED-7", "by telephone");
      assertThat(record(bench, sale).corrections().get(0).document()).isEqualTo("RED-7");
      assertThat(record(bench, sale).rest()).isEqualTo(pounds("12.50"));
      assertThat(codes(bench)).isEmpty();
      refused("invoice.none", () -> desk(bench).settleByHand(refused.number(), "", "again"));
    }
  }

  @Test
  void aProviderThatHangs_stopsNoSaleAndNoSlip_andIsAnAlarm() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    InvoiceProvider hangs =
        new InvoiceProvider() {
          @Override
          public InvoiceReply request(InvoiceOrder order, Duration deadline) {
            asked.countDown();
            try {
              stuck.await();
            } catch (InterruptedException e) {
              try {
                stuck.await(); // it does not even listen to that
              } catch (InterruptedException again) {
                Thread.currentThread().interrupt();
              }
            }
            return new InvoiceReply.Accepted(order.number(), order.total());
          }

          @Override
          public InvoiceReply correct(InvoiceCorrection correction, Duration deadline) {
            return new InvoiceReply.Unknown("hangs");
          }

          @Override
          public InvoiceReply status(InvoiceOrder order, Duration deadline) {
            return new InvoiceReply.Unknown("hangs");
          }
        };
    TestClock clock = new TestClock("2025-03-03T10:15:30Z");
    try (Bench bench =
        new Bench(folder, it -> it.clock(clock).invoices(Invoicing.by(hangs, CODES).everySale()))) {
      bench.cash(bench.pens(1));
      Thread sender = new Thread(() -> desk(bench).sendNow());
      sender.start();
      asked.await();
      CompletedSale sale = bench.cash(bench.pens(1));
      assertThat(bench.slip(sale)).contains("Invoice code");
      back(bench, sale, 1, 1);
      sender.join();
      assertThat(desk(bench).sendNow()).as("it still hangs").isEqualTo(3);
      bench.till.monitor().look();
      assertThat(codes(bench)).isEmpty();
      clock.move(Duration.ofMinutes(61));
      bench.till.monitor().look();
      assertThat(codes(bench)).containsExactly("invoice.waitsTooLong");
      stuck.countDown();
    }
  }

  @Test
  void theQueue_isBounded() {
    try (Bench bench = bench(it -> it.everySale().mostWaiting(2))) {
      bench.cash(bench.pens(1));
      bench.cash(bench.pens(1));
      CompletedSale third = bench.cash(bench.pens(1));
      assertThat(desk(bench).find(third.id())).isEmpty();
      assertThat(codes(bench)).containsExactly("invoice.queueFull");
      refused("invoice.tooManyOpen", () -> desk(bench).ask(third.id()));
      desk(bench).sendNow();
      assertThat(codes(bench)).isEmpty();
      assertThat(desk(bench).ask(third.id()).state()).isEqualTo(InvoiceState.ASKED);
    }
  }

  @Test
  void aCodeThatNobodyEnters_lapses() {
    TestClock clock = new TestClock("2025-03-03T10:15:30Z");
    try (Bench bench =
        new Bench(
            folder,
            it ->
                it.clock(clock)
                    .invoices(
                        Invoicing.by(provider.lasting(), CODES)
                            .everySale()
                            .claimWithin(Duration.ofDays(10))))) {
      CompletedSale sale = bench.cash(bench.pens(1));
      clock.move(Duration.ofDays(10));
      bench.reopen();
      desk(bench).sendNow();
      assertThat(record(bench, sale).state()).isEqualTo(InvoiceState.ACCEPTED);
      clock.move(Duration.ofDays(1));
      bench.reopen();
      desk(bench).sendNow();
      assertThat(record(bench, sale).state()).isEqualTo(InvoiceState.LAPSED);
    }
  }

  @Test
  void silence_isAskedAgain_lessAndLessOften() {
    TestClock clock = new TestClock("2025-03-03T10:15:30Z");
    InvoiceWaits waits = new InvoiceWaits(clock);
    long seconds = 0;
    int tries = 0;
    for (; seconds < 3_600; seconds++) {
      if (waits.isOver("a")) {
        tries++;
        waits.longer("a");
      }
      clock.move(Duration.ofSeconds(1));
    }
    assertThat(tries).as("2, 4, ... 512, then each 600 seconds").isEqualTo(14);
    waits.done("a");
    assertThat(waits.isOver("a")).isTrue();
  }

  // --- the buyer -------------------------------------------------------------------------------

  @Test
  void aBuyer_isSealed_andForgottenWhenTheProviderHasHim() {
    SubjectSealer sealer = new SubjectSealer();
    try (Bench bench =
        new Bench(
            folder, it -> it.sealer(sealer).invoices(Invoicing.by(provider.lasting(), CODES)))) {
      CompletedSale sale = bench.cash(bench.pens(1));
      InvoiceRecord asked = desk(bench).ask(sale.id(), BUYER);
      assertThat(bench.slip(sale)).as("he needs no code").doesNotContain("Invoice code");
      bench.reopen();
      provider.next(Fault.LOST_ANSWER);
      desk(bench).sendNow();
      assertThat(
              sealer.open(
                  Subject.of("invoice/" + asked.number()),
                  sealed(bench),
                  "invoice/" + asked.number()))
          .as("not acknowledged yet")
          .isPresent();
      desk(bench).sendNow();
      assertThat(provider.buyer(asked.number())).contains(BUYER);
      assertThat(record(bench, sale).state()).isEqualTo(InvoiceState.ISSUED);
      assertThat(bench.kinds()).contains("invoice.forgotten");
      assertThat(sealer.open(Subject.of("invoice/" + asked.number()), new byte[40], "any"))
          .isEmpty();
      assertThat(bench.entries())
          .noneMatch(it -> it.payload().contains("Huang") || it.payload().contains("91310000"));
      assertThat(BUYER.toString()).doesNotContain("Huang");
    }
  }

  private static byte[] sealed(Bench bench) {
    return bench.entries().stream()
        .filter(it -> it.kind().equals("invoice.asked"))
        .map(it -> InvoiceEntries.Asked.read(it).buyer())
        .map(Base64.getDecoder()::decode)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutASealer_noBuyerIsKept() {
    try (Bench bench = bench(it -> it)) {
      CompletedSale sale = bench.cash(bench.pens(1));
      refused("invoice.noSealer", () -> desk(bench).ask(sale.id(), BUYER));
      assertThat(bench.kinds()).doesNotContain("invoice.asked");
    }
  }

  // --- the rest --------------------------------------------------------------------------------

  @Test
  void booksInPostgres_knowTheSame() {
    DataSource source = TestPostgres.schema();
    try (Bench bench =
        new Bench(
            () -> Database.of(source),
            it -> it.invoices(Invoicing.by(provider.lasting(), CODES).everySale()))) {
      CompletedSale sale = bench.cash(bench.pens(3));
      provider.next(Fault.LOST_ANSWER);
      desk(bench).sendNow();
      bench.reopen();
      desk(bench).sendNow();
      claimed(bench, sale);
      back(bench, sale, 1, 1);
      Bench.finished(
          bench.till.payOut(
              bench.till.giveBack(bench.manager, sale.id(), "").giveBack(1, Quantity.of(1))));
      assertThat(desk(bench).sendNow()).isZero();
      desk(bench).cancel(sale.id(), "not wanted");
      assertThat(desk(bench).sendNow()).isZero();
      assertThat(provider.issuedMinor(sale.id() + ".I1")).isZero();
      assertThat(record(bench, sale).corrections()).hasSize(3);
      bench.till.journal().rebuild("invoices");
      assertThat(record(bench, sale).state()).isEqualTo(InvoiceState.CANCELLED);
    }
  }

  @Test
  void inTheBackground_itGoesByItself() throws InterruptedException {
    CountDownLatch came = new CountDownLatch(1);
    VirtualInvoices virtual = new VirtualInvoices();
    InvoiceProvider telling =
        new InvoiceProvider() {
          @Override
          public InvoiceReply request(InvoiceOrder order, Duration deadline) {
            InvoiceReply reply = virtual.request(order, deadline);
            came.countDown();
            return reply;
          }

          @Override
          public InvoiceReply correct(InvoiceCorrection correction, Duration deadline) {
            return virtual.correct(correction, deadline);
          }

          @Override
          public InvoiceReply status(InvoiceOrder order, Duration deadline) {
            return virtual.status(order, deadline);
          }
        };
    try (Bench bench =
        new Bench(
            folder, it -> it.background(true).invoices(Invoicing.by(telling, CODES).everySale()))) {
      bench.cash(bench.pens(1));
      came.await();
      assertThat(virtual.orders()).isEqualTo(1);
    }
  }

  @Test
  void aSaleOfAnotherTill_isUnknown() {
    try (Bench bench = bench(it -> it)) {
      refused("sale.unknown", () -> desk(bench).ask(new SaleId("till-02", 1, 1)));
      assertThat(bench.till.safekeeping()).isNotNull();
      assertThat(new TextRenderer(42)).isNotNull();
    }
  }
}
