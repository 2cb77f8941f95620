package dev.tillwright.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.Seeded;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.report.SalesReport.Breakdown;
import dev.tillwright.core.report.SalesReport.Ranking;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report against a recount of the whole journal by plain code. */
class SalesReportTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final LocalDate EVER = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2100, 1, 1);
  private static final String TILL = "till-01";

  @TempDir Path dir;
  // Summer time ends on the next day, so a day of 25 hours is among those that are counted.
  private final TestClock clock = new TestClock("2026-10-24T08:00:00Z");
  private final SalesReport report = new SalesReport(LONDON);
  private Database database;
  private Journal journal;

  @BeforeEach
  void open() {
    database = Database.sqlite(dir.resolve("till.db"));
    journal = Journal.open(database, TILL, clock);
    journal.follow(report);
  }

  @AfterEach
  void close() {
    journal.close();
    database.close();
  }

  private Entry append(Draft draft) {
    return journal.append(draft, SOON);
  }

  private DayTotals x() {
    journal.awaitFollower(SalesReport.NAME, journal.headSeq(), SOON);
    return view(tx -> report.current(tx, TILL));
  }

  private <T> T view(Function<Tx, T> question) {
    return database.read(question);
  }

  private void play(RandomGenerator random, int sales) {
    ShopSales shop = new ShopSales(random);
    for (int i = 0; i < sales; i++) {
      clock.move(Duration.ofMinutes(random.nextInt(90)));
      append(shop.next().toDraft());
      if (random.nextInt(5) == 0) {
        append(new Draft("drawer.opened", "{}"));
      }
      if (random.nextInt(12) == 0) {
        append(x().toDraft());
      }
    }
    x();
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    journal.read(1, Long.MAX_VALUE, entries::add);
    return entries;
  }

  private Map<String, Long> recount(long fromSeq, long toSeq) {
    Map<String, Long> sums = new TreeMap<>();
    for (Entry entry : entries()) {
      if (entry.seq() >= fromSeq && entry.seq() <= toSeq && isSale(entry)) {
        recount(sums, CompletedSale.read(entry));
      }
    }
    sums.values().removeIf(it -> it == 0);
    return sums;
  }

  private static boolean isSale(Entry entry) {
    return entry.kind().equals(CompletedSale.KIND);
  }

  /** Plain sums under plain names: the oracle. */
  private static void recount(Map<String, Long> sums, CompletedSale sale) {
    String c = sale.total().currency() + " ";
    boolean sold = sale.kind() == SaleKind.SALE;
    add(sums, c + (sold ? "sales" : "returns"), 1);
    add(sums, c + (sold ? "gross" : "refunded"), sale.total().minor());
    if (sale.kind() == SaleKind.RETURN_WITHOUT_RECEIPT) {
      add(sums, c + "unknown", 1);
      add(sums, c + "refundedUnknown", sale.total().minor());
    }
    if (sold) {
      add(sums, c + "discount", sale.discount().minor());
      add(sums, c + "lines", sale.lines().size());
      add(sums, c + "anonymous", sale.member() == null ? 1 : 0);
      add(sums, c + "earned", sale.points().points());
    }
    String way = sold ? "in " : "out ";
    sale.taxes()
        .forEach(
            tax -> {
              add(sums, c + "net " + way + tax.rate(), tax.net().minor());
              add(sums, c + "tax " + way + tax.rate(), tax.tax().minor());
            });
    sale.tenders()
        .forEach(
            tender -> {
              add(sums, c + "tender " + way + tender.kind(), tender.amount().minor());
              add(sums, c + "tenders " + way + tender.kind(), 1);
              add(sums, c + "used", sold ? tender.points() : 0);
              if (tender.kind() == TenderKind.CASH) {
                add(sums, c + "cash " + way, tender.given().minus(tender.change()).minor());
              }
            });
    add(sums, c + "operator " + way + sale.operator(), sale.total().minor());
    add(sums, c + "operators " + way + sale.operator(), 1);
  }

  private static void add(Map<String, Long> sums, String name, long value) {
    sums.merge(name, value, Long::sum);
  }

  /** The report's totals under the same plain names. */
  private static Map<String, Long> flat(List<SalesTotals> totals) {
    Map<String, Long> sums = new TreeMap<>();
    for (SalesTotals it : totals) {
      String c = it.currency() + " ";
      add(sums, c + "sales", it.sales());
      add(sums, c + "gross", it.gross().minor());
      add(sums, c + "returns", it.returns());
      add(sums, c + "refunded", it.refunded().minor());
      add(sums, c + "unknown", it.returnsWithoutReceipt());
      add(sums, c + "refundedUnknown", it.refundedWithoutReceipt().minor());
      add(sums, c + "discount", it.discount().minor());
      add(sums, c + "lines", it.lines());
      add(sums, c + "anonymous", it.anonymousSales());
      add(sums, c + "earned", it.pointsEarned());
      add(sums, c + "used", it.pointsUsed());
      for (TaxTotal tax : it.taxes()) {
        add(sums, c + "net in " + tax.rate(), tax.net().minor());
        add(sums, c + "tax in " + tax.rate(), tax.tax().minor());
        add(sums, c + "net out " + tax.rate(), tax.returnedNet().minor());
        add(sums, c + "tax out " + tax.rate(), tax.returnedTax().minor());
      }
      for (TenderTotal tender : it.tenders()) {
        add(sums, c + "tender in " + tender.kind(), tender.in().minor());
        add(sums, c + "tenders in " + tender.kind(), tender.payments());
        add(sums, c + "tender out " + tender.kind(), tender.out().minor());
        add(sums, c + "tenders out " + tender.kind(), tender.payouts());
      }
      add(sums, c + "cash in ", it.cash().taken().minor());
      add(sums, c + "cash out ", it.cash().paidBack().minor());
      for (SalesRow row : it.operators()) {
        add(sums, c + "operator in " + row.key(), row.gross().minor());
        add(sums, c + "operators in " + row.key(), row.sales());
        add(sums, c + "operator out " + row.key(), row.refunded().minor());
        add(sums, c + "operators out " + row.key(), row.returns());
      }
      assertThat(it.net()).isEqualTo(it.gross().minus(it.refunded()));
    }
    sums.values().removeIf(it -> it == 0);
    return sums;
  }

  @Test
  void periodsAndTheOpenOne_areTheWholeJournal() {
    play(new SplittableRandom(7), 120);
    List<DayClose> closes = view(tx -> report.closes(tx, TILL));
    assertThat(closes).hasSizeGreaterThan(3).allMatch(DayClose::agrees);
    Map<String, Long> sum = new TreeMap<>();
    long from = 1;
    for (DayClose close : closes) {
      assertThat(close.fromSeq()).isEqualTo(from);
      DayTotals z = DayTotals.read(journal.entry(close.toSeq()).orElseThrow());
      assertThat(z.number()).isEqualTo(close.number());
      assertThat(flat(z.currencies())).isEqualTo(recount(close.fromSeq(), close.toSeq()));
      List<SalesTotals> kept = view(tx -> report.closed(tx, TILL, close.number())).orElseThrow();
      assertThat(kept).isEqualTo(z.currencies());
      flat(kept).forEach((name, value) -> add(sum, name, value));
      from = close.toSeq() + 1;
    }
    DayTotals x = x();
    assertThat(x.number()).isEqualTo(closes.size() + 1L);
    assertThat(x.fromSeq()).isEqualTo(from);
    assertThat(flat(x.currencies())).isEqualTo(recount(from, Long.MAX_VALUE));
    flat(x.currencies()).forEach((name, value) -> add(sum, name, value));
    assertThat(sum).isEqualTo(recount(1, Long.MAX_VALUE));
    assertThat(this.<Optional<List<SalesTotals>>>view(tx -> report.closed(tx, TILL, x.number())))
        .isEmpty();
  }

  @Test
  void days_areThoseOfTheZone() {
    play(new SplittableRandom(8), 100);
    Map<LocalDate, Map<String, Long>> days = new TreeMap<>();
    Map<String, Long> hours = new TreeMap<>();
    for (Entry entry : entries()) {
      if (isSale(entry)) {
        CompletedSale sale = CompletedSale.read(entry);
        var at = entry.at().atZone(LONDON);
        recount(days.computeIfAbsent(at.toLocalDate(), any -> new TreeMap<>()), sale);
        if (sale.kind() == SaleKind.SALE) {
          String hour = at.toLocalTime().toString().substring(0, 2);
          add(hours, hour + sale.total().currency(), sale.total().minor());
        }
      }
    }
    assertThat(days).hasSizeGreaterThan(2);
    days.forEach(
        (day, sums) -> {
          sums.values().removeIf(it -> it == 0);
          assertThat(flat(view(tx -> report.day(tx, day)))).isEqualTo(sums);
        });
    assertThat(flat(view(tx -> report.between(tx, EVER, LAST))))
        .isEqualTo(recount(1, Long.MAX_VALUE));
    Map<String, Long> found = new TreeMap<>();
    for (SalesRow row : rows(Breakdown.HOUR)) {
      add(found, row.key() + row.currency(), row.gross().minor());
    }
    found.values().removeIf(it -> it == 0);
    hours.values().removeIf(it -> it == 0);
    assertThat(found).isEqualTo(hours);
    assertThat(rows(Breakdown.DAY).stream().map(SalesRow::key).distinct().toList())
        .isEqualTo(days.keySet().stream().map(LocalDate::toString).toList());
  }

  private List<SalesRow> rows(Breakdown breakdown) {
    return view(tx -> report.by(breakdown, tx, EVER, LAST));
  }

  @Test
  void everyBreakdown_addsUpToTheWhole() {
    play(new SplittableRandom(9), 80);
    long gross = recount(1, Long.MAX_VALUE).getOrDefault("GBP gross", 0L);
    for (Breakdown breakdown : Breakdown.values()) {
      long sum =
          rows(breakdown).stream()
              .filter(it -> it.currency().equals(ShopSales.GBP))
              .mapToLong(it -> it.gross().minor())
              .sum();
      if (breakdown == Breakdown.DISCOUNT) {
        assertThat(sum).isEqualTo(recount(1, Long.MAX_VALUE).get("GBP discount"));
      } else if (breakdown == Breakdown.CHANNEL) {
        assertThat(sum).as("nothing was ordered elsewhere").isZero();
      } else {
        assertThat(sum).as(breakdown.name()).isEqualTo(gross);
      }
    }
    assertThat(rows(Breakdown.MEMBERSHIP))
        .extracting(SalesRow::key)
        .containsOnly("anonymous", "member");
    long members =
        entries().stream()
            .filter(SalesReportTest::isSale)
            .map(CompletedSale::read)
            .filter(it -> it.kind() == SaleKind.SALE && it.member() != null)
            .map(CompletedSale::member)
            .distinct()
            .count();
    assertThat(this.<Long>view(tx -> report.members(tx, EVER, LAST))).isEqualTo(members);
  }

  @Test
  void ranking_isThatOfAPlainCount() {
    play(new SplittableRandom(10), 80);
    Map<String, BigDecimal> pieces = new TreeMap<>();
    Map<String, Long> money = new TreeMap<>();
    for (Entry entry : entries()) {
      if (isSale(entry)) {
        CompletedSale sale = CompletedSale.read(entry);
        int sign = sale.kind() == SaleKind.SALE ? 1 : -1;
        if (sale.total().currency().equals(ShopSales.GBP)) {
          for (var line : sale.lines()) {
            String code = line.priced().line().item().code();
            BigDecimal quantity = line.priced().line().quantity().value();
            pieces.merge(code, quantity.multiply(BigDecimal.valueOf(sign)), BigDecimal::add);
            money.merge(code, sign * line.priced().total().minor(), Long::sum);
          }
        }
      }
    }
    List<String> byMoney = new ArrayList<>(money.keySet());
    byMoney.sort(Comparator.comparing((String it) -> money.get(it)).reversed());
    assertThat(codes(Ranking.BY_AMOUNT)).isEqualTo(byMoney);
    List<String> byPieces = new ArrayList<>(pieces.keySet());
    byPieces.sort(Comparator.comparing((String it) -> pieces.get(it)));
    assertThat(codes(Ranking.SLOWEST)).isEqualTo(byPieces);
    assertThat(codes(Ranking.BY_QUANTITY)).containsExactlyInAnyOrderElementsOf(byPieces);
    List<ItemRow> best =
        view(tx -> report.bestSellers(tx, EVER, LAST, 3)).stream()
            .filter(it -> it.currency().equals(ShopSales.GBP))
            .toList();
    assertThat(best).hasSize(3).extracting(ItemRow::code).isEqualTo(byMoney.subList(0, 3));
    assertThat(best.get(0).name()).isNotBlank();
    assertThat(best.get(0).net().minor()).isEqualTo(money.get(byMoney.get(0)));
    assertThatThrownBy(() -> view(tx -> report.bestSellers(tx, EVER, LAST, 0)))
        .hasMessageContaining("items");
  }

  private List<String> codes(Ranking ranking) {
    return view(tx -> report.items(ranking, tx, EVER, LAST, 1_000)).stream()
        .filter(it -> it.currency().equals(ShopSales.GBP))
        .map(ItemRow::code)
        .toList();
  }

  @Test
  void saleBetweenCountingAndClosing_isSeen() {
    ShopSales shop = new ShopSales(new SplittableRandom(3));
    append(shop.next().toDraft());
    DayTotals counted = x();
    append(shop.next().toDraft());
    append(counted.toDraft());
    assertThat(x().number()).isEqualTo(2);
    List<DayClose> closes = view(tx -> report.closes(tx, TILL));
    assertThat(closes).containsExactly(new DayClose(1, 1, 3, false));
    assertThat(flat(view(tx -> report.closed(tx, TILL, 1)).orElseThrow())).isEqualTo(recount(1, 3));
  }

  @Test
  void emptyTill_hasAnEmptyX_andAnEmptyZ() {
    assertThat(x()).isEqualTo(new DayTotals(TILL, 1, 1, 0, List.of()));
    append(x().toDraft());
    append(x().toDraft());
    assertThat(x()).isEqualTo(new DayTotals(TILL, 3, 3, 2, List.of()));
    assertThat(this.<List<DayClose>>view(tx -> report.closes(tx, TILL))).allMatch(DayClose::agrees);
  }

  @Test
  void rebuiltView_hasTheSameRows() {
    play(new SplittableRandom(11), 60);
    List<String> before = dump();
    journal.rebuild(SalesReport.NAME);
    x();
    assertThat(dump()).isEqualTo(before).hasSizeGreaterThan(100);
  }

  private List<String> dump() {
    return database.read(
        tx -> {
          List<String> rows = new ArrayList<>();
          tx.each(
              "select terminal || period || day || section || name || kind || currency, n, minor,"
                  + " second, whole, micro from report_cell"
                  + " order by terminal, period, day, section, name, kind, currency",
              row -> {
                StringBuilder text = new StringBuilder(row.text(1));
                for (int i = 2; i <= 6; i++) {
                  text.append(' ').append(row.number(i));
                }
                rows.add(text.toString());
              });
          return rows;
        });
  }

  @Test
  void dayTotals_areReadBackAsWritten_andRefusedWhenSpoiled() {
    play(new SplittableRandom(12), 30);
    DayTotals z = x();
    Entry entry = append(z.toDraft());
    assertThat(DayTotals.read(entry)).isEqualTo(z);
    for (String field : List.of("z", "fromSeq", "gross", "kind", "rate", "operator")) {
      String spoiled =
          entry.payload().replaceFirst("\"" + field + "\":[^,}]+", "\"" + field + "\":{}");
      assertThat(spoiled).isNotEqualTo(entry.payload());
      assertThatThrownBy(() -> DayTotals.read(ShopSales.entry(new Draft(DayTotals.KIND, spoiled))))
          .as(field)
          .hasMessageContaining(field);
    }
    Draft elsewhere = new DayTotals("till-02", 1, 1, 0, List.of()).toDraft();
    assertThatThrownBy(() -> DayTotals.read(ShopSales.entry(elsewhere)))
        .hasMessageContaining("/terminal");
    assertThatThrownBy(() -> DayTotals.read(ShopSales.entry(new Draft("a.b", "{}"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DayTotals(TILL, 0, 1, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quantities_staySumsOfExactDecimals() {
    Seeded.cases(
        500,
        random -> {
          Cell sum = Cell.NOTHING;
          BigDecimal exact = BigDecimal.ZERO;
          for (int i = 0; i < 20; i++) {
            Quantity quantity =
                new Quantity(BigDecimal.valueOf(Seeded.upTo(random, 1L << 49), random.nextInt(7)));
            sum = sum.plus(Cell.of(1, 0, 0).with(quantity));
            exact = exact.add(quantity.value());
          }
          assertThat(sum.quantity()).isEqualTo(new Quantity(exact));
        });
  }

  @Test
  void bestSellers_areThoseOfEachCurrency() {
    play(new SplittableRandom(8), 80);
    List<ItemRow> best = view(tx -> report.bestSellers(tx, EVER, LAST, 2));
    List<ItemRow> all = view(tx -> report.bestSellers(tx, EVER, LAST, 1_000));
    for (String currency : List.of("GBP", "JPY")) {
      assertThat(best)
          .filteredOn(it -> it.currency().getCurrencyCode().equals(currency))
          .hasSize(2)
          .containsExactlyElementsOf(
              all.stream()
                  .filter(it -> it.currency().getCurrencyCode().equals(currency))
                  .limit(2)
                  .toList());
    }
  }
}
