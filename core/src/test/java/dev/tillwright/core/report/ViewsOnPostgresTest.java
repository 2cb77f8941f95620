package dev.tillwright.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.reconcile.Reconciliation;
import dev.tillwright.core.reconcile.SettlementBook;
import dev.tillwright.core.reconcile.SettlementFile;
import dev.tillwright.core.reconcile.SettlementLine;
import dev.tillwright.core.reconcile.SettlementTerms;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.stock.ReorderPolicy;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.stock.StockCheck;
import dev.tillwright.core.stock.StockEntries;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same journal in SQLite and in PostgreSQL gives the same answers. */
class ViewsOnPostgresTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");
  private static final LocalDate FROM = LocalDate.of(2026, 11, 1);
  private static final LocalDate TO = LocalDate.of(2026, 11, 30);

  private final StockBook stock = new StockBook(ZoneOffset.UTC);
  private final ProfitReport profit = new ProfitReport(ZoneOffset.UTC, ShopSales.GBP);
  private final TenderReport tenders = new TenderReport(ZoneOffset.UTC);
  private final OperatorReport operators = new OperatorReport(ZoneOffset.UTC);
  private final SellerReport sellers = new SellerReport(ZoneOffset.UTC);

  @TempDir Path dir;

  @Test
  void postgres_answersAsSqliteDoes() {
    List<String> postgres;
    try (Database database = Database.of(TestPostgres.schema())) {
      postgres = answers(database);
    }
    try (Database database = Database.sqlite(dir.resolve("till.db"))) {
      assertThat(answers(database)).isEqualTo(postgres).hasSizeGreaterThan(60);
    }
  }

  private List<String> answers(Database database) {
    SplittableRandom random = new SplittableRandom(12);
    ShopSales shop = new ShopSales(random);
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Money cost = Money.ofMinor(random.nextInt(900), ShopSales.GBP);
      StockEvent.Goods goods =
          new StockEvent.Goods("c" + i, Quantity.of(1 + random.nextInt(9)), cost);
      drafts.add(
          StockEntries.draft(new StockEvent.Received("R" + i, "ann", "shop", "", List.of(goods))));
      drafts.add(shop.next().toDraft());
      drafts.addAll(payment(i + 1));
    }
    try (Journal journal =
        Journal.open(database, "till-01", new TestClock("2026-11-24T08:00:00Z"))) {
      List.of(stock, profit, tenders, operators, sellers, new SettlementBook())
          .forEach(journal::follow);
      journal.append(drafts, SOON);
      journal.awaitFollowers(SOON);
      return database.read(this::answers);
    }
  }

  private List<String> answers(Tx tx) {
    List<String> all = new ArrayList<>();
    for (ProfitReport.By by : ProfitReport.By.values()) {
      profit.by(by, tx, FROM, TO, 1_000).stream().map(Object::toString).sorted().forEach(all::add);
    }
    profit.sales(tx, "till-01", 0, 100).forEach(it -> all.add(it.toString()));
    Fee fee = new Fee(TenderKind.CARD, "", 145, Money.ofMinor(3, ShopSales.GBP), true);
    tenders.acceptance(tx, FROM, TO, List.of(fee), key -> "").forEach(it -> all.add(it.toString()));
    operators.rows(tx, FROM, TO).forEach(it -> all.add(it.toString()));
    all.add(SellerStudy.of(tx, "c1", ShopSales.GBP, FROM, TO).toString());
    all.add(sellers.pieces(tx, "c1", ShopSales.GBP, FROM, TO).toString());
    stock.levels(tx, "shop", "", 100).stream().map(Object::toString).sorted().forEach(all::add);
    all.add(stock.places(tx).toString());
    new StockCheck(stock, ReorderPolicy.usual())
        .page(tx, "shop", LocalDate.of(2026, 11, 24), "", 100).findings().stream()
            .map(Object::toString)
            .sorted()
            .forEach(all::add);
    SettlementTerms terms = SettlementTerms.between(AT, AT.plusSeconds(86_400));
    all.add(Reconciliation.compare(tx, file(), terms).toString());
    all.add(Reconciliation.totals(tx, terms).toString());
    return all;
  }

  private static List<Draft> payment(int number) {
    PaymentKey key = new PaymentKey("till-01", 1, number);
    return List.of(
        PaymentEntries.draft(
            new AttemptEvent.Intended(
                key,
                AttemptKind.PURCHASE,
                TenderKind.CARD,
                "till-01.1.1",
                null,
                Charge.of(Money.ofMinor(100 + number, ShopSales.GBP)),
                Money.zero(ShopSales.GBP),
                ShopSales.CARD,
                AT.plusSeconds(number * 60L),
                false,
                true)),
        PaymentEntries.draft(new AttemptEvent.Approved(key, null, "A1", "")));
  }

  /** Some by key, some by card and amount, some not at all. */
  private static SettlementFile file() {
    List<SettlementLine> lines = new ArrayList<>();
    for (int number = 1; number <= 24; number++) {
      SettlementLine line =
          SettlementLine.of(
              number + 1L,
              SettlementLine.Movement.CAPTURE,
              "till-01/1/" + number,
              AT.plusSeconds(number * 60L),
              Money.ofMinor(100 + number + (number % 8 == 0 ? 1 : 0), ShopSales.GBP));
      lines.add(number % 3 == 0 ? line.withoutKey().withToken(ShopSales.CARD.token()) : line);
    }
    return SettlementFile.of("host", lines);
  }
}
