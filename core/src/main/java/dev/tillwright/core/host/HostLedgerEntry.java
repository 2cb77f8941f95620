package dev.tillwright.core.host;

import java.util.Objects;

/**
 * One movement in the books of a test host.
 *
 * @param key the payment key as text
 * @param kind what was asked
 * @param original the key it cites; empty for none
 * @param minor the amount that was approved, in minor units; 0 when nothing was
 * @param currency ISO 4217, three digits; empty when only a reversal was seen
 * @param state what became of it
 */
public record HostLedgerEntry(
    String key, Kind kind, String original, long minor, String currency, State state) {
  public HostLedgerEntry {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(state, "state");
  }

  /** What was asked. */
  public enum Kind {
    PURCHASE,
    AUTHORIZATION,
    CAPTURE,
    INCREMENT,
    REFUND,
    /** Only a reversal has come so far. */
    UNSEEN
  }

  /** What became of it. */
  public enum State {
    APPROVED,
    DECLINED,
    /** Taken back, or reversed before it came: it does not count and never will. */
    REVERSED,
    /** Given up by the shop: it does not count any more. */
    VOIDED
  }

  /** What it moved: taken is positive, given back is negative, reserved is nothing. */
  public long net() {
    if (state != State.APPROVED) {
      return 0;
    }
    return switch (kind) {
      case PURCHASE, CAPTURE -> minor;
      case REFUND -> -minor;
      case AUTHORIZATION, INCREMENT, UNSEEN -> 0;
    };
  }
}
