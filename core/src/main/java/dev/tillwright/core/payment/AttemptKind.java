package dev.tillwright.core.payment;

/** What an attempt is meant to do. */
public enum AttemptKind {
  /** Takes money, authorization and capture in one. */
  PURCHASE,
  /** Reserves money; captures take it later. */
  AUTHORIZATION,
  /** Gives money back. */
  REFUND,
  /** Puts the first value on a card that was sold. */
  ACTIVATION,
  /** Puts more value on a card. */
  LOAD,
  /** Takes value off a card again, that an activation or load put there. */
  UNLOAD;

  /** Whether value moves that was sold, onto a card or off it: no tender of a sale. */
  public boolean movesSoldValue() {
    return this == ACTIVATION || this == LOAD || this == UNLOAD;
  }

  /** Whether a customer has paid for value that he must get. */
  public boolean loads() {
    return this == ACTIVATION || this == LOAD;
  }
}
