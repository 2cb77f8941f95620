package dev.tillwright.core.host;

import dev.tillwright.core.payment.PaymentKey;
import org.jspecify.annotations.Nullable;

/**
 * Field 48: the payment key; then, after a bar, the key it cites; then, on a capture, a bar and
 * whether it is the last ({@code L}) or more may follow ({@code M}).
 *
 * @param key text of the payment key; empty when the field is
 * @param original text of the key it cites; empty for none
 * @param mark {@code L}, {@code M} or nothing
 */
record KeyField(String key, String original, String mark) {
  private static final String BAR = "|";
  private static final String LAST = "L";
  private static final String MORE = "M";

  static KeyField of(PaymentKey key) {
    return citing(key, null);
  }

  static KeyField citing(PaymentKey key, @Nullable PaymentKey original) {
    return new KeyField(key.toString(), original == null ? "" : original.toString(), "");
  }

  static KeyField capture(PaymentKey key, PaymentKey original, boolean last) {
    return new KeyField(key.toString(), original.toString(), last ? LAST : MORE);
  }

  /** Whatever a peer sent: what is not there is empty. */
  static KeyField parse(String field) {
    String[] parts = field.strip().split("\\|", 3);
    return new KeyField(
        parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
  }

  boolean isCapture() {
    return !mark.isEmpty();
  }

  boolean isLast() {
    return mark.equals(LAST);
  }

  String text() {
    return key + (original.isEmpty() ? "" : BAR + original) + (mark.isEmpty() ? "" : BAR + mark);
  }
}
