package dev.tillwright.core.risk.act;

/**
 * Kinds of acts. Rules decide about the first four before they happen; all of them are counted once
 * they have. Kept rows hold the names, so a name never changes.
 */
public enum ActKind {
  /** A tender of a sale or a deposit of a layaway. */
  TENDER(true),
  /** A part of a return that is paid out. */
  REFUND(true),
  /** A sale that is given up, or a completed one that is taken back whole. */
  CANCEL(true),
  /** The drawer, opened without a sale. */
  DRAWER(true),
  /** A card payment that the host declined. */
  DECLINED(false),
  /** What rules blocked. */
  REFUSED(false),
  /** A finished sale. */
  SALE(false),
  /** What one category of goods came to on a finished sale. */
  GOODS(false),
  /** What discounts by hand came to on a finished sale, for each reason. */
  DISCOUNT(false),
  /** Value that was sold is put on a card. */
  LOAD(false);

  private final boolean decided;

  ActKind(boolean decided) {
    this.decided = decided;
  }

  /** Whether rules decide about it before it happens. */
  public boolean isDecided() {
    return decided;
  }
}
