package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random histories against a naive recount; exactly once through failure and rebuild. */
class LedgerHistoryTest {
  private static final long SEED = Long.getLong("loyalty.seed", 20_250_605L);
  private static final int STEPS = 1_500;

  /** What the ledger should be, by plain maps. */
  private static final class Naive {
    final Map<String, long[]> members = new HashMap<>(); // earned clawed burned back held
    final Map<String, Map<Integer, BigDecimal>> left = new HashMap<>();

    long[] of(String member) {
      return members.computeIfAbsent(member, key -> new long[5]);
    }

    long available(String member) {
      long[] m = of(member);
      return m[0] - m[1] - m[2] + m[3] - m[4];
    }

    Balance balance(String member) {
      long[] m = of(member);
      return Shop.balance(m[0], m[1], m[2], m[3], available(member), m[4]);
    }
  }

  @Test
  void foldEqualsTheNaiveRecount_andRebuildsToTheSameBytes(@TempDir Path dir) {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    Naive naive = new Naive();
    List<Draft> drafts = new ArrayList<>();
    Fails fails = new Fails();
    try (Shop shop = Shop.open(dir, fails)) {
      List<CompletedSale> sales = new ArrayList<>();
      Map<String, long[]> burns = new HashMap<>();
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> drafts.add(back(shop, random, sales, burns, naive));
          case 3, 4 -> redeem(shop, random, step, sales, burns, naive, drafts);
          default -> {
            CompletedSale sale = shop.sale(member(random), lines(random), 0, "");
            earn(naive, sale);
            sales.add(sale);
            drafts.add(sale.toDraft());
          }
        }
        if (random.nextInt(20) == 0) {
          drafts.add(drafts.get(random.nextInt(drafts.size()))); // delivered again
        }
      }
      for (int from = 0; from < drafts.size(); from += 100) {
        shop.journal.append(
            drafts.subList(from, Math.min(drafts.size(), from + 100)), Shop.PATIENCE);
      }
      shop.settled();
      assertThat(fails.failed.get()).as("the follower failed and was tried again").isPositive();
      naive
          .members
          .keySet()
          .forEach(
              member ->
                  assertThat(shop.ledger.balance(member))
                      .as(member)
                      .isEqualTo(naive.balance(member)));
      assertThat(shop.ledger.conflicts()).isEmpty();
      long sum =
          shop.database.read(
              tx ->
                  tx.first("select sum(points) from ledger_account", row -> row.number(1))
                      .orElseThrow());
      assertThat(sum).as("double entry").isZero();
      for (CompletedSale sale : sales) {
        shop.ledger
            .award(sale.id().toString())
            .ifPresent(award -> assertThat(award.clawedBack()).isBetween(0L, award.points()));
      }
      String before = shop.dump();
      shop.journal.rebuild(PointsLedger.NAME);
      assertThat(shop.settled().dump()).isEqualTo(before);
    }
  }

  @Test
  void partialReturns_takeBackTheWholeAward_atTheLastPart(@TempDir Path dir) {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    try (Shop shop = Shop.open(dir)) {
      List<CompletedSale> sales = new ArrayList<>();
      List<Draft> drafts = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        CompletedSale sale = shop.sale("m-" + i, lines(random), 0, "");
        sales.add(sale);
        drafts.add(sale.toDraft());
        for (CompletedLine line : sale.lines()) {
          BigDecimal rest = line.priced().line().quantity().value();
          while (rest.signum() > 0) {
            BigDecimal part = BigDecimal.valueOf(1 + random.nextInt(1500), 3).min(rest);
            rest = rest.subtract(part);
            int number = line.priced().line().number();
            drafts.add(shop.back(sale, Map.of(number, part.toPlainString()), 0).toDraft());
          }
        }
      }
      for (int from = 0; from < drafts.size(); from += 500) {
        shop.journal.append(
            drafts.subList(from, Math.min(drafts.size(), from + 500)), Shop.PATIENCE);
      }
      shop.settled();
      for (int i = 0; i < sales.size(); i++) {
        PointsQuote quote = sales.get(i).points();
        Balance balance = shop.ledger.balance("m-" + i);
        assertThat(balance)
            .as("sale %s", i)
            .isEqualTo(Shop.balance(quote.points(), quote.points(), 0, 0, 0, 0));
      }
    }
  }

  private static String member(SplittableRandom random) {
    return "m-" + random.nextInt(12);
  }

  private static List<Line> lines(SplittableRandom random) {
    List<Line> lines = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 1; i <= count; i++) {
      String category = List.of("bakery", "drinks", "tobacco", "x").get(random.nextInt(4));
      String quantity = List.of("1", "2", "3", "7", "0.742").get(random.nextInt(5));
      String price = (1 + random.nextInt(60)) + ".37";
      lines.add(Shop.line(i, "c" + random.nextInt(20), category, quantity, price));
    }
    return lines;
  }

  private static void earn(Naive naive, CompletedSale sale) {
    naive.of(String.valueOf(sale.member()))[0] += sale.points().points();
    Map<Integer, BigDecimal> left = new HashMap<>();
    sale.lines()
        .forEach(l -> left.put(l.priced().line().number(), l.priced().line().quantity().value()));
    naive.left.put(sale.id().toString(), left);
  }

  private static void redeem(
      Shop shop,
      SplittableRandom random,
      int step,
      List<CompletedSale> sales,
      Map<String, long[]> burns,
      Naive naive,
      List<Draft> drafts) {
    String member = member(random);
    String hold = "till-01/1/" + (step + 1);
    long points = 100L * (1 + random.nextInt(3));
    CompletedSale sale =
        shop.sale(member, List.of(Shop.line(1, "big", "x", "3", "9.99")), points, hold);
    drafts.add(PointsEntries.held(hold, sale.id(), member, points));
    boolean held = naive.available(member) >= points;
    if (!held || random.nextInt(3) == 0) {
      drafts.add(PointsEntries.released(hold));
      return;
    }
    if (random.nextInt(8) == 0) {
      naive.of(member)[4] += points; // left open
      return;
    }
    naive.of(member)[2] += points;
    earn(naive, sale);
    burns.put(sale.id().toString(), new long[] {points});
    sales.add(sale);
    drafts.add(sale.toDraft());
  }

  private static Draft back(
      Shop shop,
      SplittableRandom random,
      List<CompletedSale> sales,
      Map<String, long[]> burns,
      Naive naive) {
    if (sales.isEmpty()) {
      return new Draft("till.idle", "{}");
    }
    CompletedSale sale = sales.get(random.nextInt(sales.size()));
    String id = sale.id().toString();
    CompletedLine line = sale.lines().get(random.nextInt(sale.lines().size()));
    int number = line.priced().line().number();
    Map<Integer, BigDecimal> left = naive.left.getOrDefault(id, Map.of());
    BigDecimal rest = left.getOrDefault(number, BigDecimal.ZERO);
    BigDecimal part = random.nextBoolean() ? rest : rest.min(BigDecimal.ONE);
    if (part.signum() == 0) {
      return new Draft("till.idle", "{}");
    }
    BigDecimal whole = line.priced().line().quantity().value();
    long share =
        sale.points().shares().stream()
            .filter(s -> s.line() == number)
            .mapToLong(PointsQuote.Share::points)
            .sum();
    long before = part(share, whole.subtract(rest), whole);
    left.put(number, rest.subtract(part));
    long after = part(share, whole.subtract(rest.subtract(part)), whole);
    String member = String.valueOf(sale.member());
    naive.of(member)[1] += after - before;
    long[] burned = burns.getOrDefault(id, new long[1]);
    long given = Math.min(burned[0], random.nextBoolean() ? 100 : 0);
    burned[0] -= given;
    naive.of(member)[3] += given;
    return shop.back(sale, Map.of(number, part.toPlainString()), given).toDraft();
  }

  private static long part(long share, BigDecimal of, BigDecimal whole) {
    return BigDecimal.valueOf(share)
        .multiply(of)
        .divide(whole, 0, RoundingMode.FLOOR)
        .longValueExact();
  }

  /** The ledger, failing now and then after it has written. */
  private static final class Fails implements Follower {
    private final PointsLedger ledger = new PointsLedger();
    private long lastFailure;
    final AtomicInteger failed = new AtomicInteger();

    @Override
    public String name() {
      return ledger.name();
    }

    @Override
    public List<Migration> migrations() {
      return ledger.migrations();
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      ledger.apply(entry, tx);
      if (entry.seq() % 400 == 250 && entry.seq() > lastFailure) {
        lastFailure = entry.seq();
        failed.incrementAndGet();
        throw new IllegalStateException("a failure after the view was written");
      }
    }

    @Override
    public void reset(Tx tx) {
      ledger.reset(tx);
    }
  }
}
