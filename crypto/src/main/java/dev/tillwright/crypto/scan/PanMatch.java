package dev.tillwright.crypto.scan;

import dev.tillwright.core.card.MaskedPan;
import java.util.Objects;

/**
 * Where a card number was found; the number itself is not kept.
 *
 * @param offset of its first digit, from 0, in bytes or in characters of the text
 * @param length from there to behind its last digit, separators included
 * @param form how it is written
 * @param brand whose range it is in: {@code visa}, {@code mastercard}, {@code amex}, {@code
 *     discover}, {@code diners}, {@code jcb}, {@code unionpay} or {@code maestro}
 * @param masked stars and the last four digits
 */
public record PanMatch(long offset, int length, PanForm form, String brand, MaskedPan masked) {
  public PanMatch {
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(brand, "brand");
    Objects.requireNonNull(masked, "masked");
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("a match has a place");
    }
  }
}
