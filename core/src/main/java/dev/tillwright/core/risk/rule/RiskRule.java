package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.sale.Verification;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * One rule: of which acts, when, and what then.
 *
 * @param id unique, 1 to 59 of a-z, 0-9 and hyphen
 * @param version from 1; raised by whoever changes the rule
 * @param status whether it counts
 * @param on kinds of acts that are decided about; one or more
 * @param when must hold
 * @param outcome what it asks for
 * @param ask on a step-up what has to be shown, all of it; otherwise empty
 * @param text a sentence for the cashier, without data; 1 to 200 characters
 */
public record RiskRule(
    String id,
    int version,
    Status status,
    Set<ActKind> on,
    Condition when,
    RuleOutcome outcome,
    Set<Verification> ask,
    String text) {
  private static final int MOST_TEXT = 200;

  /** The code of a reason is this and the id, of at most 64 characters together. */
  private static final int MOST_ID = 59;

  /** Whether a rule counts. */
  public enum Status {
    /** It counts. */
    APPROVED,
    /** It is told by dry runs only. */
    DRAFT,
    /** It does not count any more; its id is not used again. */
    RETIRED
  }

  public RiskRule {
    if (RuleNames.id(id).length() > MOST_ID) {
      throw new IllegalArgumentException("a rule's id has at most 59 characters");
    }
    if (version < 1) {
      throw new IllegalArgumentException("versions begin with 1");
    }
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(when, "when");
    if (on.isEmpty() || !on.stream().allMatch(ActKind::isDecided)) {
      throw new IllegalArgumentException("a rule is on acts that are decided about");
    }
    on = Collections.unmodifiableSet(EnumSet.copyOf(on));
    if (ask.isEmpty() == (outcome == RuleOutcome.STEP_UP)) {
      throw new IllegalArgumentException("a step-up asks for something, and nothing else does");
    }
    ask = ask.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(ask));
    if (text.isBlank() || text.length() > MOST_TEXT) {
      throw new IllegalArgumentException("a text has 1 to " + MOST_TEXT + " characters");
    }
  }

  /** The code of its reasons: {@code risk.} and the id. */
  public String code() {
    return "risk." + id;
  }
}
