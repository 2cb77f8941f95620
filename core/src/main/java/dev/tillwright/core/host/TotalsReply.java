package dev.tillwright.core.host;

import dev.tillwright.core.payment.HostReply.Cause;
import java.util.Objects;
import java.util.function.Function;

/** What a host says to the totals of a till. */
public sealed interface TotalsReply {

  /** It has the same. */
  record InBalance() implements TotalsReply {}

  /**
   * It has others.
   *
   * @param host what it has
   */
  record OutOfBalance(HostTotals host) implements TotalsReply {
    public OutOfBalance {
      Objects.requireNonNull(host, "host");
    }
  }

  /** It did not say, or could not. */
  record Unanswered(Cause cause) implements TotalsReply {
    public Unanswered {
      Objects.requireNonNull(cause, "cause");
    }
  }

  /** One of three functions, by what the host said. */
  default <T> T match(
      Function<InBalance, T> same,
      Function<OutOfBalance, T> others,
      Function<Unanswered, T> nothing) {
    if (this instanceof InBalance it) {
      return same.apply(it);
    } else if (this instanceof OutOfBalance it) {
      return others.apply(it);
    }
    return nothing.apply((Unanswered) this);
  }
}
