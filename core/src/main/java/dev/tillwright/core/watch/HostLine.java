package dev.tillwright.core.watch;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * One line of what a host settled.
 *
 * @param place where it stands: file and line
 * @param kind money taken, given back, or a charge undone
 * @param terminal at which till
 * @param key the payment's key; empty when the host does not give it
 * @param reference the host's own; empty for none
 * @param token the card's; empty when the host's file has none
 * @param amount positive
 * @param at when, by the host
 */
public record HostLine(
    String place,
    Kind kind,
    String terminal,
    String key,
    String reference,
    String token,
    Money amount,
    Instant at) {
  public HostLine {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(at, "at");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount that was settled is positive");
    }
  }

  /** Which way the money went. */
  public enum Kind {
    CAPTURE,
    REFUND,
    REVERSAL
  }
}
