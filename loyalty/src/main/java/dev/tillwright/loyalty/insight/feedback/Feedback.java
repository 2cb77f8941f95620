package dev.tillwright.loyalty.insight.feedback;

import dev.tillwright.core.sale.SaleId;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One sale's feedback.
 *
 * @param sale which sale it is about
 * @param member who was asked
 * @param state how far it is
 * @param invited when; of the entry
 * @param score from 1; 0 before it was given
 * @param low whether the score wants an answer
 * @param themes what it is about
 * @param words whether words are kept with it, sealed
 * @param operator who answered or closed it last; empty for nobody
 * @param outcome what came of it, when it is closed; otherwise empty
 */
public record Feedback(
    SaleId sale,
    String member,
    State state,
    Instant invited,
    int score,
    boolean low,
    Set<String> themes,
    boolean words,
    String operator,
    String outcome) {
  public Feedback {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(invited, "invited");
    themes = Collections.unmodifiableSortedSet(new TreeSet<>(themes));
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(outcome, "outcome");
  }

  /** How far feedback is. Journal entries keep the names. */
  public enum State {
    /** The gate refused for good: nobody is asked about this sale. */
    NOT_ASKED,
    INVITED,
    GIVEN,
    /** The shop wrote or called back. */
    ANSWERED,
    CLOSED
  }
}
