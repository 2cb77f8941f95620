package dev.tillwright.loyalty.member;

/**
 * What became of a contact that was let through. Journal entries keep the names, so a name never
 * changes.
 */
public enum ContactOutcome {
  /** The carrier has it. */
  SENT,
  /** It arrived. */
  DELIVERED,
  /** A call that was answered. */
  ANSWERED,
  /** A call that rang. */
  NO_ANSWER,
  /** A call to a line that was busy. */
  BUSY,
  /** The member asked not to be reached by this channel any more: consent to it is withdrawn. */
  ASKED_TO_STOP,
  /** It went out and came back: the address does not work. */
  UNDELIVERABLE,
  /** It certainly did not leave the house; the only outcome that does not count for caps. */
  NOT_SENT,
  /** Nobody knows. It is not made again. */
  UNKNOWN
}
