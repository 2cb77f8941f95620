package dev.tillwright.core.sale;

/** How a sale is paid, or a return is paid out. */
public enum TenderKind {
  CASH,
  CARD,
  POINTS,
  WALLET
}
