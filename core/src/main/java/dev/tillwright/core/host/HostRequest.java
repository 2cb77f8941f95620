package dev.tillwright.core.host;

import java.util.Objects;

/**
 * What a test host is asked, however it travelled: what scripts look at, and what the books rule
 * on.
 *
 * @param kind what is asked
 * @param key text of the payment key: of the movement itself, or of what is undone or asked about
 * @param original key of the authorization or purchase that is cited; empty for none
 * @param minor the amount, in minor units
 * @param currency ISO 4217, three digits; empty where no money is named
 * @param repeat whether it is marked as sent before
 * @param advice whether it was approved at the till already
 * @param partial whether an approval of less is welcome
 * @param last of a capture, whether nothing more will be captured
 */
public record HostRequest(
    Kind kind,
    String key,
    String original,
    long minor,
    String currency,
    boolean repeat,
    boolean advice,
    boolean partial,
    boolean last) {
  public HostRequest {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(currency, "currency");
    if (minor < 0) {
      throw new IllegalArgumentException("an amount is not negative");
    }
  }

  /** What is asked. */
  public enum Kind {
    PURCHASE,
    AUTHORIZATION,
    CAPTURE,
    INCREMENT,
    REFUND,
    /** Undone because its outcome is not known. */
    REVERSAL,
    /** Undone because the shop gave it up. */
    VOID,
    STATUS;

    /** Whether it moves or reserves money by itself. */
    public boolean moves() {
      return switch (this) {
        case PURCHASE, AUTHORIZATION, CAPTURE, INCREMENT, REFUND -> true;
        case REVERSAL, VOID, STATUS -> false;
      };
    }
  }

  /** Whether it asks for the same: the marks of a repeat and of an advice do not matter. */
  boolean asksSame(HostRequest other) {
    return kind == other.kind
        && key.equals(other.key)
        && original.equals(other.original)
        && minor == other.minor
        && currency.equals(other.currency)
        && last == other.last;
  }
}
