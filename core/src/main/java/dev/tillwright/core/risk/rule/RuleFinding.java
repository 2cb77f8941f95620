package dev.tillwright.core.risk.rule;

import java.util.Objects;

/**
 * Something about a rule set that its author should know before it counts.
 *
 * @param kind what
 * @param part the id of the rule, measure or list
 * @param other the other rule's id, where there is one; otherwise empty
 * @param reason a sentence
 */
public record RuleFinding(Kind kind, String part, String other, String reason) {
  public RuleFinding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(other, "other");
    Objects.requireNonNull(reason, "reason");
  }

  /** Whether a set with it should not be approved; a till is not opened with one. */
  public boolean isError() {
    return kind.error;
  }

  /** What can be found. */
  public enum Kind {
    /** The conditions of a rule contradict each other, or its acts have no such thing. */
    NEVER_MATCHES(true),
    /** A measure counts nothing, ever: its window stays empty. */
    EMPTY_WINDOW(true),
    /** A count or sum that a window cannot hold. */
    OUT_OF_REACH(true),
    /** Wherever it holds, another rule holds that asks for the same or more. */
    SHADOWED(false),
    /** Two rules hold of the same and say different things: the worse one counts. */
    CONTRADICTORY(true),
    /** Two rules say the same. */
    DUPLICATE(false),
    /** A measure or list that no rule names. */
    UNUSED(false),
    /** A rule that is too large to be compared. */
    NOT_COMPARED(false);

    private final boolean error;

    Kind(boolean error) {
      this.error = error;
    }
  }
}
