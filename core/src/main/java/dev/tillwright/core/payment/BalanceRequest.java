package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.qr.PaymentCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question what is on a card.
 *
 * @param terminal that asks; a host counts its questions
 * @param card protected
 * @param code that the card asks for; {@code null} for none
 */
public record BalanceRequest(String terminal, ProtectedCard card, @Nullable PaymentCode code) {
  public BalanceRequest {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(card, "card");
  }
}
