package dev.tillwright.crypto.emv;

import java.util.Arrays;

/**
 * How an issuer makes the natural PIN of IBM 3624.
 *
 * @param decimalization 16 digits: what each of the nibbles 0 to F becomes
 * @param from where the validation data begins in the account number, from 0
 * @param length how many digits of it are taken, 1 to 16
 * @param pad the hexadecimal digit that fills it up to 16
 */
public record PinOffsetRule(String decimalization, int from, int length, char pad) {
  public PinOffsetRule {
    if (!decimalization.matches("[0-9]{16}")) {
      throw new IllegalArgumentException("a decimalization table has 16 digits");
    }
    if (from < 0 || length < 1 || length > 16) {
      throw new IllegalArgumentException("validation data is 1 to 16 digits of the number");
    }
    if (Character.digit(pad, 16) < 0) {
      throw new IllegalArgumentException("a pad is a hexadecimal digit");
    }
  }

  int decimal(int nibble) {
    return decimalization.charAt(nibble) - '0';
  }

  /** Refuses an account number of so few digits. */
  void fits(int digits) {
    if (length > digits - from) {
      throw new IllegalArgumentException("the account number has no such digits");
    }
  }

  /** The block to encrypt, for the caller to wipe. */
  byte[] validation(byte[] account) {
    fits(account.length);
    byte[] nibbles = new byte[16];
    Arrays.fill(nibbles, (byte) Character.digit(pad, 16));
    for (int i = 0; i < length; i++) {
      nibbles[i] = (byte) (account[from + i] - '0');
    }
    byte[] block = CheckDigits.packed(nibbles);
    Arrays.fill(nibbles, (byte) 0);
    return block;
  }
}
