package dev.tillwright.core.payment;

import static dev.tillwright.core.payment.AttemptState.APPROVED;
import static dev.tillwright.core.payment.AttemptState.DECLINED;
import static dev.tillwright.core.payment.AttemptState.FORWARDED;
import static dev.tillwright.core.payment.AttemptState.FORWARDING;
import static dev.tillwright.core.payment.AttemptState.FORWARD_DECLINED;
import static dev.tillwright.core.payment.AttemptState.NOT_SENT;
import static dev.tillwright.core.payment.AttemptState.REVERSAL_PENDING;
import static dev.tillwright.core.payment.AttemptState.REVERSED;
import static dev.tillwright.core.payment.AttemptState.SENDING;
import static dev.tillwright.core.payment.AttemptState.STORED;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to move money, as a pure state machine.
 *
 * <pre>
 * SENDING ── approved ─────► APPROVED ── reversal decided ─► REVERSAL_PENDING
 *    │ ├──── declined ─────► DECLINED
 *    │ ├──── not sent ─────► NOT_SENT
 *    │ └──── reversal ─────► REVERSAL_PENDING ── reversed ─► REVERSED
 *    └────── stored ───────► STORED ── forwarding ─► FORWARDING ── approved ─► FORWARDED
 *                                                        │ └────── declined ─► FORWARD_DECLINED
 *                                                        └─ forwarding (again, as a repeat)
 * </pre>
 *
 * An event the table does not have is refused; in particular an attempt whose reversal was decided
 * can never become approved again. Immutable.
 *
 * @param intent what was intended; never changes
 * @param state where it stands
 * @param sends how often it may have been sent
 */
public record Attempt(AttemptEvent.Intended intent, AttemptState state, int sends) {
  public Attempt {
    Objects.requireNonNull(intent, "intent");
    Objects.requireNonNull(state, "state");
  }

  /** A new attempt, whose intent is durable. */
  public static Attempt of(AttemptEvent.Intended intent) {
    return new Attempt(intent, SENDING, 1);
  }

  public PaymentKey key() {
    return intent.key();
  }

  /** Whether money goes back to the customer. */
  public boolean isRefund() {
    return intent.original() != null;
  }

  /** The attempt after an event, or nothing when the event is not legal in this state. */
  public Optional<Attempt> after(AttemptEvent event) {
    if (!event.key().equals(key())) {
      throw new IllegalArgumentException("an event of another attempt");
    }
    AttemptState next = next(event);
    if (next == null) {
      return Optional.empty();
    }
    return Optional.of(new Attempt(intent, next, sendsAfter(event)));
  }

  private int sendsAfter(AttemptEvent event) {
    if (event instanceof AttemptEvent.Stored stored) {
      return stored.sent() ? sends : 0;
    }
    return event instanceof AttemptEvent.Forwarding ? sends + 1 : sends;
  }

  private @Nullable AttemptState next(AttemptEvent event) {
    if (event instanceof AttemptEvent.Approved) {
      return state == SENDING ? APPROVED : state == FORWARDING ? FORWARDED : null;
    } else if (event instanceof AttemptEvent.Declined) {
      return state == SENDING ? DECLINED : state == FORWARDING ? FORWARD_DECLINED : null;
    } else if (event instanceof AttemptEvent.NotSent) {
      return state == SENDING ? NOT_SENT : null;
    } else if (event instanceof AttemptEvent.ReversalDecided) {
      return state == SENDING || state == APPROVED ? REVERSAL_PENDING : null;
    } else if (event instanceof AttemptEvent.Reversed) {
      return state == REVERSAL_PENDING ? REVERSED : null;
    } else if (event instanceof AttemptEvent.Stored) {
      return state == SENDING ? STORED : null;
    } else if (event instanceof AttemptEvent.Forwarding) {
      return state == STORED || state == FORWARDING ? FORWARDING : null;
    }
    return null;
  }
}
