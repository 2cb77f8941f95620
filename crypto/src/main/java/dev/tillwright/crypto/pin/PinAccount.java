package dev.tillwright.crypto.pin;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import java.util.Arrays;

/**
 * The account number that a PIN belongs to, as PIN blocks and PIN check values take it: 1 to 19
 * digits, whatever their check digit, because PIN pads and test systems know such numbers too.
 *
 * <p><b>Guarantees.</b> Prints nothing of it, is refused by Java serialization, is skipped by
 * libraries that write objects field by field and is wiped by {@link #close}. Any number of
 * threads.
 */
public final class PinAccount implements AutoCloseable {
  private static final int MAX = 19;
  private static final PinAccount NONE = new PinAccount(SecretBytes.copyOf(new byte[0]));

  private final transient SecretBytes digits;

  private PinAccount(SecretBytes digits) {
    this.digits = digits;
  }

  /** That of a card; the card's number stays its owner's to close. */
  public static PinAccount of(Pan pan) {
    return taking(pan.reveal(SecretAccess.forPurpose("PIN block")));
  }

  /**
   * Reads 1 to 19 digits; the caller still owns, and should wipe, what it passed.
   *
   * @throws IllegalArgumentException without the data when these are not digits
   */
  public static PinAccount ofDigits(CharSequence text) {
    if (text.length() < 1 || text.length() > MAX) {
      throw new IllegalArgumentException("an account number has 1 to 19 digits");
    }
    return taking(digits(text, "an account number"));
  }

  /** None: for formats that bind none. */
  public static PinAccount none() {
    return NONE;
  }

  private static PinAccount taking(byte[] digits) {
    try {
      return new PinAccount(SecretBytes.copyOf(digits));
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  /** ASCII digits, for the caller to wipe. */
  static byte[] digits(CharSequence text, String what) {
    byte[] digits = new byte[text.length()];
    for (int i = 0; i < digits.length; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        Arrays.fill(digits, (byte) 0);
        throw new IllegalArgumentException(what + " has only digits, not at position " + i);
      }
      digits[i] = (byte) c;
    }
    return digits;
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
    return digits.reveal(access);
  }

  /** Wipes the digits; {@link #none} has nothing to wipe. May be called again. */
  @Override
  public void close() {
    if (this != NONE) {
      digits.close();
    }
  }

  @Override
  public String toString() {
    return "PinAccount[hidden]";
  }
}
