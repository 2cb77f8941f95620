package dev.tillwright.core.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.stock.StockFinding.Kind;
import dev.tillwright.core.store.Database;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockCheckTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

  @TempDir Path dir;

  private static StockDay day(int back, long moved, long sold) {
    return new StockDay(TODAY.minusDays(back), Quantity.of(moved), Quantity.of(sold));
  }

  @Test
  void demandOfKnownDays_isThatOfPaperAndPencil() {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sample deviation √(32/7) = 2.138090.
    int[] sold = {2, 4, 4, 4, 5, 5, 7, 9};
    List<StockDay> days = new ArrayList<>();
    for (int i = 0; i < sold.length; i++) {
      days.add(day(i, -sold[i], sold[i]));
    }
    Demand demand = Demand.of(TODAY.minusDays(7), TODAY, Quantity.of(100), days);

    assertThat(demand.days()).isEqualTo(8);
    assertThat(demand.mean()).isEqualByComparingTo("5");
    assertThat(demand.deviation()).isEqualByComparingTo("2.138090");
    // 5 × 4 + 1.65 × √(4 × 2.138090²) = 20 + 7.055697
    ReorderPolicy policy = ReorderPolicy.usual().withLead(BigDecimal.valueOf(4), BigDecimal.ZERO);
    assertThat(demand.reorderPoint(policy)).isEqualByComparingTo("27.056");
    // With a lead time that varies by one day: √(4 × 4.571429 + 25) = 6.579188
    ReorderPolicy uncertain = ReorderPolicy.usual().withLead(BigDecimal.valueOf(4), BigDecimal.ONE);
    assertThat(demand.reorderPoint(uncertain)).isEqualByComparingTo("30.856");
  }

  @Test
  void daysWithoutStock_areNotDaysWithoutDemand() {
    // Sold out nine days ago after 5 a day, nothing came since: demand is 5, not 0.5.
    List<StockDay> days = List.of(day(9, -5, 5), day(10, 10, 0), day(8, -5, 5));
    Demand demand = Demand.of(TODAY.minusDays(10), TODAY, Quantity.of(0), days);
    assertThat(demand.days()).isEqualTo(3);
    assertThat(demand.mean()).isEqualByComparingTo("3.333333");
    assertThat(Demand.of(TODAY.minusDays(5), TODAY, Quantity.of(0), List.of()).days()).isZero();
  }

  @Test
  void demandOfRandomDays_isThatOfFloatingPoint() {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 50; run++) {
      int n = 2 + random.nextInt(60);
      List<StockDay> days = new ArrayList<>();
      double[] sold = new double[n];
      for (int i = 0; i < n; i++) {
        int pieces = random.nextInt(20);
        sold[i] = pieces;
        days.add(day(i, -pieces, pieces));
      }
      Demand demand = Demand.of(TODAY.minusDays(n - 1L), TODAY, Quantity.of(1_000_000), days);
      double mean = java.util.Arrays.stream(sold).average().orElseThrow();
      double squares = java.util.Arrays.stream(sold).map(it -> (it - mean) * (it - mean)).sum();
      assertThat(demand.mean().doubleValue()).isCloseTo(mean, within());
      assertThat(demand.deviation().doubleValue())
          .isCloseTo(Math.sqrt(squares / (n - 1)), within());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  @Test
  void eachItem_isWarnedOfWithItsReason_andTheAlarmIsClearedWithItsCause() {
    StockBook book = new StockBook(ZoneOffset.UTC);
    TestClock clock = new TestClock("2026-09-20T08:00:00Z");
    Monitor monitor = new Monitor(clock);
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", clock)) {
      journal.follow(book);
      Shop shop = new Shop(journal);
      shop.add("fine", 30);
      shop.add("idle", 3);
      shop.add("low", 100);
      shop.add("out", 50);
      shop.add("over", 500);
      for (int day = 0; day < 66; day++) {
        clock.move(Duration.ofDays(1));
        if (day % 2 == 0) {
          shop.sell("fine", 1);
          shop.sell("over", 1);
        }
        if (day < 50) {
          shop.sell("out", 1);
        }
        if (day < 48) {
          shop.sell("low", 2);
        }
        if (day % 2 == 0) {
          shop.write();
        }
      }
      shop.sell("minus", 2);
      shop.add("fine", 10);
      shop.write();
      LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
      StockCheck check = new StockCheck(book, ReorderPolicy.usual());

      StockCheck.Page page = database.read(tx -> check.alarm(tx, "shop", today, "", 100, monitor));

      assertThat(page.next()).isEmpty();
      assertThat(page.findings())
          .extracting(it -> it.code() + " " + it.kind())
          .containsExactly("idle IDLE", "low LOW", "minus NEGATIVE", "out OUT", "over OVER");
      StockFinding low = page.findings().get(1);
      assertThat(low.sentence()).startsWith("4 left at 1.").contains("reorder point for 7 days");
      assertThat(low.order()).isGreaterThan(BigDecimal.TEN);
      assertThat(monitor.standing())
          .extracting(Alarm::code)
          .containsExactly("stock.idle", "stock.low", "stock.negative", "stock.out", "stock.over");

      shop.add("out", 60);
      shop.write();
      database.read(tx -> check.alarm(tx, "shop", today, "", 100, monitor));
      assertThat(monitor.standing()).extracting(Alarm::code).doesNotContain("stock.out");

      StockCheck.Page first = database.read(tx -> check.page(tx, "shop", today, "", 2));
      assertThat(first.next()).isEqualTo("idle");
      assertThat(first.findings()).extracting(StockFinding::kind).containsExactly(Kind.IDLE);
    }
  }

  /** Books stock that goes in and out. */
  private static final class Shop {
    private final Journal journal;
    private final List<Draft> drafts = new ArrayList<>();
    private int sales;

    Shop(Journal journal) {
      this.journal = journal;
    }

    void add(String code, long pieces) {
      StockEvent.Goods goods = new StockEvent.Goods(code, Quantity.of(pieces), null);
      drafts.add(
          StockEntries.draft(
              new StockEvent.Received("R" + code, "ann", "shop", "", List.of(goods))));
    }

    void sell(String code, long pieces) {
      drafts.add(Sold.of(++sales, code, pieces).toDraft());
    }

    /** What was booked since is written, and known to the follower. */
    void write() {
      journal.append(List.copyOf(drafts), Duration.ofSeconds(20));
      drafts.clear();
      journal.awaitFollower(StockBook.NAME, journal.headSeq(), Duration.ofSeconds(20));
    }
  }
}
