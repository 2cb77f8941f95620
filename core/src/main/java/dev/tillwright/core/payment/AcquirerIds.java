package dev.tillwright.core.payment;

import java.util.Objects;

/**
 * Under which names the acquirer knows a payment: what stands on its slip, so that it is found
 * there. Each is empty when there is none, and at most 40 printable characters of ASCII.
 *
 * @param merchant the card acceptor (ISO 8583 field 42)
 * @param terminal the terminal at the acquirer (field 41)
 * @param trace the trace number (field 11)
 */
public record AcquirerIds(String merchant, String terminal, String trace) {
  /** A host that gives no names. */
  public static final AcquirerIds NONE = new AcquirerIds("", "", "");

  public AcquirerIds {
    Objects.requireNonNull(merchant, "merchant");
    for (String name : new String[] {merchant, terminal, trace}) {
      if (!name.matches("[\\x20-\\x7e]{0,40}")) {
        throw new IllegalArgumentException("an acquirer's name has at most 40 characters of ASCII");
      }
    }
  }
}
