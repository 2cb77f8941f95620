package dev.tillwright.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.report.ItemRow;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.report.SalesReport.Ranking;
import dev.tillwright.core.report.SalesTotals;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report over a month of real retail data, against a count in plain code from the CSV. */
class RetailReportTest {
  private static final String REAL = "online-retail-2010-12_2011-02.csv.gz";
  private static final LocalDate FROM = LocalDate.of(2011, 1, 1);
  private static final LocalDate TO = LocalDate.of(2011, 1, 31);
  private static final TaxRate TAX = TaxRate.included("A", Percent.of(20));

  @TempDir Path dir;
  private final SalesReport report = new SalesReport(House.ENGLISH.zone());
  private long number;

  @Test
  void realJanuary_ranksAndAddsUpAsPlainCodeDoes() throws IOException {
    String folder = System.getenv("RETAIL_DATA");
    if (folder == null) {
      System.out.println("skipped: RETAIL_DATA does not name the folder with " + REAL);
    }
    Assumptions.assumeTrue(folder != null, "RETAIL_DATA does not name the folder with " + REAL);
    Path file = Path.of(folder, REAL);
    Plain plain = Plain.of(file);

    try (Database database = Database.sqlite(dir.resolve("books.db"));
        ShopPlan plan = ShopPlan.open(file, new Days(FROM, TO), House.ENGLISH.currency())) {
      database.migrate("follower.report", report.migrations());
      database.change(
          tx -> {
            for (Step step = plan.next(); step != null; step = plan.next()) {
              if (step instanceof Step.Sale sale) {
                report.apply(entry(sale), tx);
              }
            }
          });

      SalesTotals month =
          database.<List<SalesTotals>>read(tx -> report.between(tx, FROM, TO)).get(0);
      assertThat(month.gross().minor()).isEqualTo(plain.gross);
      assertThat(month.sales()).isEqualTo(plain.invoices.size());
      assertThat(ranked(database, Ranking.BY_AMOUNT)).isEqualTo(plain.ranked(plain.money));
      assertThat(ranked(database, Ranking.BY_QUANTITY)).isEqualTo(plain.ranked(plain.pieces));
      System.out.println(plain.money.size() + " items, " + plain.gross + " pence in January 2011");
    }
  }

  private List<String> ranked(Database database, Ranking ranking) {
    return database
        .<List<ItemRow>>read((Tx tx) -> report.items(ranking, tx, FROM, TO, 100_000))
        .stream()
        .map(it -> it.code() + " " + it.sold() + " " + it.gross().minor())
        .toList();
  }

  private Entry entry(Step.Sale sale) {
    List<CompletedLine> lines = new ArrayList<>();
    for (Step.Goods goods : sale.lines()) {
      Item item = new Item(goods.code(), goods.code(), "", goods.price(), TAX);
      Money total = goods.total();
      Money tax = total.minus(Money.ofMinor(Math.round(total.minor() / 1.2), total.currency()));
      Line line = new Line(goods.line(), item, Quantity.of(goods.quantity()));
      Money zero = Money.zero(total.currency());
      lines.add(new CompletedLine(new PricedLine(line, total, zero, tax, total), 0));
    }
    Money total = sale.total();
    Money zero = Money.zero(total.currency());
    List<PricedLine> priced = lines.stream().map(CompletedLine::priced).toList();
    CompletedSale completed =
        new CompletedSale(
            new SaleId("till-01", 1, ++number),
            SaleKind.SALE,
            number,
            "ann",
            sale.invoice(),
            null,
            sale.customer(),
            lines,
            List.of(),
            TaxLine.table(priced),
            total,
            zero,
            priced.stream().map(PricedLine::tax).reduce(zero, Money::plus),
            total,
            List.of(TenderLine.cash(total, total)),
            PointsQuote.NOTHING);
    String hash = "0".repeat(64);
    return new Entry(
        "till-01",
        1,
        number,
        sale.instant(House.ENGLISH.zone()),
        CompletedSale.KIND,
        completed.toDraft().payload(),
        hash,
        hash);
  }

  /** Sale lines of January, straight from the file; it has no quoted field with a line end. */
  private static final class Plain {
    final Map<String, Long> money = new TreeMap<>();
    final Map<String, Long> pieces = new TreeMap<>();
    final Map<String, Long> invoices = new TreeMap<>();
    long gross;

    static Plain of(Path file) throws IOException {
      Plain plain = new Plain();
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        in.readLine();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          plain.count(line);
        }
      }
      return plain;
    }

    private void count(String line) {
      // Only the description is ever quoted; what is needed stands before and behind it.
      String[] head = line.split(",", 3);
      String[] tail = line.substring(line.lastIndexOf('"') + 1).split(",", -1);
      int end = tail.length;
      String invoice = head[0];
      String date = tail[end - 4];
      long quantity = Long.parseLong(tail[end - 5]);
      BigDecimal price = new BigDecimal(tail[end - 3]);
      boolean january = date.startsWith("2011-01") || date.matches("1/[0-9]+/2011.*");
      if (january && Character.isDigit(invoice.charAt(0)) && quantity > 0 && price.signum() > 0) {
        long minor =
            price
                .multiply(BigDecimal.valueOf(quantity))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        money.merge(head[1], minor, Long::sum);
        pieces.merge(head[1], quantity, Long::sum);
        invoices.merge(invoice, 1L, Long::sum);
        gross += minor;
      }
    }

    List<String> ranked(Map<String, Long> by) {
      return by.entrySet().stream()
          .sorted(
              Comparator.comparing((Map.Entry<String, Long> it) -> -it.getValue())
                  .thenComparing(Map.Entry::getKey))
          .map(it -> it.getKey() + " " + pieces.get(it.getKey()) + " " + money.get(it.getKey()))
          .toList();
    }
  }
}
