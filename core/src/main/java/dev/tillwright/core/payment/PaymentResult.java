package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.util.Objects;
import java.util.function.Function;

/** What became of asking for money, as the cashier may be told it. */
public sealed interface PaymentResult {

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<Taken, T> taken,
      Function<Declined, T> declined,
      Function<NotTaken, T> notTaken,
      Function<Unresolved, T> unresolved,
      Function<Refused, T> refused) {
    if (this instanceof Taken it) {
      return taken.apply(it);
    } else if (this instanceof Declined it) {
      return declined.apply(it);
    } else if (this instanceof NotTaken it) {
      return notTaken.apply(it);
    } else if (this instanceof Unresolved it) {
      return unresolved.apply(it);
    } else {
      return refused.apply((Refused) this);
    }
  }

  /**
   * The money moved or is reserved, or was taken here while the host is out of reach. Durable.
   *
   * @param amount how much; less than was asked when a part was approved and accepted
   * @param authorizationCode as the host gave it; empty when taken offline
   * @param offline whether the host has still to be told
   */
  record Taken(PaymentKey key, Money amount, String authorizationCode, boolean offline)
      implements PaymentResult {
    public Taken {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(authorizationCode, "authorizationCode");
    }
  }

  /**
   * The host said no: nothing moved.
   *
   * @param code the host's response code
   * @param reason for people
   */
  record Declined(PaymentKey key, String code, String reason) implements PaymentResult {
    public Declined {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Nothing is charged: nothing was sent, or the host acknowledged the reversal.
   *
   * @param cause why
   */
  record NotTaken(PaymentKey key, HostReply.Cause cause) implements PaymentResult {
    public NotTaken {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(cause, "cause");
    }
  }

  /**
   * The money may have moved. It is being found out, or on its way back: the work is stored and
   * repeated until the host says what is the case. Never show this as declined.
   *
   * @param cause why nothing is known
   */
  record Unresolved(PaymentKey key, HostReply.Cause cause) implements PaymentResult {
    public Unresolved {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(cause, "cause");
    }
  }

  /**
   * It was not even tried.
   *
   * @param code stable, for programs: {@code payment.busy}, {@code payment.notOffered}
   * @param reason for people
   */
  record Refused(String code, String reason) implements PaymentResult {
    public Refused {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
