package dev.tillwright.core.payment;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Attempts as journal entries, both ways. Every payload has {@code key}, the payment key's text:
 *
 * <pre>
 * payment.intended        tender, sale, original?, currency, amount, card{token, masked, keyId, entry}, at
 * payment.approved        authorizationCode, reference
 * payment.declined        code, reason
 * payment.notSent
 * payment.reversalDecided why
 * payment.reversed
 * payment.stored          sent
 * payment.forwarding
 * </pre>
 *
 * The amount is in minor units; {@code at} is ISO 8601 in UTC.
 */
public final class PaymentEntries {
  private static final String PREFIX = "payment.";

  private PaymentEntries() {}

  /** The entry that records an event. */
  public static Draft draft(AttemptEvent event) {
    if (event instanceof AttemptEvent.Intended it) {
      return draft("intended", it, out -> intended(out, it));
    } else if (event instanceof AttemptEvent.Approved it) {
      return draft(
          "approved",
          it,
          out ->
              out.put("authorizationCode", it.authorizationCode())
                  .put("reference", it.reference()));
    } else if (event instanceof AttemptEvent.Declined it) {
      return draft("declined", it, out -> out.put("code", it.code()).put("reason", it.reason()));
    } else if (event instanceof AttemptEvent.NotSent it) {
      return draft("notSent", it, out -> {});
    } else if (event instanceof AttemptEvent.ReversalDecided it) {
      return draft("reversalDecided", it, out -> out.put("why", it.why()));
    } else if (event instanceof AttemptEvent.Reversed it) {
      return draft("reversed", it, out -> {});
    } else if (event instanceof AttemptEvent.Stored it) {
      return draft("stored", it, out -> out.put("sent", it.sent()));
    } else {
      return draft("forwarding", event, out -> {});
    }
  }

  /**
   * The event an entry records; nothing for entries of other kinds.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not as described
   */
  public static Optional<AttemptEvent> read(Entry entry) {
    if (!entry.kind().startsWith(PREFIX)) {
      return Optional.empty();
    }
    JsonIn in = JsonIn.parse(entry.payload());
    String kind = entry.kind().substring(PREFIX.length());
    return switch (kind) {
      case "intended" -> Optional.of(intended(in));
      case "approved" ->
          Optional.of(
              new AttemptEvent.Approved(
                  key(in, "key"), in.text("authorizationCode"), in.text("reference")));
      case "declined" ->
          Optional.of(
              new AttemptEvent.Declined(key(in, "key"), in.text("code"), in.text("reason")));
      case "notSent" -> Optional.of(new AttemptEvent.NotSent(key(in, "key")));
      case "reversalDecided" ->
          Optional.of(new AttemptEvent.ReversalDecided(key(in, "key"), in.text("why")));
      case "reversed" -> Optional.of(new AttemptEvent.Reversed(key(in, "key")));
      case "stored" -> Optional.of(new AttemptEvent.Stored(key(in, "key"), in.truth("sent")));
      case "forwarding" -> Optional.of(new AttemptEvent.Forwarding(key(in, "key")));
      default -> Optional.empty(); // written by newer code
    };
  }

  /** The intent behind the payload of a {@code payment.intended}. */
  static AttemptEvent.Intended intended(String payload) {
    return intended(JsonIn.parse(payload));
  }

  private static Draft draft(String kind, AttemptEvent event, Consumer<JsonOut> fields) {
    return new Draft(
        PREFIX + kind,
        JsonOut.object(
            out -> {
              out.put("key", event.key().toString());
              fields.accept(out);
            }));
  }

  private static void intended(JsonOut out, AttemptEvent.Intended it) {
    PaymentKey original = it.original();
    out.put("tender", it.tender().name())
        .put("sale", it.sale())
        .put("original", original == null ? null : original.toString())
        .put("currency", it.amount().currency().getCurrencyCode())
        .put("amount", it.amount().minor())
        .put(
            "card",
            card ->
                card.put("token", it.card().token().value())
                    .put("masked", it.card().masked().text())
                    .put("keyId", it.card().keyId())
                    .put("entry", it.card().entryMode().name()))
        .put("at", it.at().toString());
  }

  private static AttemptEvent.Intended intended(JsonIn in) {
    JsonIn card = in.object("card");
    Currency currency = Currency.getInstance(in.text("currency"));
    return new AttemptEvent.Intended(
        key(in, "key"),
        TenderKind.valueOf(in.text("tender")),
        in.text("sale"),
        in.has("original") ? key(in, "original") : null,
        Money.ofMinor(in.number("amount"), currency),
        new ProtectedCard(
            new CardToken(card.text("token")),
            new MaskedPan(card.text("masked")),
            card.text("keyId"),
            EntryMode.valueOf(card.text("entry"))),
        Instant.parse(in.text("at")));
  }

  private static PaymentKey key(JsonIn in, String name) {
    return PaymentKey.parse(in.text(name));
  }
}
