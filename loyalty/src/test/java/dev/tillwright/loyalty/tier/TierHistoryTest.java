package dev.tillwright.loyalty.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.loyalty.ledger.Counts;
import dev.tillwright.loyalty.ledger.Qualifying;
import dev.tillwright.loyalty.program.TierPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row E8: thresholds at their edges, windows, grace, and a naive count hour by hour. */
class TierHistoryTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Instant MARCH = Instant.parse("2025-03-05T10:00:00Z");
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);

  private static TierPlan plan(
      TierPlan.Measure by,
      TierPlan.Window.Type type,
      Period length,
      Period grace,
      TierPlan.Down down,
      TierPlan.Reached reached) {
    return new TierPlan(
        by,
        new TierPlan.Window(type, length),
        reached,
        grace,
        down,
        "BASIC",
        List.of(
            new TierPlan.Level("SILVER", 100, Map.of(), List.of()),
            new TierPlan.Level("GOLD", 200, Map.of(), List.of()),
            new TierPlan.Level("BLACK", 300, Map.of(), List.of())));
  }

  private static TierPlan year(Period grace, TierPlan.Down down) {
    return plan(
        TierPlan.Measure.POINTS,
        TierPlan.Window.Type.CALENDAR_YEAR,
        Period.ZERO,
        grace,
        down,
        TierPlan.Reached.SPLIT);
  }

  private static Qualifying points(Instant at, long points) {
    return new Qualifying(at, at, new Counts(0, points, 0));
  }

  private static Standing at(TierPlan plan, List<Qualifying> rows, Instant at) {
    return TierHistory.of(plan, LONDON, rows, at).standing();
  }

  @ParameterizedTest
  @EnumSource(TierPlan.Measure.class)
  void threshold_isReachedByJustThisMuch_notByOneLess(TierPlan.Measure by) {
    TierPlan plan =
        plan(
            by,
            TierPlan.Window.Type.CALENDAR_YEAR,
            Period.ZERO,
            Period.ZERO,
            TierPlan.Down.BALANCE,
            TierPlan.Reached.BEFORE);
    Map.of(
            99L, "BASIC", 100L, "SILVER", 101L, "SILVER", 199L, "SILVER", 200L, "GOLD", 300L,
            "BLACK")
        .forEach(
            (amount, tier) -> {
              Counts counts =
                  switch (by) {
                    case SPEND -> new Counts(amount, 0, 0);
                    case POINTS -> new Counts(0, amount, 0);
                    case VISITS -> new Counts(0, 0, amount);
                  };
              List<Qualifying> rows = List.of(new Qualifying(MARCH, MARCH, counts));
              assertThat(at(plan, rows, MARCH).tier()).as("%s by %s", amount, by).isEqualTo(tier);
              assertThat(at(plan, rows, MARCH.minusMillis(1)).tier()).isEqualTo("BASIC");
            });
  }

  @Test
  void standing_saysWhatIsMissing_andUntilWhenTheTierIsKept() {
    TierPlan plan = year(Period.ofMonths(1), TierPlan.Down.BALANCE);
    List<Qualifying> rows = List.of(points(MARCH, 150));
    Standing now = at(plan, rows, MARCH);
    assertThat(now.above())
        .containsExactly(new Standing.Reach("GOLD", 50), new Standing.Reach("BLACK", 150));
    assertThat(now.until()).isEmpty();
    Standing january = at(plan, rows, Instant.parse("2026-01-15T00:00:00Z"));
    assertThat(january.tier()).isEqualTo("SILVER");
    assertThat(january.counted()).isZero();
    assertThat(january.until()).contains(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(at(plan, rows, Instant.parse("2026-01-31T23:59:59.999Z")).tier())
        .isEqualTo("SILVER");
    assertThat(at(plan, rows, Instant.parse("2026-02-01T00:00:00Z")).tier()).isEqualTo("BASIC");
    assertThat(at(plan, List.of(points(MARCH, 300)), MARCH).above()).isEmpty();
  }

  @Test
  void downgrade_goesStepByStep_orToWhatIsDeserved() {
    List<Qualifying> rows =
        List.of(points(MARCH, 300), points(Instant.parse("2026-01-10T00:00:00Z"), 100));
    assertThat(
            TierHistory.of(
                    year(Period.ofMonths(1), TierPlan.Down.STEP),
                    LONDON,
                    rows,
                    Instant.parse("2026-12-31T00:00:00Z"))
                .changes())
        .extracting(change -> change.at() + " " + change.to())
        .containsExactly(
            "2025-03-05T10:00:00Z BLACK",
            "2026-02-01T00:00:00Z GOLD",
            "2026-03-01T00:00:00Z SILVER");
    assertThat(
            TierHistory.of(
                    year(Period.ofMonths(1), TierPlan.Down.BALANCE),
                    LONDON,
                    rows,
                    Instant.parse("2026-12-31T00:00:00Z"))
                .changes())
        .extracting(change -> change.at() + " " + change.to() + " " + change.up())
        .containsExactly("2025-03-05T10:00:00Z BLACK true", "2026-02-01T00:00:00Z SILVER false");
  }

  @Test
  void returns_takeWhatCountedBack_fromTheWindowOfTheirSale() {
    Instant december = Instant.parse("2025-12-30T10:00:00Z");
    Instant january = Instant.parse("2026-01-02T10:00:00Z");
    List<Qualifying> rows =
        List.of(
            points(december, 120),
            points(january, 100),
            new Qualifying(december, january.plusSeconds(60), new Counts(0, -120, 0)));
    TierPlan plan = year(Period.ZERO, TierPlan.Down.BALANCE);
    assertThat(at(plan, rows, january.plusSeconds(60)).counted())
        .as("the old year's return takes nothing from the new year")
        .isEqualTo(100);
    List<Qualifying> same =
        List.of(
            points(january, 100),
            new Qualifying(january, january.plusSeconds(60), new Counts(0, -1, 0)));
    assertThat(at(plan, same, january.plusSeconds(59)).tier()).isEqualTo("SILVER");
    assertThat(at(plan, same, january.plusSeconds(60)).tier()).isEqualTo("BASIC");
  }

  @Test
  void rollingWindow_letsGoAtItsEnd_andAnniversaryBeginsWithTheFirstSale() {
    TierPlan rolling =
        plan(
            TierPlan.Measure.POINTS,
            TierPlan.Window.Type.ROLLING,
            Period.ofDays(30),
            Period.ZERO,
            TierPlan.Down.BALANCE,
            TierPlan.Reached.BEFORE);
    List<Qualifying> rows = List.of(points(MARCH, 100));
    // The clocks go forward in between: thirty days by the calendar are an hour less.
    Instant end = Instant.parse("2025-04-04T09:00:00Z");
    assertThat(at(rolling, rows, end.minusMillis(1)).tier()).isEqualTo("SILVER");
    assertThat(at(rolling, rows, end).tier()).isEqualTo("BASIC");
    TierPlan anniversary =
        plan(
            TierPlan.Measure.POINTS,
            TierPlan.Window.Type.ANNIVERSARY,
            Period.ZERO,
            Period.ZERO,
            TierPlan.Down.BALANCE,
            TierPlan.Reached.BEFORE);
    List<Qualifying> leap =
        List.of(
            points(Instant.parse("2024-02-29T12:00:00Z"), 60),
            points(Instant.parse("2025-02-27T23:59:59Z"), 40));
    assertThat(at(anniversary, leap, Instant.parse("2025-02-27T23:59:59Z")).tier())
        .isEqualTo("SILVER");
    assertThat(at(anniversary, leap, Instant.parse("2025-02-28T00:00:00Z")).counted()).isZero();
  }

  /** In Asuncion the clock skipped the first hour of October 2017. */
  @Test
  void aPeriod_endsAtMidnight_alsoWhenItBeganAfterAGap() {
    TierPlan month =
        plan(
            TierPlan.Measure.POINTS,
            TierPlan.Window.Type.CALENDAR_MONTH,
            Period.ZERO,
            Period.ZERO,
            TierPlan.Down.BALANCE,
            TierPlan.Reached.BEFORE);
    List<Qualifying> rows = List.of(points(Instant.parse("2017-10-05T10:00:00Z"), 100));
    Instant end = Instant.parse("2017-12-01T00:00:00Z");
    assertThat(TierHistory.of(month, ZoneId.of("America/Asuncion"), rows, end).changes())
        .extracting(change -> change.at() + " " + change.to())
        .containsExactly("2017-10-05T10:00:00Z SILVER", "2017-11-01T03:00:00Z BASIC");
  }

  /** A cost that grows with the square of the rows would keep this one for a quarter of an hour. */
  @Test
  void twentyThousandSales_areFoldedAtOnce() {
    TierPlan rolling =
        plan(
            TierPlan.Measure.POINTS,
            TierPlan.Window.Type.ROLLING,
            Period.ofDays(30),
            Period.ZERO,
            TierPlan.Down.BALANCE,
            TierPlan.Reached.BEFORE);
    List<Qualifying> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(points(MARCH.plus(Duration.ofHours(i)), 1));
    }
    Instant last = rows.get(rows.size() - 1).at();
    assertThat(at(rolling, rows, last).counted()).isEqualTo(720);
    assertThat(TierHistory.of(rolling, LONDON, rows, last.plus(Duration.ofDays(40))).changes())
        .extracting(change -> change.to())
        .containsExactly("SILVER", "GOLD", "BLACK", "GOLD", "SILVER", "BASIC");
  }

  @Test
  void randomHistories_areThoseCountedHourByHour_inAnyOrderOfTheirRows() {
    System.out.println("tiers: seed " + SEED);
    for (int number = 0; number < 20; number++) {
      SplittableRandom random = new SplittableRandom(SEED + number);
      TierPlan.Window.Type type =
          TierPlan.Window.Type.values()[random.nextInt(TierPlan.Window.Type.values().length)];
      TierPlan plan =
          plan(
              TierPlan.Measure.POINTS,
              type,
              type == TierPlan.Window.Type.ROLLING
                  ? Period.ofDays(20 + random.nextInt(60))
                  : Period.ZERO,
              Period.ofDays(random.nextInt(3) * 17),
              TierPlan.Down.values()[random.nextInt(2)],
              TierPlan.Reached.BEFORE);
      List<Qualifying> rows = rows(random);
      Instant from = Instant.parse("2025-01-01T00:00:00Z");
      NaiveTier naive = new NaiveTier(plan, rows);
      List<String> changes = new ArrayList<>();
      for (int hour = 0; hour < 24 * 500; hour++) {
        naive.tick(from.plus(Duration.ofHours(hour)), changes);
      }
      List<Qualifying> turned = new ArrayList<>(rows);
      Collections.reverse(turned);
      Instant end = from.plus(Duration.ofHours(24 * 500 - 1));
      assertThat(TierHistory.of(plan, LONDON, turned, end).changes())
          .extracting(change -> change.at() + " " + change.to())
          .as("number %s of seed %s", number, SEED)
          .containsExactlyElementsOf(changes);
    }
  }

  private static List<Qualifying> rows(SplittableRandom random) {
    Instant from = Instant.parse("2025-01-01T00:00:00Z");
    List<Qualifying> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Instant at = from.plus(Duration.ofHours(random.nextInt(24 * 400)));
      long points = 10 + random.nextInt(150);
      rows.add(points(at, points));
      if (random.nextInt(4) == 0) {
        Instant back = at.plus(Duration.ofHours(1 + random.nextInt(24 * 40)));
        rows.add(new Qualifying(at, back, new Counts(0, -random.nextInt((int) points), 0)));
      }
    }
    return rows;
  }

  /** Looks at every hour whether something is to be done. */
  private static final class NaiveTier {
    private final TierPlan plan;
    private final List<Row> rows;
    private final LocalDate first;
    private int level;
    private Instant below = Instant.MAX;

    NaiveTier(TierPlan plan, List<Qualifying> rows) {
      this.plan = plan;
      this.rows = rows.stream().map(this::row).toList();
      this.first = this.rows.stream().map(Row::day).min(LocalDate::compareTo).orElseThrow();
    }

    private record Row(Instant at, LocalDate day, Instant end, long points) {}

    private Row row(Qualifying it) {
      Instant end = it.counts().atZone(LONDON).plus(plan.window().length()).toInstant();
      LocalDate day = it.counts().atZone(LONDON).toLocalDate();
      return new Row(it.at(), day, end, it.amounts().points());
    }

    void tick(Instant now, List<String> changes) {
      int before = deserved(now.minusMillis(1));
      while (!below.equals(Instant.MAX) && !grace().isAfter(now)) {
        Instant at = grace();
        level = plan.down() == TierPlan.Down.STEP ? level - 1 : before;
        changes.add(at + " " + plan.id(level));
        below = level > before ? at : Instant.MAX;
      }
      int deserved = deserved(now);
      if (deserved > level) {
        level = deserved;
        changes.add(now + " " + plan.id(level));
      }
      if (deserved >= level) {
        below = Instant.MAX;
      } else if (below.equals(Instant.MAX)) {
        below = now;
        if (plan.grace().isZero()) {
          while (level > deserved) {
            level = plan.down() == TierPlan.Down.STEP ? level - 1 : deserved;
            changes.add(now + " " + plan.id(level));
          }
          below = Instant.MAX;
        }
      }
    }

    private Instant grace() {
      return below.atZone(LONDON).plus(plan.grace()).toInstant();
    }

    private int deserved(Instant now) {
      LocalDate today = now.atZone(LONDON).toLocalDate();
      long sum =
          rows.stream()
              .filter(row -> !row.at().isAfter(now) && counts(row, now, today))
              .mapToLong(Row::points)
              .sum();
      return (int) IntStream.of(100, 200, 300).filter(from -> sum >= from).count();
    }

    private boolean counts(Row row, Instant now, LocalDate today) {
      LocalDate then = row.day();
      return switch (plan.window().type()) {
        case CALENDAR_YEAR -> then.getYear() == today.getYear();
        case CALENDAR_MONTH ->
            then.getYear() == today.getYear() && then.getMonth() == today.getMonth();
        case CALENDAR_QUARTER ->
            then.getYear() == today.getYear()
                && (then.getMonthValue() - 1) / 3 == (today.getMonthValue() - 1) / 3;
        case ROLLING -> row.end().isAfter(now);
        case ANNIVERSARY ->
            Period.between(first, then).getYears() == Period.between(first, today).getYears();
      };
    }
  }
}
