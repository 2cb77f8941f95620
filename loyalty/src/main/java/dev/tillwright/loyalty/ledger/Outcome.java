package dev.tillwright.loyalty.ledger;

/** What an entry that asked for something came to. */
public enum Outcome {
  /** It is done. */
  DONE,
  /** Nothing is done: there was too little, or it was too late. */
  REFUSED
}
