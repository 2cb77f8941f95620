package dev.tillwright.core.risk.act;

/** What is so, or is not, about an act. Kept rows hold the names, so a name never changes. */
public enum Trait {
  /** The stripe of a card was read although it has a chip. */
  FALLBACK,
  /** The host is out of reach: it is taken without it, or not at all. */
  OFFLINE,
  /** Goods came back without an earlier sale to point at. */
  WITHOUT_RECEIPT,
  /** The money goes to a card that did not pay for the goods. */
  OTHER_CARD,
  /** Cash goes out for goods that only a card paid for. */
  CASH_FOR_CARD,
  /** Nothing is remembered of the sale that is refunded or cancelled. */
  UNKNOWN_SALE,
  /** Who refunds or cancels is who sold. */
  OWN_SALE,
  /** Something had been paid. */
  PAID,
  /** The sale had been completed. */
  COMPLETED,
  /** The receipt was on paper. */
  AFTER_RECEIPT;

  /** Whether an act of a kind can have it. */
  public boolean fits(ActKind kind) {
    if (kind == ActKind.REFUSED) {
      return this == FALLBACK; // of what was refused, no more is kept
    }
    return switch (this) {
      case FALLBACK -> kind == ActKind.TENDER || kind == ActKind.DECLINED || kind == ActKind.SALE;
      case OFFLINE -> kind == ActKind.TENDER;
      case WITHOUT_RECEIPT, OTHER_CARD, CASH_FOR_CARD -> kind == ActKind.REFUND;
      case UNKNOWN_SALE, OWN_SALE, AFTER_RECEIPT ->
          kind == ActKind.REFUND || kind == ActKind.CANCEL;
      case PAID, COMPLETED -> kind == ActKind.CANCEL;
    };
  }
}
