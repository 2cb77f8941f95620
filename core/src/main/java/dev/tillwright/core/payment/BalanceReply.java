package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a host says to the question for a balance. */
public sealed interface BalanceReply {

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<Known, T> known, Function<Refused, T> refused, Function<Unanswered, T> unanswered) {
    if (this instanceof Known it) {
      return known.apply(it);
    }
    return this instanceof Refused it ? refused.apply(it) : unanswered.apply((Unanswered) this);
  }

  /**
   * What is on the card.
   *
   * @param balance 0 or more
   * @param expires when it expires; empty for never
   */
  record Known(Money balance, Optional<Instant> expires) implements BalanceReply {
    public Known {
      Objects.requireNonNull(balance, "balance");
      Objects.requireNonNull(expires, "expires");
    }
  }

  /**
   * It is not told: no such card, one that cannot be used, or too many questions.
   *
   * @param code short and stable
   * @param reason for people
   */
  record Refused(String code, String reason) implements BalanceReply {
    public Refused {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * No answer that can be trusted.
   *
   * @param cause what happened
   */
  record Unanswered(HostReply.Cause cause) implements BalanceReply {
    public Unanswered {
      Objects.requireNonNull(cause, "cause");
    }
  }
}
