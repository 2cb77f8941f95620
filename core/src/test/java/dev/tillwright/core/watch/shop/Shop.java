package dev.tillwright.core.watch.shop;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.watch.CashCount;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.HighWater;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Random;

/**
 * Simulates days of a shop. The day is cut at 15:00 in the middle of business, so that both sides
 * of a cut are tried.
 *
 * @param seed repeats the same shop
 * @param tills how many
 * @param days how many
 * @param sales about so many for each till and day
 * @param rate of each kind of fault, for one payment or deed; 0 for an honest shop
 */
public record Shop(long seed, int tills, int days, int sales, double rate) {
  static final Currency GBP = Currency.getInstance("GBP");
  private static final Instant FIRST_DAY = Instant.parse("2025-03-03T00:00:00Z");

  /** So much more often things happen to a till or a day than to one payment. */
  private static final double ONCE_A_DAY = 10;

  /** Runs it. */
  public World run() {
    World world = new World();
    Random random = new Random(seed);
    world.from = FIRST_DAY;
    world.now = FIRST_DAY.plus(Duration.ofDays(days + 2L));
    String skimmer = "op-" + random.nextInt(2 * tills);
    for (int till = 1; till <= tills; till++) {
      Lane lane = new Lane(world, "till-" + till, new Random(random.nextLong()), rate, skimmer);
      lane.open(FIRST_DAY.plus(Duration.ofHours(7)));
      for (int day = 0; day < days; day++) {
        Instant midnight = FIRST_DAY.plus(Duration.ofDays(day));
        lane.day(midnight, sales, "op-" + random.nextInt(2 * tills));
        count(world, random, lane.terminal(), day + 1, midnight);
      }
      lane.finish(FIRST_DAY.plus(Duration.ofDays(days)));
    }
    world.sort();
    ship(world, random);
    return world;
  }

  private void count(World world, Random random, String terminal, int day, Instant midnight) {
    long expected = 20_000 + random.nextInt(80_000);
    boolean taken = random.nextDouble() < rate * ONCE_A_DAY;
    long off = taken ? -(1_000 + random.nextInt(4_000)) : random.nextInt(801) - 400;
    int opened = 20 + random.nextInt(30);
    world.counts.add(
        new CashCount(
            terminal,
            day,
            midnight.plus(Duration.ofHours(23)),
            Money.ofMinor(expected, GBP),
            Money.ofMinor(expected + off, GBP),
            opened,
            opened + (taken && random.nextBoolean() ? 1 : 0)));
    if (taken) {
      world.must("cash taken", Detector.S13, terminal, "day " + day);
    }
  }

  private void ship(World world, Random random) {
    world.rows.forEach(
        (terminal, rows) -> {
          boolean stopped = random.nextDouble() < rate * ONCE_A_DAY;
          long seq = stopped ? rows.size() * 3L / 5 : rows.size();
          world.marks.add(new HighWater(terminal, seq, world.now.minus(Duration.ofHours(1))));
          if (stopped) {
            world.must("shipping stopped", Detector.S4, terminal, "entries from");
          }
        });
  }
}
