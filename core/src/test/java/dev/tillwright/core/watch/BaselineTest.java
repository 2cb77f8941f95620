package dev.tillwright.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.watch.Baseline.Measure;
import dev.tillwright.core.watch.Silence.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 3, 3);

  private final Baseline baseline = new Baseline(ZoneOffset.UTC, 10_000);

  private static Instant at(int day, int hour) {
    return FIRST.plusDays(day).atTime(hour, 5).toInstant(ZoneOffset.UTC);
  }

  private void seen(String operator, Measure measure, int day, int hour, long times) {
    baseline.seen(Kind.OPERATOR, operator, measure, at(day, hour), times);
  }

  @Test
  void aDayUnlikeItsHistory_isNamed_andTheOthersAreNot() {
    Random random = new Random(3);
    for (int day = 0; day < 20; day++) {
      for (int hour = 9; hour < 18; hour++) {
        seen("ann", Measure.SALES, day, hour, 8 + random.nextInt(5));
        seen("bob", Measure.SALES, day, hour, 8 + random.nextInt(5));
      }
    }
    seen("ann", Measure.TAKEN_BACK, 4, 11, 1);
    seen("bob", Measure.TAKEN_BACK, 15, 17, 5);
    assertThat(baseline.unusual(FIRST.plusDays(15)))
        .extracting(Finding::subject)
        .containsExactlyInAnyOrder(
            "OPERATOR bob TAKEN_BACK 2025-03-18", "OPERATOR bob TAKEN_BACK 2025-03-18 17h");
    assertThat(baseline.unusual(FIRST.plusDays(4))).isEmpty();
    assertThat(baseline.score(Kind.OPERATOR, "bob", Measure.TAKEN_BACK, FIRST.plusDays(15)))
        .isGreaterThanOrEqualTo(6);
  }

  @Test
  void aFewDays_areNoHistory() {
    for (int day = 0; day < 6; day++) {
      seen("new", Measure.SALES, day, 10, 1);
    }
    seen("new", Measure.SALES, 6, 10, 500);
    assertThat(baseline.unusual(FIRST.plusDays(6))).isEmpty();
  }

  @Test
  void whoDoesSoEachDay_isHisOwnHistory() {
    for (int day = 0; day < 20; day++) {
      seen("thief", Measure.SALES, day, 10, 20);
      seen("thief", Measure.TAKEN_BACK, day, 10, 4);
    }
    assertThat(baseline.unusual(FIRST.plusDays(10))).isEmpty();
  }

  @Test
  void whatWasLearned_isNotLearnedAgain() {
    JournalFacts facts = new JournalFacts();
    Baseline once = new Baseline(ZoneOffset.UTC, 10_000);
    Baseline often = new Baseline(ZoneOffset.UTC, 10_000);
    for (int day = 0; day < 12; day++) {
      for (int n = 0; n < (day == 10 ? 40 : 2 + day % 3); n++) {
        long seq = day * 100L + n + 1;
        String payload =
            "{\"sale\":\"till-1.1."
                + seq
                + "\",\"kind\":\"SALE\",\"operator\":\"ann\",\"total\":100}";
        facts.apply(new Entry("till-1", 1, seq, at(day, 10), "sale.completed", payload, "", ""));
      }
      often.learn(facts); // a till learns each evening from all that it has
    }
    once.learn(facts);
    assertThat(once.unusual(FIRST.plusDays(10))).isNotEmpty();
    for (int day = 0; day < 12; day++) {
      assertThat(often.score(Kind.TERMINAL, "till-1", Measure.SALES, FIRST.plusDays(day)))
          .isEqualTo(once.score(Kind.TERMINAL, "till-1", Measure.SALES, FIRST.plusDays(day)));
    }
  }

  @Test
  void memory_isBounded() {
    Baseline small = new Baseline(ZoneOffset.UTC, 30);
    for (int who = 0; who < 500; who++) {
      small.seen(Kind.CARD, "tok-" + who, Measure.SALES, at(who % 90, 9), 1);
    }
    assertThat(small.size()).isEqualTo(30);
  }
}
