package dev.tillwright.core.payment.contract;

/** What a bench may be able to do to the line between the host's code and whoever it talks to. */
public enum Trouble {
  /**
   * No connection can be had, and none that exists goes on, until {@link PaymentHostBench#calm}.
   */
  UNREACHABLE("take the line down"),
  /** The next request gets lost before it counts, and nothing is answered. */
  REQUEST_LOST("lose a request"),
  /** The next request counts, and its answer gets lost. */
  REPLY_LOST("lose an answer"),
  /**
   * The next request counts, and its answer comes after {@link PaymentHostBench#shortDeadline}, at
   * the latest while {@link PaymentHostBench#arrive} waits for it.
   */
  REPLY_LATE("hold an answer back"),
  /** The answer to the next request comes twice. */
  REPLY_TWICE("send an answer twice"),
  /** The next request counts, and the connection breaks in the middle of its answer. */
  REPLY_BROKEN("break the line within an answer"),
  /** The next request counts, and bytes that mean nothing come instead of its answer. */
  REPLY_GARBLED("garble an answer"),
  /** The next request counts, and its answer names another payment. */
  REPLY_TO_OTHER("send an answer that names another payment");

  private final String what;

  Trouble(String what) {
    this.what = what;
  }

  /** What it is, after "the bench cannot". */
  String what() {
    return what;
  }
}
