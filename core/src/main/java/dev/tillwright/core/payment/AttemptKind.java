package dev.tillwright.core.payment;

/** What an attempt is meant to do. */
public enum AttemptKind {
  /** Takes money, authorization and capture in one. */
  PURCHASE,
  /** Reserves money; captures take it later. */
  AUTHORIZATION,
  /** Gives money back. */
  REFUND
}
