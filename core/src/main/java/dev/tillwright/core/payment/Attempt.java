package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to move money, as a pure state machine.
 *
 * <pre>
 * CREATED ─ sending ─► SENDING ─ approved ─► CAPTURED, of an authorization AUTHORIZED
 *    │ └ cancelled ─► CANCELLED   ├ partially ─► PARTIALLY_AUTHORIZED ─ accepted ─► the same
 *    │                            ├ declined ─► DECLINED
 *    │                            ├ not sent ─► NOT_SENT
 *    │                            └ outcome lost ─► UNKNOWN ─ approved, declined, repeating
 *    └ stored ─► OFFLINE_APPROVED ─ forwarding ─► FORWARDING ─ approved ─► CAPTURED
 *                      └ voided ─► VOIDED             └ declined ─► FORWARD_DECLINED
 * SENDING, UNKNOWN, PARTIALLY_AUTHORIZED ─ reversal decided ─► REVERSAL_PENDING ─ reversed ─► REVERSED
 * AUTHORIZED, CAPTURED, FORWARDING ─ void decided ─► VOID_PENDING ─ voided ─► VOIDED
 * AUTHORIZED ─ capture decided ─► CAPTURE_PENDING ─ captured ─► AUTHORIZED, after the last CAPTURED
 * AUTHORIZED ─ increment decided ─► INCREMENT_PENDING ─ incremented ─► AUTHORIZED
 * CAPTURED ─ settled ─► SETTLED ─ disputed ─► DISPUTED ─ ended ─► DISPUTE_WON, DISPUTE_LOST
 * DISPUTE_WON ─ disputed ─► DISPUTED, a second round
 * REVERSAL_PENDING, REVERSED, DECLINED ─ late approval ─► REVERSAL_PENDING
 * VOID_PENDING, VOIDED ─ late approval ─► VOID_PENDING
 * </pre>
 *
 * <p><b>Guarantees.</b> An event the table does not have is refused. An attempt whose reversal was
 * decided never counts again. What is captured is never more than what is authorized. Immutable.
 *
 * @param intent what was intended; never changes
 * @param state where it stands
 * @param sends how often it may have been sent
 * @param authorized what the host approved so far
 * @param captured what of it was taken
 * @param authorizationCode as the host gave it; empty for none
 * @param because why it stands there, when it does not count or is not known
 * @param part the capture or raise under way
 */
public record Attempt(
    AttemptEvent.Intended intent,
    AttemptState state,
    int sends,
    Money authorized,
    Money captured,
    String authorizationCode,
    Because because,
    @Nullable Part part) {
  public Attempt {
    Objects.requireNonNull(intent, "intent");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(authorized, "authorized");
    Objects.requireNonNull(captured, "captured");
    Objects.requireNonNull(authorizationCode, "authorizationCode");
    Objects.requireNonNull(because, "because");
  }

  /**
   * Why an attempt stands where it stands.
   *
   * @param code short and stable: the host's response code, {@code TIMEOUT}, {@code CANCELLED}
   * @param reason for people; may be empty
   */
  public record Because(String code, String reason) {
    /** Nothing to say. */
    public static final Because NOTHING = new Because("", "");

    public Because {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A capture or raise of an authorization.
   *
   * @param key its own, which never changes
   * @param amount positive
   * @param last whether nothing more will be captured
   * @param at when it was decided
   */
  public record Part(PaymentKey key, Money amount, boolean last, Instant at) {
    public Part {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(at, "at");
    }
  }

  /** A new attempt, whose intent is durable. */
  public static Attempt of(AttemptEvent.Intended intent) {
    Money nothing = Money.zero(intent.amount().currency());
    return new Attempt(
        intent,
        intent.sending() ? AttemptState.SENDING : AttemptState.CREATED,
        intent.sending() ? 1 : 0,
        nothing,
        nothing,
        "",
        Because.NOTHING,
        null);
  }

  public PaymentKey key() {
    return intent.key();
  }

  /** Whether money goes back to the customer. */
  public boolean isRefund() {
    return intent.kind() == AttemptKind.REFUND;
  }

  /** Whether value moves that was sold, onto a card or off it; no tender comes of it. */
  public boolean movesSoldValue() {
    return intent.kind().movesSoldValue();
  }

  /** At most so much may be captured in all. */
  public Money capturable() {
    return authorized.plus(intent.tolerance());
  }

  /** What the sale may count: what was approved, or offline what was asked. */
  public Money counted() {
    if (!state.counts()) {
      return Money.zero(intent.amount().currency());
    }
    return state.waits() ? intent.amount() : authorized.isZero() ? intent.amount() : authorized;
  }

  /** The attempt after an event, or nothing when the event is not legal in this state. */
  public Optional<Attempt> after(AttemptEvent event) {
    if (!event.key().equals(key())) {
      throw new IllegalArgumentException("an event of another attempt");
    }
    return AttemptTable.after(this, event);
  }

  Attempt with(AttemptState next) {
    return new Attempt(intent, next, sends, authorized, captured, authorizationCode, because, part);
  }

  /** The first reason is kept: a reversal after a time-out is because of the time-out. */
  Attempt with(AttemptState next, String code, String reason) {
    Because why = because.equals(Because.NOTHING) ? new Because(code, reason) : because;
    return new Attempt(intent, next, sends, authorized, captured, authorizationCode, why, part);
  }

  Attempt sent(AttemptState next, int times) {
    return new Attempt(intent, next, times, authorized, captured, authorizationCode, because, part);
  }

  Attempt approved(AttemptState next, Money amount, String code) {
    Money taken = next == AttemptState.CAPTURED ? amount : captured;
    return new Attempt(intent, next, sends, amount, taken, code, Because.NOTHING, part);
  }

  /** A new part begins without the reason for which an earlier one was refused. */
  Attempt parted(AttemptState next, Part under) {
    return new Attempt(
        intent, next, sends, authorized, captured, authorizationCode, Because.NOTHING, under);
  }

  Attempt partDone(AttemptState next, Money nowAuthorized, Money nowCaptured, String code) {
    return new Attempt(
        intent, next, sends, nowAuthorized, nowCaptured, code, Because.NOTHING, null);
  }

  Attempt partRefused(AttemptState next, Because why) {
    return new Attempt(intent, next, sends, authorized, captured, authorizationCode, why, null);
  }
}
