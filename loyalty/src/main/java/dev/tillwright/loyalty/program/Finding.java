package dev.tillwright.loyalty.program;

import java.util.Objects;

/**
 * Something about a program that its author should know before it counts.
 *
 * @param kind what
 * @param rule the rule's id; empty when it is about the whole program
 * @param other the other rule's id, where there is one; otherwise empty
 * @param reason a sentence, in English, with the places and figures
 */
public record Finding(Kind kind, String rule, String other, String reason) {
  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(other, "other");
    Objects.requireNonNull(reason, "reason");
  }

  /** Whether a program with it should not be approved. */
  public boolean isError() {
    return kind.error;
  }

  /** What can be found. */
  public enum Kind {
    /** The conditions contradict each other. */
    NEVER_MATCHES(true),
    /** A range or an amount leaves nothing. */
    EMPTY_INTERVAL(true),
    /**
     * Times have nothing in common: the rule's and the program's or its windows'; points' as well.
     */
    DEAD_DATES(true),
    /** Windows of the week have nothing in common, or do not occur within the rule's time. */
    WINDOW_NEVER_OCCURS(true),
    /** Whatever the rule selects, another one of its group takes. */
    SHADOWED(true),
    /** Two rules of a group may select the same at the same priority: ids decide. */
    EQUAL_PRIORITY(false),
    /** Two rules say the same. */
    DUPLICATE(false),
    /** What is given at most is less than the least the rule gives. */
    CAP_BELOW_AWARD(true),
    /** A store, tier, item or other name that is not known. */
    UNKNOWN_REFERENCE(true),
    /** A factor that never has anything to multiply. */
    MULTIPLIER_WITHOUT_BASE(true),
    /** Nothing bounds what one member may be given. */
    NEVER_CAPPED(false),
    /** Part of the program is too large to be compared. */
    NOT_COMPARED(false);

    private final boolean error;

    Kind(boolean error) {
      this.error = error;
    }
  }
}
