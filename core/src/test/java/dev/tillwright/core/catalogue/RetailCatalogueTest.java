package dev.tillwright.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.csv.CsvLines;
import dev.tillwright.core.csv.CsvOut;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A catalogue made of three months of real retail data: each stock code with its description, and
 * its highest price of each month from the first on. Of every ninth item, and of all with {@code
 * -Dcatalogue.all=true}, each price is found again on its first and its last day, and none before.
 */
class RetailCatalogueTest {
  private static final String REAL = "online-retail-2010-12_2011-02.csv.gz";

  @TempDir Path dir;
  private final Map<String, String> names = new TreeMap<>();
  private final Map<String, TreeMap<LocalDate, BigDecimal>> prices = new TreeMap<>();

  @Test
  void realPrices_areFoundAgain() throws IOException {
    String folder = System.getenv("RETAIL_DATA");
    if (folder == null || !Files.exists(Path.of(folder, REAL))) {
      System.out.println("skipped: RETAIL_DATA does not name the folder with " + REAL);
    }
    Assumptions.assumeTrue(
        folder != null && Files.exists(Path.of(folder, REAL)),
        "RETAIL_DATA does not name the folder with " + REAL);
    read(Path.of(folder, REAL));
    try (Shelf shelf = new Shelf("central", () -> Database.sqlite(dir.resolve("central.db")))) {
      shelf.catalogue.change(
          "ann",
          "opening",
          List.of(
              TaxClass.of("standard", TaxRate.included("A", Percent.of(20))),
              PriceList.of("base", Shelf.GBP)));
      ImportResult taken = load(shelf, CatalogueFile.ITEMS, items());
      // Two codes of the data are one GTIN to the till only when they differ in zeros: none do.
      assertThat(taken.faults()).isEmpty();
      assertThat(taken.changed()).isEqualTo(names.size());
      ImportResult priced = load(shelf, CatalogueFile.PRICES, prices());
      assertThat(priced.faults()).isEmpty();
      int compared = compare(shelf);
      System.out.println(
          names.size() + " real items, " + priced.changed() + " prices, " + compared + " compared");
      assertThat(compared).isGreaterThan(1_000);
    }
  }

  private static ImportResult load(Shelf shelf, CatalogueFile file, String csv) {
    return shelf.catalogue.load(
        "ann", "retail", file, new StringReader(csv), ImportMode.ALL_OR_NOTHING);
  }

  /** All days of one item in one snapshot, against the plain map. */
  private int compare(Shelf shelf) {
    int[] compared = new int[1];
    prices.forEach(
        (code, byDay) -> {
          if (code.hashCode() % 9 == 0 || Boolean.getBoolean("catalogue.all")) {
            compared[0] += compare(shelf, code, byDay);
          }
        });
    return compared[0];
  }

  private static int compare(Shelf shelf, String code, TreeMap<LocalDate, BigDecimal> byDay) {
    return shelf.catalogue.read(
        tx -> {
          assertThat(price(tx, code, byDay.firstKey().minusDays(1))).isEmpty();
          byDay.forEach(
              (day, price) -> {
                LocalDate next = byDay.higherKey(day);
                LocalDate last = next == null ? day.plusDays(30) : next.minusDays(1);
                assertThat(price(tx, code, day)).as(code).contains(price);
                assertThat(price(tx, code, last)).as(code).contains(price);
              });
          return 2 * byDay.size() + 1;
        });
  }

  private static Optional<BigDecimal> price(Tx tx, String code, LocalDate day) {
    return CatalogueBook.article(tx, code, day, Shelf.GBP)
        .flatMap(it -> it.price("shop"))
        .map(it -> it.unitPrice().value());
  }

  private String items() {
    StringBuilder csv = new StringBuilder("code,name,tax_class\r\n");
    names.forEach((code, name) -> csv.append(CsvOut.line(code, name, "standard")));
    return csv.toString();
  }

  private String prices() {
    StringBuilder csv = new StringBuilder("list,code,price,from\r\n");
    prices.forEach(
        (code, byDay) ->
            byDay.forEach(
                (day, price) ->
                    csv.append(CsvOut.line("base", code, price.toPlainString(), day.toString()))));
    return csv.toString();
  }

  private void read(Path file) throws IOException {
    try (Reader text =
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)) {
      CsvLines lines = new CsvLines(new BufferedReader(text), 2_000);
      lines.next();
      Map<String, Integer> column = new HashMap<>();
      List<String> header = lines.fields();
      for (int i = 0; header != null && i < header.size(); i++) {
        column.put(header.get(i), i);
      }
      while (lines.next()) {
        List<String> row = lines.fields();
        if (row != null) {
          String description = row.get(column.getOrDefault("Description", 0)).strip();
          BigDecimal price = new BigDecimal(row.get(column.getOrDefault("UnitPrice", 0)));
          String code = row.get(column.getOrDefault("StockCode", 0)).strip();
          if (!description.isEmpty() && price.signum() > 0) {
            names.putIfAbsent(code, description);
            LocalDate first = day(row.get(column.getOrDefault("InvoiceDate", 0))).withDayOfMonth(1);
            prices
                .computeIfAbsent(code, it -> new TreeMap<>())
                .merge(first, price.stripTrailingZeros(), BigDecimal::max);
          }
        }
      }
    }
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text.substring(0, 10));
  }
}
