package dev.tillwright.core.dispute;

import java.time.Instant;
import java.util.Objects;

/**
 * A case as it stands.
 *
 * @param id its name: {@code "case-till-01-3-1742"}
 * @param intake as it came in
 * @param state where it stands
 * @param deadline when an answer is due, as last set
 * @param openedAt when it came in
 * @param openedSeq the entry with which it came in
 */
public record CaseFile(
    String id,
    CaseIntake intake,
    CaseState state,
    Instant deadline,
    Instant openedAt,
    long openedSeq) {
  public CaseFile {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(intake, "intake");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(openedAt, "openedAt");
  }

  /** Whether an answer was due before this. */
  public boolean overdue(Instant now) {
    return !state.closed() && deadline.isBefore(now);
  }
}
