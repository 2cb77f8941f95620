package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.HtmlRenderer;
import dev.tillwright.core.receipt.JsonRenderer;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.receipt.invoice.VirtualInvoices;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.report.ReportExport;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training: as at the real till, with marks on everything and no effect on anything. */
class TrainingTest {
  private static final Locale CHINA = Locale.SIMPLIFIED_CHINESE;

  @TempDir Path folder;

  private Database books() {
    return Database.sqlite(folder.resolve("training.db"));
  }

  private Till train(Bench bench) {
    return bench.till.training(bench.manager, books());
  }

  private static OperatorSession max(Till training) {
    return training.logOn("max", "secret".toCharArray()).orThrow();
  }

  private static CompletedSale cash(Till training, OperatorSession max, long pieces) {
    Ticket ticket = training.sale(max).add("4006381333931", pieces);
    return Bench.finished(training.pay(ticket, Tender.cash(ticket.sale().cashDue())));
  }

  private static Outcome card(Till training, Ticket ticket) {
    try (CardRead card = Bench.card()) {
      return training.pay(ticket, Tender.card(card));
    }
  }

  private static void refused(String code, Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private static void failed(String code, Runnable what) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            TillwrightException.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private static List<Entry> entries(Till till) {
    List<Entry> entries = new ArrayList<>();
    till.journal().read(1, till.journal().headSeq(), entries::add);
    return entries;
  }

  @Test
  void anOperatorCalledTrainer_trainsLikeTheOthers() {
    try (Bench bench = new Bench(folder)) {
      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("trainer", "Tom", "cashier"), "1234".toCharArray());
      try (Till training = train(bench)) {
        training.logOn("trainer", "1234".toCharArray()).orThrow();
        assertThat(max(training).operator().id()).isEqualTo("TRAINING-max");
      }
    }
  }

  // --- marks -----------------------------------------------------------------------------------

  @Test
  void everySlip_isMarked_inTheLanguageOfTheTill() {
    List<ReceiptDocument> shown = new ArrayList<>();
    SignatureSource pad =
        (slip, deadline) -> {
          shown.add(slip);
          return Optional.of(
              new Signature(
                  10, 10, List.of(new Signature.Stroke(List.of(new Signature.Point(1, 1, 0))))));
        };
    try (Bench bench =
            new Bench(
                folder, it -> it.language(CHINA).sealer(new SubjectSealer()).signaturePad(pad));
        Till training = train(bench)) {
      OperatorSession max = max(training);
      CompletedSale sale = cash(training, max, 1);
      Ticket byCard = training.sale(max).add("4006381333931", 1);
      CompletedSale paid = Bench.finished(card(training, byCard));
      Ticket open = training.sale(max).add("4006381333931", 1);
      assertThat(training.sign(max, paid.id())).isEqualTo(Signing.SIGNED);
      Receipts receipts = training.receipts(max);
      training.print(sale.id());
      training.print(sale.id());
      shown.add(training.receipt(sale.id()));
      shown.add(training.receipt(paid.id()));
      shown.add(receipts.merchantCopy(paid.id()));
      shown.add(receipts.preview(open));
      shown.add(
          receipts.slip(PaymentKey.parse(Objects.requireNonNull(paid.tenders().get(0).payment()))));
      CompletedSale back =
          Bench.finished(
              training.payOut(training.giveBack(max, sale.id(), "").giveBack(1, Quantity.of(1))));
      shown.add(training.receipt(back.id()));
      assertThat(shown).hasSize(7);
      for (ReceiptDocument slip : shown) {
        for (String form :
            List.of(
                new TextRenderer(32).render(slip),
                HtmlRenderer.fragment(slip),
                JsonRenderer.render(slip))) {
          assertThat(form.split("培训", -1)).as("head and foot: " + form).hasSizeGreaterThan(2);
          assertThat(form).contains("未销售商品");
        }
      }
      assertThat(bench.printed)
          .hasSize(2)
          .allMatch(it -> it.startsWith("         *** 培训 ***".strip()) || it.contains("培训"));
      training.voidSale(open, "over");
    }
  }

  @Test
  void reportsExportsAndJournals_carryTheMark() {
    try (Bench bench = new Bench(folder);
        Till training = train(bench)) {
      OperatorSession max = max(training);
      CompletedSale sale = cash(training, max, 2);
      assertThat(sale.id().terminal()).isEqualTo("TRAINING-till-01");
      assertThat(sale.operator()).isEqualTo("TRAINING-max");
      DayTotals x = training.dayTotals(max);
      assertThat(ReportExport.csv(x).lines().skip(1))
          .isNotEmpty()
          .allMatch(it -> it.startsWith("TRAINING-till-01,"));
      assertThat(ReportExport.json(x)).contains("\"terminal\":\"TRAINING-till-01\"");
      SalesReport report = new SalesReport(Bench.LONDON);
      LocalDate day = LocalDate.of(2025, 3, 3);
      Database database = training.journal().database();
      for (SalesReport.Breakdown each : SalesReport.Breakdown.values()) {
        var rows = database.read(tx -> report.by(each, tx, day, day));
        assertThat(rows).as(each.name()).allMatch(it -> it.key().startsWith("TRAINING "));
        assertThat(ReportExport.csv("key", rows).lines().skip(1))
            .allMatch(it -> it.startsWith("TRAINING "));
      }
      var items =
          database.read(tx -> report.items(SalesReport.Ranking.BY_AMOUNT, tx, day, day, 10));
      assertThat(items).hasSize(1).allMatch(it -> it.name().startsWith("TRAINING "));
      training.closeDay(max);
      assertThat(training.safekeeping().closedDay(max, 1).orElseThrow().totals().terminal())
          .startsWith("TRAINING-");
      training.safekeeping().exportJournal(max, folder.resolve("export.db"));
      Verification exported = JournalVerifier.verify(folder.resolve("export.db"), Optional.empty());
      assertThat(exported.ok()).isTrue();
      assertThat(exported.chains())
          .extracting(Verification.Chain::terminal)
          .containsExactly("TRAINING-till-01");
      assertThat(entries(training).get(0).kind()).isEqualTo("journal.training");
      assertThat(entries(training).get(0).payload()).isEqualTo("{\"terminal\":\"till-01\"}");
    }
  }

  @Test
  void aTerminalOfThatName_isNoRealOne() {
    assertThatThrownBy(() -> Till.builder("TRAINING-x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // --- no effect -------------------------------------------------------------------------------

  @Test
  void nothingReachesAnybody() {
    AtomicInteger drawer = new AtomicInteger();
    AtomicInteger central = new AtomicInteger();
    AtomicInteger said = new AtomicInteger();
    VirtualInvoices invoices = new VirtualInvoices();
    try (Bench bench =
        new Bench(
            folder,
            it ->
                it.drawer(
                        deadline -> {
                          drawer.incrementAndGet();
                          return true;
                        })
                    .stock("shop")
                    .announcer(
                        (announcement, deadline) -> {
                          said.incrementAndGet();
                          return Announcer.Said.SAID;
                        })
                    .invoices(Invoicing.by(invoices, InvoicesAtTillTest.CODES).everySale())
                    .central(
                        () -> {
                          central.incrementAndGet();
                          throw new IllegalStateException("nobody is there");
                        },
                        dev.tillwright.core.central.ShippingPolicy.usual()))) {
      long before = bench.till.journal().headSeq();
      Till training = train(bench);
      OperatorSession max = max(training);
      cash(training, max, 1);
      CompletedSale paid =
          Bench.finished(card(training, training.sale(max).add("4006381333931", 1)));
      assertThat(Objects.requireNonNull(paid.tenders().get(0).card()).masked().text())
          .as("nothing of the card is kept")
          .isEqualTo("****");
      Bench.finished(
          training.payOut(training.giveBack(max, paid.id(), "").giveBack(1, Quantity.of(1))));
      Ticket ticket = training.sale(max).add("4006381333931", 1);
      refused("training.noMembers", () -> ticket.member("m-1"));
      assertThat(training.pay(ticket, Tender.wallet("281234567890123456")))
          .isInstanceOf(Outcome.Declined.class);
      assertThat(training.cash(max).open("look")).isFalse();
      training.voidSale(ticket, "over");
      training.closeDay(max);
      assertThatThrownBy(() -> training.stock(max)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> training.invoices(max)).isInstanceOf(IllegalStateException.class);
      assertThat(training.shipping()).isEmpty();
      training.close();

      assertThat(bench.host.approvedMinor()).isZero();
      assertThat(drawer).hasValue(0);
      assertThat(central).hasValue(0);
      assertThat(said).hasValue(0);
      assertThat(invoices.calls()).isZero();
      List<String> written =
          bench.entries().stream()
              .filter(it -> it.seq() > before)
              .map(Entry::kind)
              .distinct()
              .toList();
      assertThat(written)
          .as("of training the real books know who began, who logged on, and that it ended")
          .allMatch(it -> it.startsWith("training.") || it.startsWith("operator."));
      assertThat(written).contains("training.started", "training.ended");
    }
  }

  @Test
  void answersOfCards_areMadeUp() {
    try (Bench bench = new Bench(folder);
        Till training = train(bench)) {
      OperatorSession max = max(training);
      Ticket declined = training.sale(max).add(Bench.item("tea", "1.01"), Quantity.of(1));
      assertThat(card(training, declined)).isInstanceOf(Outcome.Declined.class);
      Ticket lost = training.sale(max).add(Bench.item("tea", "1.02"), Quantity.of(1));
      assertThat(((Outcome.Declined) card(training, lost)).code()).isEqualTo("host.notTaken");
      assertThat(training.unfinishedPayments()).isZero();
      training.voidSale(declined, "over");
      training.voidSale(lost, "over");
    }
  }

  // --- on and off ------------------------------------------------------------------------------

  @Test
  void notWithMoneyInTheDrawer_aSaleOpen_orAPaymentThatHasNotEnded() {
    try (Bench bench = new Bench(folder)) {
      bench.till.cash(bench.manager).payIn(pounds("50.00"), "float");
      refused("training.drawer", () -> train(bench));
      bench.till.cash(bench.manager).payOut(pounds("50.00"), "bank");
      bench.till.closeDay(bench.manager);
      Ticket open = bench.pens(1);
      refused("training.sale", () -> train(bench));
      open.suspend("later");
      refused("training.sale", () -> train(bench));
      bench.till.voidSale(bench.till.resume(bench.manager, open.id()), "over");
      bench.host.close();
      Bench.finished(bench.payByCard(bench.pens(1))); // taken offline: sent when the host is back
      bench.till.closeDay(bench.manager);
      refused("training.payments", () -> train(bench));
      assertThat(bench.kinds()).doesNotContain("training.started");
    }
  }

  @Test
  void whileSomebodyTrains_nothingIsSold() {
    try (Bench bench = new Bench(folder)) {
      Till training = train(bench);
      assertThat(training.isTraining()).isTrue();
      refused("training.on", () -> bench.pens(1));
      refused("training.on", () -> bench.till.cash(bench.manager).payIn(pounds("1.00"), "x"));
      refused(
          "training.on",
          () -> bench.till.training(bench.manager, Database.sqlite(folder.resolve("2.db"))));
      training.close();
      training.close();
      assertThat(bench.kinds().stream().filter(it -> it.equals("training.ended"))).hasSize(1);
      assertThat(bench.till.isTraining()).isFalse();
      bench.cash(bench.pens(1));
    }
  }

  @Test
  void onlyWhoMay_switchesItOn() {
    try (Bench bench = new Bench(folder)) {
      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("ann", "Ann", "cashier"), "1234".toCharArray());
      OperatorSession ann = bench.till.logOn("ann", "1234".toCharArray()).orThrow();
      refused("access.notAllowed", () -> bench.till.training(ann, books()));
      try (Till training = train(bench)) {
        assertThat(training.logOn("ann", "wrong".toCharArray())).isInstanceOf(LogOn.Refused.class);
        OperatorSession trainee = training.logOn("ann", "1234".toCharArray()).orThrow();
        cash(training, trainee, 1);
        refused("access.notAllowed", () -> training.closeDay(trainee));
        assertThat(training.access().logOn("TRAINING-ann", "1234".toCharArray()))
            .as("only by the real till")
            .isInstanceOf(LogOn.Refused.class);
        assertThat(entries(training)).noneMatch(it -> it.payload().contains("cheap:"));
      }
    }
  }

  @Test
  void booksOfTraining_areTakenUpAgain_andNeverMixedUp() {
    try (Bench bench = new Bench(folder)) {
      try (Till training = train(bench)) {
        cash(training, max(training), 1);
      }
      try (Till again = train(bench)) {
        assertThat(cash(again, max(again), 1).receipt()).isEqualTo(2);
        assertThat(again.find("")).isNotNull();
      }
      bench.cash(bench.pens(1));
      bench.till.closeDay(bench.manager);
      Path real = folder.resolve("other").resolve("till.db");
      folder.resolve("other").toFile().mkdirs();
      try (Bench other = new Bench("till-02", folder.resolve("other"), it -> {})) {
        other.cash(other.pens(1));
      }
      failed("training.realBooks", () -> bench.till.training(bench.manager, Database.sqlite(real)));
      bench.cash(bench.pens(1));
    }
    failed(
        "training.books",
        () ->
            Till.builder("till-01")
                .database(books())
                .merchant(dev.tillwright.core.receipt.Merchant.named("Test shop"))
                .currency(Bench.GBP)
                .open());
  }

  @Test
  void theCentralStore_refusesIt() {
    try (Bench bench = new Bench(folder);
        Till training = train(bench);
        Database store = Database.sqlite(folder.resolve("central.db"))) {
      cash(training, max(training), 1);
      CentralStore central = CentralStore.open(store);
      failed("central.training", () -> central.add(entries(training).subList(0, 3)));
      assertThat(central.mark("TRAINING-till-01").seq()).isZero();
      // nor by its first entry alone, under whatever name
      try (Database odd = Database.sqlite(folder.resolve("odd.db"));
          Journal journal = Journal.open(odd, "till-09", Clock.systemUTC())) {
        Entry first =
            journal.append(
                dev.tillwright.core.journal.TrainingMark.draft("till-09"),
                java.time.Duration.ofSeconds(5));
        failed("central.training", () -> central.add(List.of(first)));
      }
    }
  }
}
