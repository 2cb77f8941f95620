package dev.tillwright.core.card;

import java.util.Objects;
import java.util.Optional;

/**
 * A card as the journal sees it.
 *
 * @param token stands for the number; {@link CardProtector#reveal} takes it back
 * @param masked for people
 * @param keyId the key under which the number is sealed, never the key
 * @param entryMode how the card was read
 */
public record ProtectedCard(CardToken token, MaskedPan masked, String keyId, EntryMode entryMode) {
  private static final String WALLET = "wallet:";
  private static final String GIFT = "gift:";
  private static final String GIFT_KEY = "gift";
  private static final String WALLET_READ = "wallet";
  private static final String WALLET_SHOWN = "wallet:shown";

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

  /**
   * What stands for a customer's wallet, of which nothing is known here but whose it is.
   *
   * @param wallet its name, 1 to 16 small letters, digits and hyphens
   * @param payment names the payment, so that no two wallets look like one
   * @param shown whether the shop shows a code, not the customer
   */
  public static ProtectedCard ofWallet(String wallet, String payment, boolean shown) {
    if (!wallet.matches("[a-z0-9-]{1,16}")) {
      throw new IllegalArgumentException("a wallet's name has 1 to 16 small letters and digits");
    }
    CardToken token = new CardToken(WALLET + wallet + ":" + payment);
    String how = shown ? WALLET_SHOWN : WALLET_READ;
    return new ProtectedCard(token, new MaskedPan("****"), how, EntryMode.CODE);
  }

  /**
   * What stands for a gift card.
   *
   * @param index of its number under a key, 40 hexadecimal digits
   * @param last4 its last four digits
   */
  public static ProtectedCard ofGift(String index, String last4) {
    if (!index.matches("[0-9a-f]{40}")) {
      throw new IllegalArgumentException("an index has 40 hexadecimal digits");
    }
    CardToken token = new CardToken(GIFT + index);
    return new ProtectedCard(
        token, new MaskedPan("************" + last4), GIFT_KEY, EntryMode.CODE);
  }

  /** Whether it stands for a gift card. */
  public boolean isGift() {
    return keyId.equals(GIFT_KEY) && token.value().startsWith(GIFT);
  }

  /** Whose wallet it stands for; nothing for a card. */
  public Optional<String> wallet() {
    String name = token.value();
    return entryMode == EntryMode.CODE && name.startsWith(WALLET)
        ? Optional.of(name.substring(WALLET.length(), name.indexOf(':', WALLET.length())))
        : Optional.empty();
  }

  /** Whether it stands for a wallet to which the shop shows a code. */
  public boolean isShown() {
    return entryMode == EntryMode.CODE && keyId.equals(WALLET_SHOWN);
  }
}
