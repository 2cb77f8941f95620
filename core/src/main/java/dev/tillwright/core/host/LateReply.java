package dev.tillwright.core.host;

import dev.tillwright.core.payment.PaymentKey;
import java.util.Objects;

/**
 * An answer that came after its caller had gone with {@code Unknown}. Whatever it says, the caller
 * was not told: a late approval of something that is being reversed must not become a payment.
 *
 * @param key whose attempt
 * @param kind what was asked
 * @param responseCode field 39; empty when the answer had none
 */
public record LateReply(PaymentKey key, Kind kind, String responseCode) {
  public LateReply {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(responseCode, "responseCode");
  }

  /** What was asked. */
  public enum Kind {
    /** A purchase or a refund, online or as an advice. */
    MONEY,
    REVERSAL
  }
}
