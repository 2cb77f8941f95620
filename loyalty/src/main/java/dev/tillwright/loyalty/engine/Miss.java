package dev.tillwright.loyalty.engine;

import java.util.Objects;

/**
 * One reason why a rule gave nothing.
 *
 * @param kind what
 * @param text a sentence for people
 */
public record Miss(Kind kind, String text) {
  public Miss {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(text, "text");
  }

  /** What can stand in the way. */
  public enum Kind {
    /** The rule is a draft or retired. */
    NOT_APPROVED,
    /** The program's or the rule's time has not come, or is over. */
    NOT_IN_FORCE,
    /** The sale names nobody. */
    NO_MEMBER,
    /** All that was bought is excluded. */
    EXCLUDED,
    /** A condition does not hold. */
    CONDITION,
    /** Another rule of its group counts. */
    GROUP,
    /** A limit or a budget left nothing. */
    LIMIT,
    /** It counted, and came to less than a point. */
    NOTHING
  }
}
