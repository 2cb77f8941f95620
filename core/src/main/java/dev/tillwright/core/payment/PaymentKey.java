package dev.tillwright.core.payment;

import java.util.Objects;

/**
 * The idempotency key of one attempt. It never changes: a repeat carries the same key, so a host
 * can know it.
 *
 * @param terminal whose journal, 1 to 16 characters of A-Z, a-z, 0-9 and the hyphen
 * @param epoch which opening of the till, from 1
 * @param seq counts attempts, from 1; goes on growing over the openings of a journal
 */
public record PaymentKey(String terminal, int epoch, long seq) {
  public PaymentKey {
    Objects.requireNonNull(terminal, "terminal");
    if (!terminal.matches("[A-Za-z0-9-]{1,16}") || epoch < 1 || seq < 1) {
      throw new IllegalArgumentException("not a payment key");
    }
  }

  /** Reads the text form {@code "till-01/3/42"}. */
  public static PaymentKey parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a payment key");
    }
    return new PaymentKey(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }

  /** {@code "till-01/3/42"}. */
  @Override
  public String toString() {
    return terminal + "/" + epoch + "/" + seq;
  }
}
