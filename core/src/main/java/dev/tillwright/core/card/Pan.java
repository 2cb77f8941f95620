package dev.tillwright.core.card;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * A primary account number (ISO/IEC 7812-1) of 8 to 19 digits with a valid Luhn check digit.
 *
 * <p><b>Guarantees.</b> It prints masked, is refused by Java serialization, is skipped by libraries
 * that write objects field by field, compares in constant time and is wiped by {@link #close}. Its
 * digits are read only with a {@link SecretAccess}. Any number of threads. <b>Not promised:</b> the
 * collector of the JVM may have copied the array before it was wiped, reflection can read it, and
 * what was passed to {@link #of} is its owner's to wipe (a {@link String} cannot be).
 */
public final class Pan implements AutoCloseable {
  private static final int MIN = 8;
  private static final int MAX = 19;
  private static final int MASKABLE = 12;

  // transient: Jackson, Gson and their like leave transient fields out, whatever their visibility.
  private final transient byte[] digits;
  private final MaskedPan masked;
  private transient boolean closed;

  private Pan(byte[] digits) {
    this.digits = digits;
    this.masked = mask(digits);
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
    byte[] digits = new byte[text.length()];
    for (int i = 0; i < digits.length; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        Arrays.fill(digits, (byte) 0);
        throw new IllegalArgumentException("a card number has only digits, not at position " + i);
      }
      digits[i] = (byte) c;
    }
    if (!luhn(digits)) {
      Arrays.fill(digits, (byte) 0);
      throw new IllegalArgumentException("the check digit of the card number is wrong");
    }
    return new Pan(digits);
  }

  /** Stars and the last four digits. Works after {@link #close}. */
  public MaskedPan masked() {
    return masked;
  }

  /**
   * A copy of the digits in ASCII, for the caller to wipe.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized byte[] reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    if (closed) {
      throw new IllegalStateException("the card number was wiped");
    }
    return digits.clone();
  }

  /** Wipes the digits. May be called again. */
  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(digits, (byte) 0);
  }

  /** Compares in constant time for one length; a wiped number equals nothing but itself. */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Pan that)) {
      return false;
    }
    // Copies, one lock at a time: two threads comparing both ways must not lock each other out.
    byte[] mine = digitsOrNone();
    byte[] theirs = that.digitsOrNone();
    boolean same = mine.length > 0 && MessageDigest.isEqual(mine, theirs);
    Arrays.fill(mine, (byte) 0);
    Arrays.fill(theirs, (byte) 0);
    return same;
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

  /** Whether {@link #of} would take this text. */
  static boolean wouldTake(CharSequence text) {
    try (Pan pan = of(text)) {
      return pan.digits.length > 0;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private synchronized byte[] digitsOrNone() {
    return closed ? new byte[0] : digits.clone();
  }

  private static boolean luhn(byte[] digits) {
    int sum = 0;
    for (int i = 0; i < digits.length; i++) {
      int digit = digits[digits.length - 1 - i] - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
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
