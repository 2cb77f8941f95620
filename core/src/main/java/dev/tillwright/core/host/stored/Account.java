package dev.tillwright.core.host.stored;

/** An account of the ledger. What a card gets, another account gives; all sum to zero. */
public enum Account {
  /** What the shop owes to those who hold cards. */
  CARDS,
  /** What was sold onto cards, less what was taken off again. */
  SOLD,
  /** What was spent, less what was given back. */
  REDEEMED,
  /** What was granted without a purchase. */
  GRANTED,
  /** What expired (breakage). */
  EXPIRED
}
