package dev.tillwright.core.risk.act;

import java.util.EnumSet;
import java.util.Set;

/** What is so, or is not, about an act. Kept rows hold the names, so a name never changes. */
public enum Trait {
  /** A card with a chip was read by its stripe: its track says that it has one. */
  FALLBACK(ActKind.TENDER, ActKind.DECLINED, ActKind.REFUSED),
  /** The host is out of reach: it is taken without it, or not at all. */
  OFFLINE(ActKind.TENDER, ActKind.REFUSED),
  /** Goods came back without an earlier sale to point at. */
  WITHOUT_RECEIPT(ActKind.REFUND, ActKind.REFUSED),
  /** The money goes to a card that did not pay for the goods. */
  OTHER_CARD(ActKind.REFUND, ActKind.REFUSED),
  /** Cash goes out for goods that only a card paid for. */
  CASH_FOR_CARD(ActKind.REFUND, ActKind.REFUSED),
  /** Nothing is remembered of the sale that is refunded or cancelled. */
  UNKNOWN_SALE(ActKind.REFUND, ActKind.CANCEL, ActKind.REFUSED),
  /** Who refunds or cancels is who sold. */
  OWN_SALE(ActKind.REFUND, ActKind.CANCEL, ActKind.REFUSED),
  /** Something had been paid. */
  PAID(ActKind.CANCEL, ActKind.REFUSED),
  /** The sale had been completed. */
  COMPLETED(ActKind.CANCEL, ActKind.REFUSED),
  /** The receipt was on paper. */
  AFTER_RECEIPT(ActKind.REFUND, ActKind.CANCEL, ActKind.REFUSED);

  private final Set<ActKind> of;

  Trait(ActKind first, ActKind... more) {
    this.of = EnumSet.of(first, more);
  }

  /** Whether an act of a kind can have it. */
  public boolean fits(ActKind kind) {
    return of.contains(kind);
  }
}
