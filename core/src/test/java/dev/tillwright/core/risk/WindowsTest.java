package dev.tillwright.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.risk.rule.Condition;
import dev.tillwright.core.risk.rule.Dimension;
import dev.tillwright.core.risk.rule.Measure;
import dev.tillwright.core.risk.rule.RiskRule;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.RiskRulesBuilder;
import dev.tillwright.core.risk.rule.RuleOutcome;
import dev.tillwright.core.risk.rule.Tally;
import dev.tillwright.core.risk.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row C3: sliding windows, exact at their edges, against a naive recount. */
class WindowsTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  static RiskRules rules(Measure... measures) {
    RiskRulesBuilder set = RiskRules.builder("test", 1, ZoneId.of("Europe/London"), GBP).approved();
    for (Measure measure : measures) {
      set.measure(measure);
    }
    return set.rule(
            new RiskRule(
                "any",
                1,
                RiskRule.Status.APPROVED,
                Set.of(ActKind.DRAWER),
                Condition.always(),
                RuleOutcome.REVIEW,
                Set.of(),
                "any"))
        .build();
  }

  private static Measure measure(String id, Duration over, Dimension... by) {
    return new Measure(id, Set.of(by), over, Set.of(ActKind.TENDER), Condition.always());
  }

  private static Act tender(Instant at, String card, String operator, long amount) {
    return Act.of(ActKind.TENDER, at, "till-1", operator, new Money(amount, GBP))
        .card(card.isEmpty() ? null : card)
        .build();
  }

  @Test
  void anActExactlyAsOldAsTheWindow_hasLeft_andOneMillisecondYounger_isIn() {
    Windows windows = new Windows(rules(measure("m", Duration.ofHours(1), Dimension.CARD)));
    Instant start = Instant.parse("2025-03-30T00:30:00Z"); // the clocks of London go forward at 1
    windows.add(tender(start, "c", "ann", 500));

    Instant edge = start.plus(Duration.ofHours(1));
    assertThat(windows.with("m", tender(edge.minusMillis(1), "c", "ann", 1)))
        .isEqualTo(new Tally(2, 501));
    assertThat(windows.with("m", tender(edge, "c", "ann", 1))).isEqualTo(new Tally(1, 1));
    // The look at the edge was only a look: an earlier one sees what it saw.
    assertThat(windows.with("m", tender(edge.minusMillis(1), "c", "ann", 1)))
        .isEqualTo(new Tally(2, 501));
  }

  @Test
  void anActWithoutTheKey_isNotCounted_andKeysAreNotMixedUp() {
    Windows windows =
        new Windows(rules(measure("m", Duration.ofHours(1), Dimension.CARD, Dimension.OPERATOR)));
    Instant at = Instant.parse("2025-03-03T10:00:00Z");
    windows.add(tender(at, "", "ann", 100));
    windows.add(tender(at, "a", "bc", 200));
    windows.add(tender(at, "ab", "c", 300));

    assertThat(windows.with("m", tender(at, "", "ann", 1))).isEqualTo(Tally.NONE);
    assertThat(windows.with("m", tender(at, "a", "bc", 1)).sum()).isEqualTo(201);
    assertThat(windows.with("m", tender(at, "ab", "c", 1)).sum()).isEqualTo(301);
    assertThat(windows.held()).isEqualTo(2);
  }

  @Test
  void aWindowThatIsFull_letsTheOldestGo_andSaysSo() {
    Windows windows = new Windows(rules(measure("m", Duration.ofHours(1), Dimension.DEVICE)), 3);
    Instant at = Instant.parse("2025-03-03T10:00:00Z");
    for (int i = 1; i <= 5; i++) {
      windows.add(tender(at.plusSeconds(i), "c", "ann", i));
    }

    assertThat(windows.held()).isEqualTo(3);
    assertThat(windows.dropped()).isEqualTo(2);
    assertThat(windows.with("m", tender(at.plusSeconds(6), "c", "ann", 0)))
        .isEqualTo(new Tally(4, 3 + 4 + 5));
  }

  @Test
  void keysOfWhichNothingIsLeft_areForgotten() {
    Windows windows = new Windows(rules(measure("m", Duration.ofMinutes(1), Dimension.CARD)));
    Instant at = Instant.parse("2025-03-03T10:00:00Z");
    for (int i = 0; i < 10_000; i++) {
      windows.add(tender(at.plusSeconds(i), "card-" + i, "ann", 1));
    }
    assertThat(windows.keys()).isEqualTo(60);
    assertThat(windows.held()).isEqualTo(60);
  }

  @Test
  void randomStreams_withClockStepsAndSummerTime_areWhatANaiveRecountSays() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("windows: -Dseed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      stream(new Random(random.nextLong()), 400);
    }
  }

  /** An act as the naive recount keeps it. */
  private record Kept(long told, String card, String operator, long amount) {}

  private static void stream(Random random, int length) {
    Duration[] lengths = {
      Duration.ofSeconds(1 + random.nextInt(90)),
      Duration.ofMinutes(1 + random.nextInt(90)),
      Duration.ofHours(1 + random.nextInt(40)),
    };
    Windows windows =
        new Windows(
            rules(
                measure("short", lengths[0], Dimension.CARD),
                measure("middle", lengths[1], Dimension.CARD, Dimension.OPERATOR),
                measure("long", lengths[2], Dimension.OPERATOR)));
    List<Kept> all = new ArrayList<>();
    // Begins before the clocks of London change, in spring or in autumn.
    Instant wall =
        Instant.parse(random.nextBoolean() ? "2025-03-29T22:00:00Z" : "2025-10-25T22:00:00Z");
    long[] clock = {Long.MIN_VALUE, 0};
    for (int i = 0; i < length; i++) {
      wall = wall.plus(step(random, lengths));
      Act act =
          tender(
              wall,
              random.nextInt(10) == 0 ? "" : "card-" + random.nextInt(4),
              "op-" + random.nextInt(3),
              random.nextInt(20_000));
      long now = told(clock.clone(), wall);
      check(windows, all, act, now, "short", lengths[0], true, false);
      check(windows, all, act, now, "middle", lengths[1], true, true);
      check(windows, all, act, now, "long", lengths[2], false, true);
      if (random.nextInt(5) > 0) { // else it was refused, and did not happen
        windows.add(act);
        told(clock, wall);
        all.add(new Kept(clock[0], act.card().orElse(""), act.operator(), act.amount().minor()));
      }
    }
  }

  /** Mostly forward, often exactly to an edge; a clock that is set, a little or by hours. */
  private static Duration step(Random random, Duration[] lengths) {
    return switch (random.nextInt(20)) {
      case 0 -> Duration.ofHours(random.nextInt(5) - 2L);
      case 1 -> Duration.ofSeconds(random.nextInt(240) - 120L);
      case 2, 3, 4 -> lengths[random.nextInt(3)];
      case 5, 6 -> Duration.ZERO;
      default -> Duration.ofSeconds(random.nextInt(120));
    };
  }

  /** The time of acts, as docs/risk.md tells it; changes the clock that it is given. */
  private static long told(long[] clock, Instant wall) {
    long time = wall.toEpochMilli() + clock[1];
    if (clock[0] != Long.MIN_VALUE && time < clock[0]) {
      if (clock[0] - time > 120_000) {
        clock[1] += clock[0] - time;
      }
      return clock[0];
    }
    clock[0] = time;
    return time;
  }

  private static void check(
      Windows windows,
      List<Kept> all,
      Act act,
      long now,
      String measure,
      Duration over,
      boolean byCard,
      boolean byOperator) {
    long count = 0;
    long sum = 0;
    if (!byCard || act.card().isPresent()) {
      for (Kept kept : all) {
        boolean same =
            (!byCard || kept.card().equals(act.card().orElse("")))
                && (!byOperator || Objects.equals(kept.operator(), act.operator()));
        if (same && kept.told() > now - over.toMillis()) {
          count++;
          sum += kept.amount();
        }
      }
      count++;
      sum += act.amount().minor();
    }
    assertThat(windows.with(measure, act)).as(measure).isEqualTo(new Tally(count, sum));
  }

  @Test
  void eachAct_costsTheSameSteps_howeverManyThereAre() {
    long small = steps(2_000);
    long large = steps(20_000);
    // In once, looked at once, out at most once.
    assertThat(small).isLessThanOrEqualTo(3 * 2_000);
    assertThat(large).isLessThanOrEqualTo(3 * 20_000);
  }

  private static long steps(int acts) {
    Windows windows = new Windows(rules(measure("m", Duration.ofHours(1), Dimension.CARD)));
    Instant at = Instant.parse("2025-03-03T10:00:00Z");
    for (int i = 0; i < acts; i++) {
      Act act = tender(at.plusSeconds(i * 20L), "card-" + i % 7, "ann", 1);
      windows.with("m", act);
      windows.add(act);
    }
    return windows.steps();
  }
}
