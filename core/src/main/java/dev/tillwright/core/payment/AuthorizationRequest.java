package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.qr.PaymentCode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Money to be asked for.
 *
 * @param key never changes for this attempt
 * @param charge how much, and what it is made of
 * @param card the card, protected
 * @param at intent time, the same for each repeat
 * @param manner purchase, authorization alone, or one that was approved here and is forwarded
 * @param partial whether an approval of less is welcome
 * @param repeat whether it was sent before, so that a host looks for the first
 * @param presented what the customer's phone showed, to a wallet; {@code null} for others, and for
 *     what is sent again after a crash: it stands in no journal
 */
public record AuthorizationRequest(
    PaymentKey key,
    Charge charge,
    ProtectedCard card,
    Instant at,
    Manner manner,
    boolean partial,
    boolean repeat,
    @Nullable PaymentCode presented) {
  public AuthorizationRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(charge, "charge");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(manner, "manner");
  }

  /** One for which no code was shown. */
  public AuthorizationRequest(
      PaymentKey key,
      Charge charge,
      ProtectedCard card,
      Instant at,
      Manner manner,
      boolean partial,
      boolean repeat) {
    this(key, charge, card, at, manner, partial, repeat, null);
  }

  /** The same, with the code that the customer's phone showed. */
  public AuthorizationRequest presenting(PaymentCode code) {
    return new AuthorizationRequest(key, charge, card, at, manner, partial, repeat, code);
  }

  /** A purchase of goods alone, sent for the first time. */
  public static AuthorizationRequest purchase(
      PaymentKey key, Charge charge, ProtectedCard card, Instant at) {
    return new AuthorizationRequest(key, charge, card, at, Manner.PURCHASE, false, false);
  }

  /** The same, marked as sent before. */
  public AuthorizationRequest repeated() {
    return new AuthorizationRequest(key, charge, card, at, manner, partial, true, presented);
  }

  /** How the money is asked for. */
  public enum Manner {
    /** Authorization and capture in one (ISO 8583: 0200). */
    PURCHASE,
    /** The money is only reserved (0100); {@link PaymentHost#capture} takes it. */
    AUTHORIZATION,
    /** It was approved here while the host was out of reach (an advice: 0220). */
    FORWARD
  }
}
