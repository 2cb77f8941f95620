package dev.tillwright.core.host;

import java.util.Objects;

/**
 * One key in the books of the simulated host.
 *
 * @param key the payment key as text
 * @param kind what was asked
 * @param minor the amount that was approved, in minor units; 0 when nothing was
 * @param currency ISO 4217, three digits; empty when only a reversal was seen
 * @param state what became of it
 */
public record HostLedgerEntry(String key, Kind kind, long minor, String currency, State state) {
  public HostLedgerEntry {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(state, "state");
  }

  /** What was asked. */
  public enum Kind {
    PURCHASE,
    REFUND,
    /** Only a reversal has come so far. */
    UNSEEN
  }

  /** What became of it. */
  public enum State {
    APPROVED,
    DECLINED,
    /** Taken back, or reversed before it came: it does not count and never will. */
    REVERSED
  }

  /** What it moved: charged is positive, given back is negative. */
  public long net() {
    if (state != State.APPROVED) {
      return 0;
    }
    return kind == Kind.REFUND ? -minor : minor;
  }
}
