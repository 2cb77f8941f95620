package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.TermSheet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three months of a real shop: what is owed is what a recount says; then a quarter of all sales
 * comes back in random order and parts, and every lot and balance is that of the naive ledger.
 */
class RetailLedgerTest {
  private static final String FILE = "online-retail-2010-12_2011-02.csv.gz";
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final BigDecimal PENNY = new BigDecimal("0.01");
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);
  private static final int BATCH = 200;
  private static final int PARTS = 3;

  @TempDir Path dir;

  /** A sale of the shop, with whole quantities and prices above zero. */
  private record Invoice(Instant at, @Nullable String member, List<Line> lines) {}

  private final PointsLedger follower = new PointsLedger();
  private final List<Entry> waiting = new ArrayList<>();
  private long seq;

  @Test
  void threeMonths_areOwedAsRecounted_andReturnsComeToTheNaiveLedgersBooks() throws IOException {
    String folder = System.getenv("RETAIL_DATA");
    if (folder == null || !Files.exists(Path.of(folder, FILE))) {
      System.out.println("skipped: RETAIL_DATA does not name the folder with " + FILE);
      Assumptions.abort("RETAIL_DATA does not name the folder with " + FILE);
      return;
    }
    System.out.println("retail ledger: seed " + SEED);
    Program program =
        Programs.of(
            "GBP",
            "'terms':{'pending':'P14D','expiry':{'after':'P6M','end':'MONTH'}},",
            "{'id':'spend','scope':'BASKET','then':"
                + "[{'type':'earnPerAmount','points':'1','per':'1.00'}]}");
    NaiveLedger naive = new NaiveLedger(program.terms(), LONDON);
    try (Database database = Database.sqlite(dir.resolve("retail.db"))) {
      database.migrate(follower.name(), follower.migrations());
      LedgerQueries ledger = new LedgerQueries(database);
      Instant end = Instant.EPOCH;
      apply(database, Instant.EPOCH, new LedgerEntries.Adopted(TermSheet.of(program)).draft());
      List<CompletedSale> sales = new ArrayList<>();
      long recount = 0;
      for (Invoice invoice : invoices(Path.of(folder, FILE))) {
        CompletedSale sale = sale(program, invoice);
        if (invoice.member() != null) {
          recount += sale.points().points();
          sales.add(sale);
          naive.sale(
              sale.id().toString(), invoice.member(), lines(sale), "", 0, nextLot(), invoice.at());
        }
        apply(database, invoice.at(), sale.toDraft());
        end = invoice.at().isAfter(end) ? invoice.at() : end;
      }
      flush(database);
      assertThat(ledger.totals().outstanding()).isEqualTo(recount).isGreaterThan(100_000);
      int returned = comeBack(database, naive, sales, end.plus(Duration.ofHours(1)));
      Instant after = end.plus(Duration.ofDays(20));
      for (String member : naive.people.keySet()) {
        assertThat(ledger.balance(member, after))
            .as(member)
            .isEqualTo(naive.balance(member, after));
      }
      assertThat(lots(database)).isEqualTo(lots(naive));
      assertThat(ledger.totals().accounts().values().stream().mapToLong(it -> it).sum()).isZero();
      assertThat(ledger.conflicts()).isEmpty();
      System.out.println(
          "retail ledger: "
              + sales.size()
              + " sales of members, "
              + recount
              + " points owed, "
              + returned
              + " returns of "
              + sales.size() / 4
              + " sales");
    }
  }

  private int comeBack(
      Database database, NaiveLedger naive, List<CompletedSale> sales, Instant from) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<CompletedSale> chosen = new ArrayList<>(sales);
    shuffle(chosen, random);
    List<Map.Entry<CompletedSale, Map<Integer, Long>>> parts = new ArrayList<>();
    for (CompletedSale sale : chosen.subList(0, sales.size() / 4)) {
      List<Map<Integer, Long>> split = new ArrayList<>();
      for (int i = 0; i < PARTS; i++) {
        split.add(new TreeMap<>());
      }
      for (CompletedLine line : sale.lines()) {
        long quantity = line.priced().line().quantity().value().longValueExact();
        long first = random.nextLong(quantity + 1);
        int number = line.priced().line().number();
        put(split.get(random.nextInt(PARTS)), number, first);
        put(split.get(random.nextInt(PARTS)), number, quantity - first);
      }
      split.stream().filter(it -> !it.isEmpty()).forEach(it -> parts.add(Map.entry(sale, it)));
    }
    shuffle(parts, random);
    Instant at = from;
    for (Map.Entry<CompletedSale, Map<Integer, Long>> part : parts) {
      at = at.plusSeconds(60);
      CompletedSale sale = part.getKey();
      CompletedSale back = back(sale, part.getValue());
      naive.back(back.id().toString(), sale.id().toString(), part.getValue(), 0, nextLot(), at);
      apply(database, at, back.toDraft());
    }
    flush(database);
    return parts.size();
  }

  private static void put(Map<Integer, Long> lines, int number, long quantity) {
    if (quantity > 0) {
      lines.merge(number, quantity, Long::sum);
    }
  }

  private static <T> void shuffle(List<T> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      T moved = list.get(i);
      int other = random.nextInt(i + 1);
      list.set(i, list.get(other));
      list.set(other, moved);
    }
  }

  private String nextLot() {
    return "shop/" + (seq + 1) + "/1";
  }

  private void apply(Database database, Instant at, Draft draft) {
    waiting.add(new Entry("shop", 1, ++seq, at, draft.kind(), draft.payload(), "", ""));
    if (waiting.size() == BATCH) {
      flush(database);
    }
  }

  private void flush(Database database) {
    database.change(tx -> waiting.forEach(entry -> follower.apply(entry, tx)));
    waiting.clear();
  }

  private static Map<Integer, long[]> lines(CompletedSale sale) {
    Map<Integer, long[]> lines = new TreeMap<>();
    for (CompletedLine line : sale.lines()) {
      long quantity = line.priced().line().quantity().value().longValueExact();
      lines.put(line.priced().line().number(), new long[] {0, quantity});
    }
    sale.points()
        .shares()
        .forEach(share -> Objects.requireNonNull(lines.get(share.line()))[0] = share.points());
    return lines;
  }

  private CompletedSale sale(Program program, Invoice invoice) {
    Totals totals = totals(invoice.lines());
    PointsQuote quote =
        PointsEngine.compile(program)
            .quote(new Pricing.Request(totals, invoice.member(), invoice.at(), "shop"));
    List<CompletedLine> lines =
        totals.lines().stream().map(line -> new CompletedLine(line, 0)).toList();
    SaleId id = new SaleId("shop", 1, seq + 1);
    return Shop.completed(
        id,
        SaleKind.SALE,
        null,
        invoice.member(),
        lines,
        totals,
        List.of(TenderLine.cash(totals.total(), totals.total())),
        invoice.member() == null ? PointsQuote.NOTHING : quote);
  }

  private CompletedSale back(CompletedSale sale, Map<Integer, Long> quantities) {
    List<Line> lines = new ArrayList<>();
    List<Integer> origins = new ArrayList<>();
    for (CompletedLine sold : sale.lines()) {
      Line line = sold.priced().line();
      Long quantity = quantities.get(line.number());
      if (quantity != null) {
        lines.add(new Line(lines.size() + 1, line.item(), Quantity.of(quantity)));
        origins.add(line.number());
      }
    }
    Totals totals = totals(lines);
    List<CompletedLine> completed = new ArrayList<>();
    for (PricedLine priced : totals.lines()) {
      completed.add(new CompletedLine(priced, origins.get(completed.size())));
    }
    return Shop.completed(
        new SaleId("shop", 1, seq + 1),
        SaleKind.RETURN,
        sale.id(),
        sale.member(),
        completed,
        totals,
        List.of(TenderLine.cash(totals.total(), totals.total())),
        PointsQuote.NOTHING);
  }

  private static Totals totals(List<Line> lines) {
    Basket basket = Basket.empty(Shop.GBP);
    for (Line line : lines) {
      basket = basket.withLine(line);
    }
    return basket.totals();
  }

  private static List<String> lots(Database database) {
    return database.read(tx -> Lots.list(tx, "where points > 0")).stream()
        .map(lot -> lot.member() + lot.id() + lot.expires() + " " + lot.remaining())
        .sorted()
        .toList();
  }

  private static List<String> lots(NaiveLedger naive) {
    List<String> lots = new ArrayList<>();
    naive.people.forEach(
        (member, person) ->
            person.bags.forEach(bag -> lots.add(member + bag.id + bag.end + " " + bag.left)));
    return lots.stream().sorted().toList();
  }

  private static List<Invoice> invoices(Path file) throws IOException {
    Map<String, Invoice> invoices = new LinkedHashMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> cells = cells(line);
        long quantity = Long.parseLong(cells.get(3));
        String price = cells.get(5);
        boolean sold = !cells.get(0).startsWith("C") && quantity > 0;
        if (sold && new BigDecimal(price).compareTo(PENNY) >= 0) {
          Invoice invoice =
              invoices.computeIfAbsent(
                  cells.get(0),
                  key ->
                      new Invoice(
                          LocalDateTime.parse(cells.get(4), TIME).atZone(LONDON).toInstant(),
                          cells.get(6).isEmpty() ? null : cells.get(6),
                          new ArrayList<>()));
          if (invoice.lines().size() < 900) {
            invoice
                .lines()
                .add(Shop.line(invoice.lines().size() + 1, cells.get(1), "x", cells.get(3), price));
          }
        }
      }
    }
    return List.copyOf(invoices.values());
  }

  /** Cells between commas; a cell in quotes may hold commas and doubled quotes. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
