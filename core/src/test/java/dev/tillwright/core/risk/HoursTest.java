package dev.tillwright.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.risk.rule.Condition;
import dev.tillwright.core.risk.rule.Looks;
import dev.tillwright.core.risk.rule.RiskRules;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Currency;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row C3: out of hours, in a named zone, also when its clocks change. */
class HoursTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  /** Summer time of London in 2025, as the tz database has it, in minutes since 1970. */
  private static final long SUMMER = Instant.parse("2025-03-30T01:00:00Z").getEpochSecond() / 60;

  private static final long WINTER = Instant.parse("2025-10-26T01:00:00Z").getEpochSecond() / 60;

  private final RiskRules rules = WindowsTest.rules();

  @Test
  void hours_areThoseOfTheWall_minuteByMinute_throughBothChanges() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("hours: -Dseed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 6; round++) {
      Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
      for (DayOfWeek day : DayOfWeek.values()) {
        if (random.nextBoolean()) {
          days.add(day);
        }
      }
      days.add(DayOfWeek.SUNDAY); // on which clocks change
      int from = random.nextInt(1_440);
      int to = random.nextInt(1_440);
      for (long change : new long[] {SUMMER, WINTER}) {
        for (long minute = change - 2_000; minute < change + 2_000; minute++) {
          boolean holds = holds(days, from, to, minute);
          if (holds != naive(days, from, to, minute)) {
            assertThat(holds)
                .as("%s %d-%d at %s", days, from, to, Instant.ofEpochSecond(minute * 60))
                .isEqualTo(!holds);
          }
        }
      }
    }
  }

  private boolean holds(Set<DayOfWeek> days, int from, int to, long minute) {
    Condition hours = new Condition.Hours(days, time(from), time(to));
    Act act =
        Act.of(ActKind.REFUND, Instant.ofEpochSecond(minute * 60), "till-1", "ann", Money.zero(GBP))
            .build();
    return hours.holds(act, rules.grounds(), Looks.NONE);
  }

  private static LocalTime time(int minute) {
    return LocalTime.of(minute / 60, minute % 60);
  }

  /** By counting minutes: 1970 began on a Thursday. */
  private static boolean naive(Set<DayOfWeek> days, int from, int to, long utc) {
    long local = utc >= SUMMER && utc < WINTER ? utc + 60 : utc;
    int minute = (int) (local % 1_440);
    DayOfWeek today = DayOfWeek.of((int) ((local / 1_440 + 3) % 7) + 1);
    if (from < to) {
      return days.contains(today) && minute >= from && minute < to;
    }
    boolean begunToday = days.contains(today) && minute >= from;
    boolean begunYesterday = days.contains(today.minus(1)) && minute < to;
    return begunToday || begunYesterday;
  }
}
