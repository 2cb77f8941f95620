package dev.tillwright.loyalty.ledger;

/**
 * The accounts of one member in one program. Every posting moves points from one to another, so all
 * of them always add up to zero. Those that points come from are zero or below.
 */
public enum Account {
  /** What sales gave; zero or below. */
  ISSUED,
  /** What else gave: opening balances, partners, corrections; zero or below. */
  GRANTED,
  /** What came back because goods that were paid with points came back; zero or below. */
  GIVEN_BACK,
  /** What the shop bore of points that should have been taken back; zero or below. */
  WRITTEN_OFF,
  /** What was withheld from refunds as money, for points that were missing; zero or below. */
  CASHED,
  /** What was taken back because goods came back. */
  CLAWED_BACK,
  /** What was taken by correction. */
  TAKEN,
  /** What the member paid with. */
  BURNED,
  /** What ended unspent: the shop's breakage. */
  EXPIRED,
  /** What the member will have when it is free. */
  PENDING,
  /** What the member may spend; below zero after a claw-back of points already spent. */
  AVAILABLE,
  /** What is held for sales that are not finished. */
  HELD;

  /** Whether its points are the member's, and so what the shop owes. */
  public boolean owed() {
    return this == PENDING || this == AVAILABLE || this == HELD;
  }
}
