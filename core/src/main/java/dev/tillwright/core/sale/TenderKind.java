package dev.tillwright.core.sale;

/** How a sale is paid, or a return is paid out. Journal entries keep the names. */
public enum TenderKind {
  CASH,
  CARD,
  POINTS,
  WALLET,
  /** A card, read by a payment terminal that keeps all of it to itself. */
  TERMINAL,
  /** A gift card or another card with value of its own. */
  GIFT,
  /**
   * Paid elsewhere, to the channel that an order came by, which holds the money and settles it with
   * the shop. Only on a sale, or a return, of that channel.
   */
  CHANNEL,
  /**
   * Withheld from a return's refund, for points that the goods had earned and that are spent
   * already; with these points. No money moves.
   */
  WITHHELD,
  /**
   * What goods that came back on the same ticket were worth. Never offered: it stands only in the
   * {@link CompletedSale#parts} of an exchange, out of one part and into the other.
   */
  EXCHANGE;

  /**
   * Whether a payment host pays, and gives the money back: for a card, a terminal, a wallet, a gift
   * card.
   */
  public boolean byHost() {
    return this == CARD || this == TERMINAL || this == WALLET || this == GIFT;
  }
}
