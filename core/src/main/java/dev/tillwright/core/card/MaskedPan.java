package dev.tillwright.core.card;

import java.util.Objects;

/**
 * A card number fit for receipts and the journal: stars and the last four digits.
 *
 * <p><b>Guarantee.</b> A number of fewer than 12 digits is all stars: masking fails closed.
 *
 * @param text stars and at most four digits: {@code "************1111"}
 */
public record MaskedPan(String text) {
  public MaskedPan {
    Objects.requireNonNull(text, "text");
    if (!text.matches("\\*{4,19}|\\*{8,15}[0-9]{4}")) {
      throw new IllegalArgumentException("not a masked card number");
    }
  }

  /** The last four digits, or four stars when they are hidden. */
  public String last4() {
    return text.substring(text.length() - 4);
  }

  @Override
  public String toString() {
    return text;
  }
}
