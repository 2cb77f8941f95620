package dev.tillwright.core.payment;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of attempts, as {@link PaymentEntries} says, those of the first journals too.
 */
final class EventIn {
  private EventIn() {}

  /** The event of a kind, without its prefix; nothing for kinds that newer code wrote. */
  static Optional<AttemptEvent> read(String kind, JsonIn in) {
    return Optional.ofNullable(event(kind, in));
  }

  private static @Nullable AttemptEvent event(String kind, JsonIn in) {
    return switch (kind) {
      case "intended" -> intended(in);
      case "sending" -> new AttemptEvent.Sending(key(in));
      case "cancelled" -> new AttemptEvent.Cancelled(key(in));
      case "notSent" -> new AttemptEvent.NotSent(key(in));
      case "approved" ->
          new AttemptEvent.Approved(
              key(in), in.has("amount") ? money(in) : null, code(in), in.text("reference"));
      case "partial" ->
          new AttemptEvent.PartiallyApproved(key(in), money(in), code(in), in.text("reference"));
      case "partialAccepted" -> new AttemptEvent.PartialAccepted(key(in));
      case "declined" -> new AttemptEvent.Declined(key(in), in.text("code"), in.text("reason"));
      case "outcomeLost" -> new AttemptEvent.OutcomeLost(key(in), in.text("cause"));
      case "repeating" -> new AttemptEvent.Repeating(key(in));
      case "stored" -> new AttemptEvent.Stored(key(in), in.truth("sent"));
      case "forwarding" -> new AttemptEvent.Forwarding(key(in));
      case "reversalDecided" -> new AttemptEvent.ReversalDecided(key(in), in.text("why"));
      case "reversed" -> new AttemptEvent.Reversed(key(in));
      case "lateApproval" ->
          new AttemptEvent.LateApproval(key(in), money(in), code(in), in.text("reference"));
      case "voidDecided" -> new AttemptEvent.VoidDecided(key(in), in.text("why"));
      case "voided" -> new AttemptEvent.Voided(key(in));
      case "captureDecided" ->
          new AttemptEvent.CaptureDecided(
              key(in), part(in), money(in), in.truth("last"), Instant.parse(in.text("at")));
      case "captured" -> new AttemptEvent.Captured(key(in));
      case "captureDeclined" ->
          new AttemptEvent.CaptureDeclined(key(in), in.text("code"), in.text("reason"));
      case "incrementDecided" ->
          new AttemptEvent.IncrementDecided(
              key(in), part(in), money(in), Instant.parse(in.text("at")));
      case "incremented" -> new AttemptEvent.Incremented(key(in), code(in));
      case "incrementDeclined" ->
          new AttemptEvent.IncrementDeclined(key(in), in.text("code"), in.text("reason"));
      case "settled" -> new AttemptEvent.Settled(key(in), in.text("reference"));
      case "disputed" -> new AttemptEvent.Disputed(key(in), in.text("reference"));
      case "disputeEnded" -> new AttemptEvent.DisputeEnded(key(in), in.truth("won"));
      case "settledByHand" ->
          new AttemptEvent.SettledByHand(
              key(in), in.truth("moved"), in.text("operator"), in.text("note"));
      default -> null;
    };
  }

  static AttemptEvent.Intended intended(JsonIn in) {
    Currency currency = Currency.getInstance(in.text("currency"));
    boolean refund = in.has("original");
    AttemptKind kind =
        in.optionalText("kind")
            .map(AttemptKind::valueOf)
            .orElse(refund ? AttemptKind.REFUND : AttemptKind.PURCHASE);
    return new AttemptEvent.Intended(
        key(in),
        kind,
        TenderKind.valueOf(in.text("tender")),
        in.text("sale"),
        refund ? PaymentKey.parse(in.text("original")) : null,
        new Charge(
            Money.ofMinor(in.number("amount"), currency),
            some(in, "cashback", currency),
            some(in, "tip", currency),
            some(in, "surcharge", currency),
            in.optionalObject("converted").map(EventIn::converted).orElse(null)),
        some(in, "tolerance", currency),
        card(in.object("card")),
        Instant.parse(in.text("at")),
        in.has("partial") && in.truth("partial"),
        !in.has("sending") || in.truth("sending"),
        in.optionalObject("acquirer").map(EventIn::acquirer).orElse(AcquirerIds.NONE),
        in.optionalObject("chip").map(ChipFacts::read).orElse(null));
  }

  private static AcquirerIds acquirer(JsonIn in) {
    return new AcquirerIds(in.text("merchant"), in.text("terminal"), in.text("trace"));
  }

  private static Converted converted(JsonIn in) {
    return new Converted(money(in), decimal(in, "rate"), in.text("quote"));
  }

  private static BigDecimal decimal(JsonIn in, String name) {
    String text = in.text(name);
    if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,12})?")) {
      throw in.wrong(name, "a decimal was expected");
    }
    return new BigDecimal(text);
  }

  private static ProtectedCard card(JsonIn card) {
    return new ProtectedCard(
        new CardToken(card.text("token")),
        new MaskedPan(card.text("masked")),
        card.text("keyId"),
        EntryMode.valueOf(card.text("entry")));
  }

  private static Money some(JsonIn in, String name, Currency currency) {
    return Money.ofMinor(in.optionalNumber(name).orElse(0), currency);
  }

  private static Money money(JsonIn in) {
    return Money.ofMinor(in.number("amount"), Currency.getInstance(in.text("currency")));
  }

  private static PaymentKey key(JsonIn in) {
    return PaymentKey.parse(in.text("key"));
  }

  private static PaymentKey part(JsonIn in) {
    return PaymentKey.parse(in.text("part"));
  }

  private static String code(JsonIn in) {
    return in.text("authorizationCode");
  }
}
