package dev.tillwright.core.card;

import java.time.YearMonth;
import java.util.Objects;

/**
 * A card's number and expiry, in clear until it is closed.
 *
 * <p><b>Guarantee.</b> Prints only the masked number.
 */
public final class Card implements AutoCloseable {
  private final Pan pan;
  private final YearMonth expiry;

  /** Takes the number over: closing this closes it. */
  public Card(Pan pan, YearMonth expiry) {
    this.pan = Objects.requireNonNull(pan, "pan");
    this.expiry = Objects.requireNonNull(expiry, "expiry");
  }

  public Pan pan() {
    return pan;
  }

  public YearMonth expiry() {
    return expiry;
  }

  /** Wipes the number. May be called again. */
  @Override
  public void close() {
    pan.close();
  }

  @Override
  public String toString() {
    return "Card[" + pan.masked() + "]";
  }
}
