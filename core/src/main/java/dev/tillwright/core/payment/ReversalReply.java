package dev.tillwright.core.payment;

/** What a host said to a reversal. */
public enum ReversalReply {
  /** The original is undone, or never was: nothing of it is charged. */
  ACKNOWLEDGED,
  /** No answer that can be trusted: send it again later. */
  UNACKNOWLEDGED,
  /**
   * The original stands and can never be undone by the host: a person is called, and it is not
   * asked again before the next opening.
   */
  IMPOSSIBLE
}
