package dev.tillwright.core.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.payment.Course.Step;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * What an attempt at a terminal needs: it is asked, never sent again, and trusted while it knows.
 */
class TerminalCourseTest {
  private static final HostCapabilities TERMINAL =
      HostCapabilities.of(
              HostCapability.AT_TERMINAL,
              HostCapability.STATUS_QUERY,
              HostCapability.DEDUPLICATION,
              HostCapability.REVERSAL)
          .remembering(Duration.ofDays(1));

  private static Step next(AttemptState state, AttemptKind kind, Duration later, boolean asked) {
    Attempt attempt = Samples.in(state, kind);
    Instant now = attempt.intent().at().plus(later);
    return Course.next(attempt, TERMINAL, now, asked);
  }

  @Test
  void whatIsUnknown_isAskedAbout_andNeitherUndoneNorSentAgain() {
    for (AttemptKind kind : new AttemptKind[] {AttemptKind.PURCHASE, AttemptKind.REFUND}) {
      Duration soon = Duration.ofMinutes(1);
      assertThat(next(AttemptState.UNKNOWN, kind, soon, false)).isEqualTo(Step.ASK);
      assertThat(next(AttemptState.UNKNOWN, kind, soon, true)).isEqualTo(Step.REST);
    }
  }

  @Test
  void whatWasGivenUp_isUndone() {
    assertThat(next(AttemptState.REVERSAL_PENDING, AttemptKind.PURCHASE, Duration.ZERO, false))
        .isEqualTo(Step.UNDO);
  }

  @Test
  void whatTheTerminalMayHaveForgotten_isForAPerson() {
    Duration late = Duration.ofDays(1);
    for (AttemptState state :
        new AttemptState[] {
          AttemptState.UNKNOWN, AttemptState.REVERSAL_PENDING, AttemptState.VOID_PENDING
        }) {
      assertThat(next(state, AttemptKind.PURCHASE, late, false)).isEqualTo(Step.PERSON);
    }
  }
}
