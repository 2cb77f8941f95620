package dev.tillwright.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.report.ProfitReport.By;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.stock.MovingAverage;
import dev.tillwright.core.stock.Sold;
import dev.tillwright.core.stock.StockEntries;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfitReportTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final LocalDate EVER = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2100, 1, 1);

  @TempDir Path dir;
  private final TestClock clock = new TestClock("2026-11-24T08:00:00Z");
  private final ProfitReport report = new ProfitReport(LONDON, ShopSales.GBP);
  private final TenderReport tenders = new TenderReport(LONDON);
  private Database database;
  private Journal journal;
  private final List<Draft> drafts = new ArrayList<>();
  private int number;

  @BeforeEach
  void open() {
    database = Database.sqlite(dir.resolve("till.db"));
    journal = Journal.open(database, "till-01", clock);
    journal.follow(report);
    journal.follow(tenders);
  }

  @AfterEach
  void close() {
    journal.close();
    database.close();
  }

  private <T> T view(Function<Tx, T> question) {
    if (!drafts.isEmpty()) {
      journal.append(List.copyOf(drafts), SOON);
      drafts.clear();
    }
    journal.awaitFollowers(SOON);
    return database.read(question);
  }

  private List<ProfitRow> rows(By by) {
    return view(tx -> report.by(by, tx, EVER, LAST, 1_000));
  }

  private ProfitRow only(By by) {
    List<ProfitRow> rows = rows(by);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static Money pence(long minor) {
    return Money.ofMinor(minor, ShopSales.GBP);
  }

  private void receive(String code, long pieces, Long cost) {
    StockEvent.Goods goods =
        new StockEvent.Goods(code, Quantity.of(pieces), cost == null ? null : pence(cost));
    drafts.add(
        StockEntries.draft(
            new StockEvent.Received("R" + ++number, "ann", "shop", "", List.of(goods))));
  }

  private void adjust(String code, long pieces, String reason) {
    StockEvent.Line line = new StockEvent.Line(code, Quantity.of(pieces));
    drafts.add(
        StockEntries.draft(
            new StockEvent.Adjusted("A" + ++number, "ann", "", reason, List.of(line))));
  }

  private Optional<Money> worth(String code) {
    return view(tx -> new MovingAverage(tx, "till-01").worth(code, ShopSales.GBP));
  }

  private void sell(String code, long pieces) {
    drafts.add(Sold.of(++number, code, pieces).toDraft());
  }

  @Test
  void pennyThatRoundingLeftOfNothing_isNotLost() {
    receive("A", 3, 100L);
    adjust("A", -3, "broken"); // costs what came in
    adjust("A", -1, "broken"); // 33
    adjust("A", -1, "broken"); // 33
    adjust("A", 2, "found"); // 67: a penny of nothing
    receive("A", 3, 90L);
    adjust("A", -3, "broken");
    long gone =
        rows(By.SHRINKAGE).stream().mapToLong(it -> it.cost().minor()).sum()
            + rows(By.CORRECTION).stream().mapToLong(it -> it.cost().minor()).sum();
    assertThat(worth("A")).contains(pence(0));
    assertThat(gone).isEqualTo(190);
  }

  @Test
  void average_movesWithEachReceipt() {
    receive("a", 10, 400L); // 40 each
    receive("a", 10, 500L); // 45 each
    sell("a", 3); // at 1.20 with 20 % in it: 1.00 net
    assertThat(only(By.ITEM).net()).isEqualTo(pence(300));
    assertThat(only(By.ITEM).cost()).isEqualTo(pence(135));
    assertThat(only(By.ITEM).profit()).isEqualTo(pence(165));
    assertThat(only(By.ITEM).margin()).contains(new BigDecimal("55.00"));

    adjust("a", -1, "broken");
    adjust("a", 1, "found");
    assertThat(rows(By.SHRINKAGE))
        .extracting(it -> it.key() + " " + it.cost().minor())
        .containsExactly("broken 45", "found -45");

    drafts.add(Sold.back(++number, "ann", List.of(Sold.item("a", "1.20")), 1).toDraft());
    assertThat(only(By.DAY).net()).isEqualTo(pence(200));
    assertThat(only(By.DAY).cost()).isEqualTo(pence(90));
    assertThat(this.<List<ProfitRow>>view(tx -> report.sales(tx, "till-01", 0, 10)))
        .extracting(it -> it.net().minor() + " " + it.cost().minor())
        .containsExactly("300 135", "-100 -45");
  }

  @Test
  void lastPiece_takesWhatIsLeft() {
    receive("a", 3, 100L);
    for (int i = 0; i < 3; i++) {
      sell("a", 1);
    }
    assertThat(only(By.ITEM).cost()).isEqualTo(pence(100));
    assertThat(worth("a")).contains(pence(0));
  }

  @Test
  void itemWithoutCost_hasNoProfit_notAProfitOfAll() {
    sell("a", 2);
    receive("b", 1, 0L); // a gift costs nothing, and that is known
    sell("b", 1);
    List<ProfitRow> rows = rows(By.ITEM);
    assertThat(rows.get(0).unknownNet()).isEqualTo(pence(200));
    assertThat(rows.get(0).profit()).isEqualTo(pence(0));
    assertThat(rows.get(0).margin()).isEmpty();
    assertThat(rows.get(1).profit()).isEqualTo(pence(100));
    assertThat(only(By.DAY).unknownLines()).isEqualTo(1);
  }

  @Test
  void whatWasSoldBeforeItCameIn_isCorrectedByItsReceipt() {
    receive("a", 1, 40L);
    sell("a", 3); // two too many, at 40
    receive("a", 5, 300L); // 60 each: the two cost 20 more each
    assertThat(only(By.ITEM).cost()).isEqualTo(pence(120));
    assertThat(only(By.CORRECTION).cost()).isEqualTo(pence(40));
    assertThat(worth("a")).contains(pence(180));
  }

  @Test
  void revaluation_isWhatGoodsAreWorthFromThenOn() {
    receive("a", 10, 400L);
    drafts.add(
        StockEntries.draft(
            new StockEvent.Revalued(
                "V",
                "ann",
                "",
                List.of(new StockEvent.Worth("a", UnitPrice.parse("0.305", ShopSales.GBP))))));
    sell("a", 2);
    assertThat(only(By.ITEM).cost()).isEqualTo(pence(61));
  }

  @Test
  void noPennyIsLost_andEveryBreakdownAddsUpToAPlainCount() {
    for (long seed = 1; seed <= 2; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ShopSales shop = new ShopSales(random);
      for (int i = 0; i < 30; i++) {
        receive("c" + i, 1 + random.nextInt(50), (long) random.nextInt(9_000));
      }
      for (int i = 0; i < 80; i++) {
        if (random.nextInt(3) == 0) {
          receive("c" + random.nextInt(30), 1 + random.nextInt(50), (long) random.nextInt(9_000));
        } else if (random.nextInt(6) == 0) {
          adjust("c" + random.nextInt(30), random.nextInt(9) - 6, "count");
        }
        drafts.add(shop.next().toDraft());
      }
      view(tx -> 0);
    }
    List<Entry> entries = new ArrayList<>();
    journal.read(1, Long.MAX_VALUE, entries::add);
    Map<String, Long> net = new TreeMap<>();
    long received = 0;
    for (Entry entry : entries) {
      if (entry.kind().equals(CompletedSale.KIND)) {
        CompletedSale sale = CompletedSale.read(entry);
        long sign = sale.kind().isReturn() ? -1 : 1;
        long sold = sale.total().minor() - sale.tax().minor();
        net.merge(sale.total().currency().getCurrencyCode(), sign * sold, Long::sum);
      } else if (StockEntries.read(entry).orElseThrow() instanceof StockEvent.Received it) {
        received += Objects.requireNonNull(it.lines().get(0).cost()).minor();
      }
    }
    for (By by : List.of(By.DAY, By.ITEM, By.CATEGORY, By.OPERATOR, By.HOUR)) {
      Map<String, Long> sums = new TreeMap<>();
      rows(by)
          .forEach(
              it -> sums.merge(it.net().currency().getCurrencyCode(), it.net().minor(), Long::sum));
      assertThat(sums).as(by.name()).isEqualTo(net);
    }
    long gone = sum(By.DAY) + sum(By.SHRINKAGE) + sum(By.CORRECTION);
    long there =
        view(
            tx -> {
              MovingAverage costs = new MovingAverage(tx, "till-01");
              long worth = 0;
              for (int i = 0; i < 30; i++) {
                worth += costs.worth("c" + i, ShopSales.GBP).orElseThrow().minor();
              }
              return worth;
            });
    assertThat(gone + there).isEqualTo(received);
    assertThat(rows(By.DAY)).anyMatch(it -> it.unknownLines() > 0); // what was sold in yen
    List<String> before = dump();
    journal.rebuild(ProfitReport.NAME);
    assertThat(dump()).isEqualTo(before).hasSizeGreaterThan(50);
  }

  private long sum(By by) {
    return rows(by).stream()
        .filter(it -> it.net().currency().equals(ShopSales.GBP))
        .mapToLong(it -> it.cost().minor())
        .sum();
  }

  private List<String> dump() {
    return view(
        tx -> {
          List<String> rows = new ArrayList<>();
          tx.each(
              "select terminal, code, currency, quantity, minor, unit from cost_average"
                  + " order by 1, 2, 3",
              row -> rows.add(row.text(2) + row.text(4) + " " + row.number(5) + row.text(6)));
          tx.each(
              "select day, section, name, currency, lines, net, cost, unknown_net from profit_cell"
                  + " order by 1, 2, 3, 4",
              row -> rows.add(row.text(1) + row.text(2) + row.text(3) + row.number(6)));
          return rows;
        });
  }

  @Test
  void fees_areRoundedAPayment_andWhatNoFeeIsForIsSaid() {
    ShopSales shop = new ShopSales(new SplittableRandom(4));
    List<CompletedSale> sales = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sales.add(shop.next());
      drafts.add(sales.get(i).toDraft());
    }
    Fee any = new Fee(TenderKind.CARD, "", 145, pence(3), false);
    Fee odd = new Fee(TenderKind.CARD, "odd", 290, pence(0), true);
    Function<String, String> scheme = key -> key.hashCode() % 2 == 0 ? "" : "odd";

    List<AcceptanceRow> rows =
        view(tx -> tenders.acceptance(tx, EVER, LAST, List.of(any, odd), scheme));

    Map<String, BigDecimal> expected = new TreeMap<>();
    for (CompletedSale sale : sales) {
      for (var tender : sale.tenders()) {
        if (tender.kind() == TenderKind.CARD
            && tender.amount().currency().equals(ShopSales.GBP)
            && !sale.kind().isReturn()) {
          boolean isOdd = scheme.apply(tender.payment()).equals("odd");
          BigDecimal fee =
              new BigDecimal(tender.amount().minor())
                  .multiply(new BigDecimal(isOdd ? "0.029" : "0.0145"))
                  .setScale(0, RoundingMode.HALF_UP)
                  .add(new BigDecimal(isOdd ? 0 : 3));
          expected.merge(isOdd ? "odd" : "", fee, BigDecimal::add);
        }
      }
    }
    Map<String, BigDecimal> found = new TreeMap<>();
    for (AcceptanceRow row : rows) {
      if (row.tender() == TenderKind.CARD && row.taken().currency().equals(ShopSales.GBP)) {
        found.put(row.scheme(), BigDecimal.valueOf(row.fees().minor()));
        assertThat(row.unpriced()).isZero();
      } else {
        assertThat(row.fees().isZero()).isTrue();
        assertThat(row.unpriced()).isEqualTo(row.payments() + row.refunds());
      }
    }
    assertThat(found).isEqualTo(expected).hasSize(2);
  }
}
