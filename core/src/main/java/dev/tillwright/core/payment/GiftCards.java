package dev.tillwright.core.payment;

import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.store.KeyedIndex;
import java.util.Arrays;
import java.util.Objects;

/**
 * Makes of a gift card's number what stands for it everywhere: an index under a key, and four
 * digits. The number itself goes nowhere; who has an index cannot find its number without the key.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class GiftCards {
  private static final String FIELD = "gift.number";
  private static final SecretAccess INDEX = SecretAccess.forPurpose("index of gift cards");
  private static final int CHARACTERS = 40; // 160 bits; a token has at most 64 characters

  private final KeyedIndex index;

  private GiftCards(KeyedIndex index) {
    this.index = index;
  }

  /**
   * @param index the same at all tills, and wherever cards are issued
   */
  public static GiftCards of(KeyedIndex index) {
    return new GiftCards(Objects.requireNonNull(index, "index"));
  }

  /** The card as journals and ledgers see it. */
  public ProtectedCard protect(GiftNumber number) {
    byte[] bytes = number.bytes(INDEX);
    try {
      return ProtectedCard.ofGift(index.of(FIELD, bytes).substring(0, CHARACTERS), number.last4());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
