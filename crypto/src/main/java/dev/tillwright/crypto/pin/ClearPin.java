package dev.tillwright.crypto.pin;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A PIN of 4 to 12 digits as it was entered, until it is closed.
 *
 * <p><b>Guarantees.</b> It prints stars, is refused by Java serialization, is skipped by libraries
 * that write objects field by field, compares in constant time and is wiped by {@link #close}. Its
 * digits are read only with a {@link SecretAccess}. Any number of threads. <b>Not promised:</b> the
 * collector of the JVM may have copied the array before it was wiped; payment schemes allow a clear
 * PIN in secure hardware only.
 */
public final class ClearPin implements AutoCloseable {
  private static final int MIN = 4;
  private static final int MAX = 12;

  private final transient SecretBytes digits;

  private ClearPin(SecretBytes digits) {
    this.digits = digits;
  }

  /**
   * Reads the digits; the caller still owns, and should wipe, what it passed.
   *
   * @throws IllegalArgumentException without the data when this is not a PIN
   */
  public static ClearPin of(CharSequence text) {
    if (text.length() < MIN || text.length() > MAX) {
      throw new IllegalArgumentException("a PIN has 4 to 12 digits");
    }
    byte[] digits = PinAccount.digits(text, "a PIN");
    try {
      return new ClearPin(SecretBytes.copyOf(digits));
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  /**
   * A copy of the digits in ASCII, for the caller to wipe.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public byte[] reveal(SecretAccess access) {
    return digits.reveal(access);
  }

  /** Wipes the digits. May be called again. */
  @Override
  public void close() {
    digits.close();
  }

  /** Compares in constant time for one length; a wiped PIN equals nothing but itself. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof ClearPin that && digits.equals(that.digits);
  }

  /** The same for all PINs, so that it tells nothing. */
  @Override
  public int hashCode() {
    return 1;
  }

  /** Four stars, whatever the length. */
  @Override
  public String toString() {
    return "****";
  }
}
