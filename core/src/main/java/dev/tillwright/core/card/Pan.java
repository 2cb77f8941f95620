package dev.tillwright.core.card;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;

/**
 * A primary account number (ISO/IEC 7812-1) of 8 to 19 digits with a valid Luhn check digit.
 *
 * <p><b>Guarantees.</b> It prints masked, is refused by Java serialization and by Jackson, is
 * skipped by other libraries that write objects field by field, compares in constant time and is
 * wiped by {@link #close}. Its digits are read only with a {@link SecretAccess}. Any number of
 * threads. <b>Not promised:</b> the collector of the JVM may have copied the array before it was
 * wiped, reflection can read it, and what was passed to {@link #of} is its owner's to wipe (a
 * {@link String} cannot be).
 */
public final class Pan implements AutoCloseable {
  private static final int MIN = 8;
  private static final int MAX = 19;
  private static final int MASKABLE = 12;

  // transient: Gson and its like leave transient fields out, whatever their visibility.
  private final transient Hidden digits;
  private final MaskedPan masked;

  private Pan(byte[] digits) {
    this.masked = mask(digits);
    this.digits = new Hidden(digits);
  }

  /**
   * Reads the digits; the caller still owns, and should wipe, what it passed.
   *
   * @throws IllegalArgumentException without the data when this is not a card number
   */
  public static Pan of(CharSequence text) {
    if (text.length() < MIN || text.length() > MAX) {
      throw new IllegalArgumentException("a card number has 8 to 19 digits");
    }
    byte[] digits =
        Digits.read(text, "a card number has only digits", (position, c) -> Digits.digit(c));
    if (!Digits.luhn(digits)) {
      Arrays.fill(digits, (byte) 0);
      throw new IllegalArgumentException("the check digit of the card number is wrong");
    }
    return new Pan(digits);
  }

  /** Stars and the last four digits. Works after {@link #close}. */
  public MaskedPan masked() {
    return masked;
  }

  /** How many digits; works after {@link #close}. */
  public int length() {
    return digits.length();
  }

  /**
   * A copy of the digits in ASCII, for the caller to wipe.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public byte[] reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return digits.copy("the card number");
  }

  /** Wipes the digits. May be called again. */
  @Override
  public void close() {
    digits.wipe();
  }

  /** Compares in constant time for one length; a wiped number equals nothing but itself. */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Pan that && digits.same(that.digits);
  }

  /** The same for all numbers, so that it tells nothing. */
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return masked.text();
  }

  @JsonValue
  Object refuseJson() {
    return Hidden.refuse("a card number");
  }

  /** Whether {@link #of} would take this text. */
  static boolean wouldTake(CharSequence text) {
    try (Pan pan = of(text)) {
      return pan.length() > 0;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static MaskedPan mask(byte[] digits) {
    int shown = digits.length >= MASKABLE ? 4 : 0;
    StringBuilder text = new StringBuilder("*".repeat(digits.length - shown));
    for (int i = digits.length - shown; i < digits.length; i++) {
      text.append((char) digits[i]);
    }
    return new MaskedPan(text.toString());
  }
}
