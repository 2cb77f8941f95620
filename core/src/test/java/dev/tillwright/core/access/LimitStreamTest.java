package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Seeded;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits over a real journal whose clock is set forward and back, and runs by the wall in London,
 * so that it jumps an hour with daylight saving; against a naive recount, and against the time that
 * really passed.
 */
class LimitStreamTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long STILL = Duration.ofMinutes(2).toMillis();

  @TempDir Path dir;
  private int journals;

  @Test
  void anyStream_sumsAsARecountDoes_andNothingLeavesEarlyOrStays() {
    int seeds = Integer.getInteger("streams", 6);
    System.out.println("limit streams: seeds 1 to " + seeds + ", one alone by -Dseed=N");
    Seeded.cases(seeds, random -> new Stream(random).run());
  }

  /** A tender in a step: when it was by the clock, when it really was, what still counts of it. */
  private static final class Paid {
    final int step;
    final long real;
    final SaleId sale;
    long amount;

    Paid(int step, long real, long amount) {
      this.step = step;
      this.real = real;
      this.sale = new SaleId("till-01", 1, step);
      this.amount = amount;
    }
  }

  private final class Stream {
    private final RandomGenerator random;
    private final TestClock clock = new TestClock("2025-01-01T00:00:00Z");
    private final List<Paid> all = new ArrayList<>();
    private final TreeMap<Integer, Long> entries = new TreeMap<>(); // step, when it really was
    private final Map<Integer, Long> walls = new HashMap<>();
    private final List<Integer> setForward = new ArrayList<>();
    private final List<Integer> setBack = new ArrayList<>();
    private long real;
    private long off;

    Stream(RandomGenerator random) {
      this.random = random;
      // Around the last Sunday of March, or of October.
      String begin = random.nextBoolean() ? "2025-03-28T06:00:00Z" : "2025-10-24T06:00:00Z";
      this.real = Instant.parse(begin).toEpochMilli();
    }

    void run() {
      Limit limit = Limit.of("day", Limit.Per.TILL, Money.ofMinor(1, GBP), Duration.ofMillis(DAY));
      try (Database database = Database.sqlite(dir.resolve("till" + ++journals + ".db"));
          Journal journal = Journal.open(database, "till-01", clock)) {
        journal.follow(Limits.follower());
        Limits limits = Limits.over(journal, List.of(limit), SharedLimits.none(), SOON);
        for (int step = 1; step <= 60; step++) {
          tick(step);
          if (random.nextInt(6) < 4) {
            Paid paid = new Paid(step, real, random.nextInt(1, 1_000));
            journal.append(tendered(paid), SOON);
            all.add(paid);
            moved(step);
          } else if (random.nextBoolean() && !all.isEmpty()) {
            remove(all.get(random.nextInt(all.size())), step, journal);
          }
          long now = clock.instant().toEpochMilli();
          long sum = limits.spent(limit, "till", now).minor();
          assertThat(sum).as("step %d, a recount", step).isEqualTo(recount(now));
          assertThat(sum)
              .as("step %d, what is young and saw no clock set forward", step)
              .isGreaterThanOrEqualTo(certainly());
          assertThat(sum)
              .as("step %d, what may be young, as far as the clock tells", step)
              .isLessThanOrEqualTo(perhaps());
        }
      }
    }

    /** Time passes, and somebody or daylight saving may set the clock. */
    private void tick(int step) {
      long before = real;
      Instant was = wall();
      real += passes();
      if (random.nextInt(8) == 0) {
        long[] by = {30_000, 110_000, STILL, STILL + 1, 3_600_000, 3 * DAY, 400 * DAY};
        long one = by[random.nextInt(by.length)];
        off = off != 0 && random.nextBoolean() ? 0 : off + (random.nextBoolean() ? one : -one);
      }
      Instant now = wall();
      long set = Duration.between(was, now).toMillis() - (real - before);
      if (set > 0) {
        setForward.add(step);
      } else if (set < 0) {
        setBack.add(step);
      }
      clock.move(Duration.between(clock.instant(), now));
    }

    /** Often to the edge of a tender's day, or a millisecond beside it. */
    private long passes() {
      long edge = all.isEmpty() ? 0 : all.get(random.nextInt(all.size())).real + DAY - real;
      long beside = edge - 1 + random.nextInt(3);
      return switch (random.nextInt(4)) {
        case 0 -> 0;
        case 1 -> random.nextLong(600_000);
        case 2 -> random.nextLong(DAY / 2);
        default -> Math.max(0, beside);
      };
    }

    /** A clock that shows London's time and is read as if it was of Greenwich. */
    private Instant wall() {
      return LocalDateTime.ofInstant(Instant.ofEpochMilli(real), LONDON)
          .toInstant(ZoneOffset.UTC)
          .plusMillis(off);
    }

    private void moved(int step) {
      entries.put(step, real);
      walls.put(step, clock.instant().toEpochMilli());
    }

    private void remove(Paid paid, int step, Journal journal) {
      if (paid.amount > 0) {
        journal.append(
            SaleEvents.toDraft(new SaleEvent.TenderRemoved(paid.sale, paid.sale + "/pay")), SOON);
        paid.amount = 0;
        moved(step);
      }
    }

    /** By docs/risk.md, from the first entry on: the time of what slides never goes back. */
    private long recount(long now) {
      Map<Integer, Long> times = new HashMap<>();
      long latest = 0;
      long ahead = 0;
      for (int step : entries.keySet()) {
        long told = walls.getOrDefault(step, 0L) + ahead;
        if (told < latest - STILL) {
          ahead += latest - told;
        }
        latest = Math.max(latest, told);
        times.put(step, latest);
      }
      long asked = Math.max(latest, now + ahead);
      long sum = 0;
      for (Paid paid : all) {
        sum += times.getOrDefault(paid.step, 0L) > asked - DAY ? paid.amount : 0;
      }
      return sum;
    }

    private long certainly() {
      return all.stream()
          .filter(it -> real - it.real < DAY)
          .filter(it -> setForward.stream().noneMatch(step -> step > it.step))
          .mapToLong(it -> it.amount)
          .sum();
    }

    /** Each time a clock is set back, what passed between two entries is not known. */
    private long perhaps() {
      long sum = 0;
      for (Paid paid : all) {
        long unknown = STILL;
        for (int step : setBack) {
          if (step > paid.step) {
            Map.Entry<Integer, Long> next = entries.ceilingEntry(step);
            long until = next == null ? real : next.getValue();
            unknown += STILL + until - entries.lowerEntry(step).getValue();
          }
        }
        sum += real - paid.real < DAY + unknown ? paid.amount : 0;
      }
      return sum;
    }
  }

  private static List<Draft> tendered(Paid paid) {
    ProtectedCard card =
        new ProtectedCard(
            new CardToken("t-1"), new MaskedPan("************1111"), "k", EntryMode.CHIP);
    Money amount = Money.ofMinor(paid.amount, GBP);
    TenderLine line = TenderLine.card(amount, paid.sale + "/pay", card, "A1");
    return List.of(
        SaleEvents.toDraft(new SaleEvent.Opened(paid.sale, SaleKind.SALE, "ann", GBP, "", null)),
        SaleEvents.toDraft(new SaleEvent.Tendered(paid.sale, line)));
  }
}
