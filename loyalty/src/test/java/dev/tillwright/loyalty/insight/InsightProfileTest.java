package dev.tillwright.loyalty.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.insight.recommend.PairFollower;
import dev.tillwright.loyalty.insight.recommend.PairPlan;
import dev.tillwright.loyalty.insight.segment.SegmentEntries;
import dev.tillwright.loyalty.insight.segment.SegmentFollower;
import dev.tillwright.loyalty.insight.segment.Segments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one more sale costs the views of insight as the history grows: statements and processor
 * time, told for each tenth. {@code -Dinsight.members=N -Dinsight.sales=N} give other sizes; {@code
 * -Dinsight.minutes=N} ends a run at the first tenth that is over so many minutes after it began,
 * and says so.
 */
class InsightProfileTest {
  private static final int MEMBERS = Integer.getInteger("insight.members", 100_000);
  private static final int SALES = Integer.getInteger("insight.sales", 1_000_000);
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);
  private static final int MINUTES = Integer.getInteger("insight.minutes", 600);
  private static final int BATCH = 1_000;
  private static final Instant BEGIN = Instant.parse("2024-01-01T08:00:00Z");

  @TempDir Path dir;

  @Test
  @Tag("campaign-insight")
  void oneMoreSale_costsTheSame_howeverLongTheHistoryIs() {
    List<Tenth> tenths = profile(MEMBERS, SALES);
    Tenth second = tenths.get(1);
    Tenth last = tenths.get(tenths.size() - 1);
    assertThat(last.statements()).isLessThan(second.statements() * 1.1);
    // A tree that is ten times as large is a level deeper; a history that is walked is ten times.
    assertThat(last.micros()).isLessThan(second.micros() * 3);
  }

  @Test
  void statementsOfOneMoreSale_doNotGrowWithTheHistory() {
    List<Tenth> tenths = profile(200, 2_000);
    assertThat(tenths.get(9).statements()).isLessThan(tenths.get(1).statements() * 1.1);
  }

  private record Tenth(int sales, double statements, double micros) {}

  private List<Tenth> profile(int members, int sales) {
    System.out.printf("insight: %d members, %d sales, seed %d%n", members, sales, SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    List<Tenth> tenths = new ArrayList<>();
    long statements = 0;
    long nanos = 0;
    try (Database database = Database.sqlite(dir.resolve("profile.db"))) {
      Follower[] followers = {new SegmentFollower(), new PairFollower(PairPlan.usual())};
      Feed feed = new Feed(database, followers).forgetful();
      feed.say(
          "till-01", BEGIN, SegmentEntries.adopted(Programs.text("/insight/house-segments.json")));
      feed.flush();
      long step = Duration.ofDays(730).toMillis() / sales;
      List<Entry> batch = new ArrayList<>();
      Feed maker = new Feed(database).forgetful();
      long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
      for (int i = 1; i <= sales; i++) {
        batch.add(sale(maker, BEGIN.plusMillis(step * i), members, random));
        if (batch.size() == Math.min(BATCH, sales / 10)) {
          long begun = cpu();
          long[] count = {0};
          database.change(
              tx -> {
                Counting counting = new Counting(tx, count);
                for (Entry entry : batch) {
                  for (Follower each : followers) {
                    each.apply(entry, counting);
                  }
                }
              });
          nanos += cpu() - begun;
          statements += count[0];
          batch.clear();
        }
        if (i % (sales / 10) == 0) {
          double part = sales / 10.0;
          Tenth tenth = new Tenth(i, statements / part, nanos / part / 1_000);
          System.out.printf(
              "insight: %,d sales: %.1f statements and %.0f microseconds of processor for each of"
                  + " the last tenth%n",
              i, tenth.statements(), tenth.micros());
          tenths.add(tenth);
          statements = 0;
          nanos = 0;
          if (System.nanoTime() > end && tenths.size() > 1 && i < sales) {
            System.out.printf("insight: time is over, ended at %,d of %,d sales%n", i, sales);
            break;
          }
        }
      }
      ask(database, members);
    }
    return tenths;
  }

  /** One member and everybody, at the end. */
  private static void ask(Database database, int members) {
    Segments segments = new Segments(database);
    Instant end = BEGIN.plus(Duration.ofDays(730));
    long begun = cpu();
    for (int i = 0; i < 100; i++) {
      segments.standing("m-" + i, end);
    }
    long one = (cpu() - begun) / 100;
    begun = cpu();
    int held = segments.counts(end).values().stream().mapToInt(it -> it).sum();
    System.out.printf(
        "insight: where one member stands: %d microseconds; all of %d: %.1f seconds (%d)%n",
        one / 1_000, members, (cpu() - begun) / 1e9, held);
  }

  private static Entry sale(Feed maker, Instant at, int members, SplittableRandom random) {
    // A few come often, most seldom; goods of one shelf go together.
    int member = (int) (members * Math.pow(random.nextDouble(), 2));
    int shelf = random.nextInt(500);
    Item[] items = new Item[random.nextInt(1, 7)];
    for (int i = 0; i < items.length; i++) {
      int good = random.nextInt(10);
      int from = random.nextInt(4) == 0 ? random.nextInt(500) : shelf;
      items[i] = Feed.item("i" + (from * 10 + good), "shelf " + from, "2.50");
    }
    return maker.made("till-01", at, random.nextInt(10) == 0 ? null : "m-" + member, items);
  }

  /** Of the whole process, as far as the system tells: the profile has it to itself. */
  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** Counts what is asked of the database. */
  private record Counting(Tx tx, long[] count) implements Tx {
    @Override
    public int update(String sql, @Nullable Object... arguments) {
      count[0]++;
      return tx.update(sql, arguments);
    }

    @Override
    public boolean insertIfAbsent(String sql, @Nullable Object... arguments) {
      count[0]++;
      return tx.insertIfAbsent(sql, arguments);
    }

    @Override
    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
      count[0]++;
      return tx.list(sql, mapper, arguments);
    }

    @Override
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
      count[0]++;
      return tx.first(sql, mapper, arguments);
    }

    @Override
    public void each(String sql, Consumer<Row> rows, @Nullable Object... arguments) {
      count[0]++;
      tx.each(sql, rows, arguments);
    }
  }
}
