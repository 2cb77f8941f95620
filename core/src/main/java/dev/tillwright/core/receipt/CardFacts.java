package dev.tillwright.core.receipt;

import dev.tillwright.core.payment.AcquirerIds;
import dev.tillwright.core.payment.ChipFacts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a slip says of a card payment beside its amount.
 *
 * @param acquirer under which names the acquirer knows it
 * @param reference the host's own (ISO 8583 field 37); empty for none
 * @param responseCode with which the host said no (field 39); empty when it did not
 * @param chip what the chip told; {@code null} without one
 */
public record CardFacts(
    AcquirerIds acquirer, String reference, String responseCode, @Nullable ChipFacts chip) {
  /** Nothing is known. */
  public static final CardFacts NONE = new CardFacts(AcquirerIds.NONE, "", "", null);

  public CardFacts {
    Objects.requireNonNull(acquirer, "acquirer");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(responseCode, "responseCode");
  }
}
