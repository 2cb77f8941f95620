package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.util.Objects;
import java.util.function.Function;

/** What is known after asking a host. Four cases, and "unknown" is never shown as declined. */
public sealed interface HostReply {

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<Approved, T> approved,
      Function<Declined, T> declined,
      Function<Unknown, T> unknown,
      Function<Unreachable, T> unreachable) {
    if (this instanceof Approved it) {
      return approved.apply(it);
    } else if (this instanceof Declined it) {
      return declined.apply(it);
    } else if (this instanceof Unknown it) {
      return unknown.apply(it);
    } else {
      return unreachable.apply((Unreachable) this);
    }
  }

  /**
   * The money moved.
   *
   * @param amount what was approved; may be less than asked
   * @param authorizationCode six characters as the host gave them; empty when it gave none
   * @param reference the host's own reference (ISO 8583 field 37); empty when it gave none
   */
  record Approved(Money amount, String authorizationCode, String reference) implements HostReply {
    public Approved {
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(authorizationCode, "authorizationCode");
      Objects.requireNonNull(reference, "reference");
    }
  }

  /**
   * The host said no: nothing moved.
   *
   * @param code the host's response code (ISO 8583 field 39)
   * @param reason for people
   */
  record Declined(String code, String reason) implements HostReply {
    public Declined {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Something may have been sent and nothing can be known: the money may have moved.
   *
   * @param cause what happened
   */
  record Unknown(Cause cause) implements HostReply {
    public Unknown {
      Objects.requireNonNull(cause, "cause");
    }
  }

  /**
   * Nothing was sent, for certain: no connection could be had.
   *
   * @param cause what happened
   */
  record Unreachable(Cause cause) implements HostReply {
    public Unreachable {
      Objects.requireNonNull(cause, "cause");
    }
  }

  /** Why nothing is known. */
  enum Cause {
    /** The deadline passed. */
    TIMEOUT,
    /** The connection broke after something may have been sent. */
    CONNECTION_LOST,
    /** No connection could be made. */
    NO_CONNECTION,
    /** The answer could not be read, or did not belong to the question. */
    GARBLED,
    /** The host link was closed meanwhile. */
    CLOSED,
    /** The code of the host link failed, or hung. */
    FAILED,
    /** The till stopped meanwhile, and took it up again. */
    RECOVERY,
    /** It was given up at the till meanwhile. */
    CANCELLED,
    /** Less was approved than was asked, and the part was not wanted. */
    PARTIAL,
    /** Its sale did not want it any more. */
    UNWANTED
  }
}
