package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Attempts as journal entries, both ways. Every payload has {@code key}, the payment key's text:
 *
 * <pre>
 * payment.intended        kind, tender, sale, original?, currency, amount, cashback?, tip?,
 *                         surcharge?, tolerance?, converted?{currency, amount, rate, quote},
 *                         card{token, masked, keyId, entry}, at, partial, sending,
 *                         acquirer?{merchant, terminal, trace}, chip?
 * payment.sending
 * payment.cancelled
 * payment.notSent
 * payment.approved        currency?, amount?, authorizationCode, reference
 * payment.partial         currency, amount, authorizationCode, reference
 * payment.partialAccepted
 * payment.declined        code, reason
 * payment.outcomeLost     cause
 * payment.repeating
 * payment.reversalDecided why
 * payment.reversed
 * payment.lateApproval    currency, amount, authorizationCode, reference
 * payment.voidDecided     why
 * payment.voided
 * payment.stored          sent
 * payment.forwarding
 * payment.captureDecided  part, currency, amount, last, at
 * payment.captured
 * payment.captureDeclined code, reason
 * payment.incrementDecided part, currency, amount, at
 * payment.incremented     authorizationCode
 * payment.incrementDeclined code, reason
 * payment.settled         reference
 * payment.disputed        reference
 * payment.disputeEnded    won
 * payment.settledByHand   moved, operator, note
 * payment.refused         state, event
 * payment.told
 * payment.chip            chip
 * </pre>
 *
 * Amounts are in minor units; {@code at} is ISO 8601 in UTC. An approval without an amount is of
 * the whole; {@code chip} has {@code aid, label, name, check, tvr, tsi, cryptogram, type, counter},
 * as {@link ChipFacts} says. The last three are no events: one records an event that the table
 * refused, one that the application was told how a payment ended, one what the chip said after
 * that.
 */
public final class PaymentEntries {
  static final String PREFIX = "payment.";

  /** The kind of entry that holds what a chip said after the host's answer. */
  public static final String CHIP = PREFIX + "chip";

  private static final String TOLD = PREFIX + "told";

  private PaymentEntries() {}

  /** The entry that records an event. */
  public static Draft draft(AttemptEvent event) {
    return EventOut.draft(event);
  }

  /** The entry that records an event which the table refused; it changes nothing. */
  static Draft refused(Attempt attempt, AttemptEvent event) {
    return draft(
        "refused",
        event,
        out ->
            out.put("state", attempt.state().name())
                .put("event", event.getClass().getSimpleName()));
  }

  /** What the chip said after the host's answer; takes the place of what it said before. */
  public static Draft chip(PaymentKey key, ChipFacts facts) {
    return new Draft(
        CHIP, JsonOut.object(out -> out.put("key", key.toString()).put("chip", facts::write)));
  }

  /** The application knows how it ended. */
  static Draft told(PaymentKey key) {
    return new Draft(TOLD, JsonOut.object(out -> out.put("key", key.toString())));
  }

  /** Whose end the application was told. */
  static Optional<PaymentKey> told(Entry entry) {
    return entry.kind().equals(TOLD)
        ? Optional.of(PaymentKey.parse(JsonIn.parse(entry.payload()).text("key")))
        : Optional.empty();
  }

  /**
   * The event an entry records; nothing for entries of other kinds.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not as described
   */
  public static Optional<AttemptEvent> read(Entry entry) {
    return entry.kind().startsWith(PREFIX)
        ? EventIn.read(entry.kind().substring(PREFIX.length()), JsonIn.parse(entry.payload()))
        : Optional.empty();
  }

  /** The intent behind the payload of a {@code payment.intended}. */
  static AttemptEvent.Intended intended(String payload) {
    return EventIn.intended(JsonIn.parse(payload));
  }

  static Draft draft(String kind, AttemptEvent event, Consumer<JsonOut> fields) {
    return new Draft(
        PREFIX + kind,
        JsonOut.object(
            out -> {
              out.put("key", event.key().toString());
              fields.accept(out);
            }));
  }
}
