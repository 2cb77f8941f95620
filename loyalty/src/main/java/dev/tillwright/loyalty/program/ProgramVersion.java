package dev.tillwright.loyalty.program;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version of a program and how far it came.
 *
 * @param program frozen once it is approved
 * @param approvedBy who approved it; empty for a draft
 * @param approvedAt when; {@code null} for a draft
 * @param retiredAt when it was taken out of force; {@code null} when it was not
 */
public record ProgramVersion(
    Program program, String approvedBy, @Nullable Instant approvedAt, @Nullable Instant retiredAt) {
  public ProgramVersion {
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(approvedBy, "approvedBy");
  }

  /** How far it was at an instant. */
  public State at(Instant instant) {
    if (retiredAt != null && !instant.isBefore(retiredAt)) {
      return State.RETIRED;
    }
    if (approvedAt == null || instant.isBefore(approvedAt)) {
      return State.DRAFT;
    }
    Effective effective = program.effective();
    if (effective.at(instant, program.zone())) {
      return State.EFFECTIVE;
    }
    boolean over = effective.end(program.zone()).filter(end -> !instant.isBefore(end)).isPresent();
    return over ? State.RETIRED : State.APPROVED;
  }

  /** How far a version came. */
  public enum State {
    /** It may still change, and gives nothing. */
    DRAFT,
    /** It is frozen, and its time has not come. */
    APPROVED,
    /** Its time has come. Of several the largest version is in force. */
    EFFECTIVE,
    /** Its time is over, or it was taken out. */
    RETIRED
  }
}
