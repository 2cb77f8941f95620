package dev.tillwright.core.card;

import java.time.YearMonth;
import java.util.Objects;

/**
 * A card as a reader saw it. Holds the number in clear until it is closed.
 *
 * <p><b>Guarantee.</b> Prints only the masked number.
 */
public final class CardRead implements AutoCloseable {
  private final Card card;
  private final EntryMode entryMode;

  /** Takes the card over: closing this closes it. */
  public CardRead(Card card, EntryMode entryMode) {
    this.card = Objects.requireNonNull(card, "card");
    this.entryMode = Objects.requireNonNull(entryMode, "entryMode");
  }

  /** A read card from its parts; takes the number over. */
  public static CardRead of(Pan pan, YearMonth expiry, EntryMode entryMode) {
    return new CardRead(new Card(pan, expiry), entryMode);
  }

  public Card card() {
    return card;
  }

  public EntryMode entryMode() {
    return entryMode;
  }

  /** Wipes the number. May be called again. */
  @Override
  public void close() {
    card.close();
  }

  @Override
  public String toString() {
    return "CardRead[" + card.pan().masked() + ", " + entryMode + "]";
  }
}
