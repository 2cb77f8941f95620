package dev.tillwright.loyalty.guard;

import java.util.List;
import java.util.Objects;

/**
 * An activity that showed signals.
 *
 * @param id the sale and what was done: {@code "till-01.1.7/ACCRUAL"}
 * @param activity what was done
 * @param program whose points, by the program's id; empty for the house's own
 * @param then what the signals ask for
 * @param state how far it is
 * @param heldBy key of the ledger's entry that took the points; empty for none
 * @param held so many points are set aside
 * @param decidedBy who decided; empty for nobody yet
 * @param reason why; empty before it is decided
 * @param findings the signals that showed
 */
public record GuardCase(
    String id,
    Activity activity,
    String program,
    Signal.Then then,
    State state,
    String heldBy,
    long held,
    String decidedBy,
    String reason,
    List<Finding> findings) {
  public GuardCase {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(activity, "activity");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(then, "then");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(heldBy, "heldBy");
    Objects.requireNonNull(decidedBy, "decidedBy");
    Objects.requireNonNull(reason, "reason");
    findings = List.copyOf(findings);
  }

  /** The points it is about: those that the activity earned. */
  public long points() {
    return activity.kind() == Activity.Kind.ACCRUAL ? activity.points() : 0;
  }

  /** How far a case is. */
  public enum State {
    /** Found; its points are not set aside yet. */
    OPEN,
    /** Its points are set aside, as far as they were there. */
    HELD,
    /** A person found nothing wrong: the points are back. */
    RELEASED,
    /** A person refused it: the points are gone. */
    REFUSED;

    /** Whether a person has decided. */
    public boolean decided() {
      return this == RELEASED || this == REFUSED;
    }
  }
}
