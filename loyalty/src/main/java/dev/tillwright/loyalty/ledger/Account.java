package dev.tillwright.loyalty.ledger;

/**
 * The accounts of one member. Every posting moves points from one to another, so the six always add
 * up to zero.
 */
public enum Account {
  /** What the shop gave out; zero or below. */
  ISSUED,
  /** What was taken back because goods came back. */
  CLAWED_BACK,
  /** What the member paid with. */
  BURNED,
  /**
   * What came back to the member because goods that were paid with points came back; below zero.
   */
  GIVEN_BACK,
  /** What the member may spend; below zero after a claw-back of points already spent. */
  AVAILABLE,
  /** What is held for sales that are not finished. */
  HELD
}
