package dev.tillwright.core.payment;

import java.util.Objects;

/**
 * An answer that came after its caller had gone with {@link HostReply.Unknown}.
 *
 * @param key whose attempt
 * @param reply what it says; never unknown or unreachable
 */
public record LateAnswer(PaymentKey key, HostReply reply) {
  public LateAnswer {
    Objects.requireNonNull(key, "key");
    if (reply instanceof HostReply.Unknown || reply instanceof HostReply.Unreachable) {
      throw new IllegalArgumentException("a late answer says something");
    }
  }
}
