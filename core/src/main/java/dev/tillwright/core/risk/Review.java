package dev.tillwright.core.risk;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that somebody should look at: an act that rules let go on for review, or blocked.
 *
 * @param seq the position of the entry that says so; names the review
 * @param at when
 * @param verdict what all checks together said: {@code REVIEW}, {@code STEP_UP}, {@code BLOCK}
 * @param act what was about to happen
 * @param operator who did it
 * @param sale its name; none of the drawer
 * @param amount what would move
 * @param reasons details of the rules: outcome, rule, version, figures
 * @param closed how it was closed; none while it is open
 */
public record Review(
    long seq,
    Instant at,
    String verdict,
    String act,
    String operator,
    Optional<String> sale,
    Money amount,
    List<String> reasons,
    Optional<Closed> closed) {
  public Review {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(act, "act");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(amount, "amount");
    reasons = List.copyOf(reasons);
    Objects.requireNonNull(closed, "closed");
  }

  /** What somebody found out. Entries hold the names, so a name never changes. */
  public enum Result {
    /** It was in order. */
    IN_ORDER,
    /** It was fraud, or a breach of the shop's rules. */
    FRAUD,
    /** It could not be found out. */
    UNCLEAR
  }

  /**
   * How a review was closed.
   *
   * @param by the operator
   * @param reason 1 to 200 characters
   */
  public record Closed(Result result, String by, String reason) {
    public Closed {
      Objects.requireNonNull(result, "result");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
