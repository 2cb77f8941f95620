package dev.tillwright.core.payment;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import java.util.Arrays;

/**
 * A range of cards by their first digits, both ends inside (ISO/IEC 7812: the issuer's
 * identification number).
 *
 * @param from 1 to 10 digits
 * @param to as many digits, not below
 */
public record CardRange(String from, String to) {
  private static final SecretAccess ACCESS = SecretAccess.forPurpose("card range");

  public CardRange {
    if (!from.matches("[0-9]{1,10}") || to.length() != from.length() || !to.matches("[0-9]+")) {
      throw new IllegalArgumentException("a range has two ends of the same 1 to 10 digits");
    }
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("a range does not end before it begins");
    }
  }

  /** All cards that begin so. */
  public static CardRange of(String prefix) {
    return new CardRange(prefix, prefix);
  }

  /** Whether a card is in it. */
  public boolean holds(Pan pan) {
    byte[] digits = pan.reveal(ACCESS);
    try {
      return compare(digits, from) >= 0 && compare(digits, to) <= 0;
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  private static int compare(byte[] digits, String end) {
    for (int i = 0; i < end.length(); i++) {
      int difference = (i < digits.length ? digits[i] : '0') - end.charAt(i);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
