package dev.tillwright.benchmarks;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.catalogue.Article;
import dev.tillwright.core.catalogue.Catalogue;
import dev.tillwright.core.catalogue.CatalogueBook;
import dev.tillwright.core.catalogue.CatalogueChange;
import dev.tillwright.core.catalogue.CatalogueItem;
import dev.tillwright.core.catalogue.ListPrice;
import dev.tillwright.core.catalogue.PriceList;
import dev.tillwright.core.catalogue.TaxClass;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An item found by a bar code with its price and taxes of a day, among as many as there are. Quote
 * the ratio between the sizes. On a machine that others use, {@link #main} counts the processor
 * time of one thread instead.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CatalogueBenchmark {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final LocalDate DAY = LocalDate.of(2025, 3, 3);
  private static final int BATCH = 20_000;
  private static final int ROUND = 4_000;
  private static final int ROUNDS = 8;

  /** How many items. */
  @Param({"1000", "10000", "100000"})
  public int items;

  private final Random random = new Random(1);
  private Path folder;
  private Journal journal;
  private Catalogue catalogue;

  /** A catalogue in a file of its own. */
  @Setup(Level.Trial)
  public void fill() throws IOException {
    folder = Files.createTempDirectory("catalogue");
    journal =
        Journal.open(Database.sqlite(folder.resolve("till.db")), "till-01", Clock.systemUTC());
    journal.follow(new CatalogueBook());
    catalogue = Catalogue.of(journal, Duration.ofMinutes(2));
    List<CatalogueChange> changes = new ArrayList<>();
    changes.add(TaxClass.of("standard", TaxRate.included("A", Percent.of(20))));
    changes.add(PriceList.of("base", GBP));
    for (int i = 0; i < items; i++) {
      String code = "item-" + i;
      changes.add(CatalogueItem.of(code, "Item " + i, "standard").withBarCodes(barCode(i)));
      changes.add(ListPrice.of("base", code, UnitPrice.parse("1." + (10 + i % 90), GBP)));
      if (changes.size() > BATCH) {
        catalogue.change("ann", "fill", changes);
        changes.clear();
      }
    }
    if (!changes.isEmpty()) {
      catalogue.change("ann", "fill", changes);
    }
  }

  /** Ends it, and takes the file away. */
  @TearDown(Level.Trial)
  public void empty() throws IOException {
    journal.close();
    journal.database().close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(CatalogueBenchmark::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Twelve digits of an in-store number, and their check digit. */
  private static String barCode(int number) {
    String digits = String.format("2900%08d", number);
    int sum = 0;
    for (int at = 0; at < digits.length(); at++) {
      sum += (digits.charAt(at) - '0') * (at % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  /** Any of them. */
  @Benchmark
  public Optional<Article> byBarCode() {
    String code = barCode(random.nextInt(items));
    return catalogue.read(tx -> CatalogueBook.article(tx, code, DAY, GBP));
  }

  /** One that is not there. */
  @Benchmark
  public Optional<Article> nobody() {
    return catalogue.read(tx -> CatalogueBook.article(tx, "nobody", DAY, GBP));
  }

  /**
   * Prints the processor time of a look-up at each size, and that of a whole catalogue taken in.
   */
  public static void main(String[] sizes) throws IOException {
    for (String size : sizes.length == 0 ? new String[] {"1000", "10000", "100000"} : sizes) {
      CatalogueBenchmark benchmark = new CatalogueBenchmark();
      benchmark.items = Integer.parseInt(size);
      long begun = System.nanoTime();
      benchmark.fill();
      long filled = System.nanoTime() - begun;
      try {
        benchmark.measure(ROUND); // warm
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          best = Math.min(best, benchmark.measure(ROUND));
        }
        System.out.printf(
            "%,d items: %.1f microseconds a look-up, taken in within %.1f s%n",
            benchmark.items, best / 1_000.0 / ROUND, filled / 1e9);
      } finally {
        benchmark.empty();
      }
    }
  }

  private long measure(int times) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    int found = 0;
    for (int i = 0; i < times; i++) {
      found += byBarCode().isPresent() ? 1 : 0;
    }
    long taken = threads.getCurrentThreadCpuTime() - begun;
    if (found != times) {
      throw new IllegalStateException("not all were found");
    }
    return taken;
  }
}
