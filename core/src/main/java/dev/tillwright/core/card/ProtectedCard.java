package dev.tillwright.core.card;

import java.util.Objects;

/**
 * A card as the journal sees it.
 *
 * @param token stands for the number; {@link CardProtector#reveal} takes it back
 * @param masked for people
 * @param keyId the key under which the number is sealed, never the key
 * @param entryMode how the card was read
 */
public record ProtectedCard(CardToken token, MaskedPan masked, String keyId, EntryMode entryMode) {
  public ProtectedCard {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(masked, "masked");
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(entryMode, "entryMode");
  }

  /**
   * What stands for a card of which nothing is known here: a terminal reads it and keeps it.
   *
   * @param payment names the payment, so that no two cards look like one
   */
  public static ProtectedCard atTerminal(String payment) {
    CardToken token = new CardToken("at-terminal:" + payment);
    return new ProtectedCard(token, new MaskedPan("****"), "terminal", EntryMode.CHIP);
  }
}
