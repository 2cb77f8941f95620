package dev.tillwright.core.host;

import java.time.Duration;
import java.util.Objects;

/**
 * What a test host does with one request.
 *
 * @param fault which fault, if any
 * @param code the response code of a decline
 * @param delay how long the answer, or the whole request, waits; at most a minute
 * @param minor the amount of a partial approval
 */
public record Behaviour(Fault fault, String code, Duration delay, long minor) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  public Behaviour {
    Objects.requireNonNull(fault, "fault");
    if (!code.matches("|[0-9A-Z]{2}")) {
      throw new IllegalArgumentException("a response code has two characters");
    }
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a delay is 0 to 60 seconds");
    }
    if (minor < 0) {
      throw new IllegalArgumentException("an amount is not negative");
    }
  }

  /** What can go wrong. */
  public enum Fault {
    NONE,
    DECLINE,
    /** Less is approved than was asked, with code 10. */
    PARTIAL,
    /** The request is thrown away before it counts. */
    DROP_REQUEST,
    /** The request counts, its answer is never sent. */
    DROP_REPLY,
    /** The answer is sent twice. */
    DUPLICATE_REPLY,
    /** The request counts at once, its answer waits. */
    LATE_REPLY,
    /** The request waits before it counts, as in a queue on the way; others overtake it. */
    LATE_REQUEST,
    /** The request counts, bytes that are no message are sent instead of its answer. */
    GARBAGE,
    /** The request counts, the answer names another payment. */
    WRONG_KEY,
    /** The request counts, half of its answer is sent, and the rest never. */
    HALF_REPLY,
    /** The request counts, half of its answer is sent, and the connection is closed. */
    CLOSE_MID_MESSAGE,
    /** The connection is closed before the request counts. */
    CLOSE
  }

  /** The usual: the ledger decides. */
  public static Behaviour usual() {
    return fault(Fault.NONE);
  }

  /** One of the faults. */
  public static Behaviour fault(Fault fault) {
    return new Behaviour(fault, "", Duration.ZERO, 0);
  }

  /** Declined with this response code (field 39). */
  public static Behaviour decline(String code) {
    return new Behaviour(Fault.DECLINE, code, Duration.ZERO, 0);
  }

  /** Approved for this much, or for what was asked if that is less. */
  public static Behaviour partial(long minor) {
    return new Behaviour(Fault.PARTIAL, "", Duration.ZERO, minor);
  }

  /** The usual, but the answer waits. */
  public static Behaviour delay(Duration delay) {
    return new Behaviour(Fault.LATE_REPLY, "", delay, 0);
  }

  /** The usual, but the request waits before it counts. */
  public static Behaviour queue(Duration delay) {
    return new Behaviour(Fault.LATE_REQUEST, "", delay, 0);
  }
}
