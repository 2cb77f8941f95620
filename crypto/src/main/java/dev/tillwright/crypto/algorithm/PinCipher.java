package dev.tillwright.crypto.algorithm;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * PIN blocks of ISO 9564-1 formats 0 to 4 and their encipherment: TDES over 8 bytes for formats 0
 * to 3, the three AES steps of format 4 over 16. PINs of 4 to 12 and account numbers of 1 to 19
 * ASCII digits; formats 1 and 2 look at no account number. Results are the caller's to wipe.
 */
public final class PinCipher {
  private PinCipher() {}

  /** Bytes of a block: 8, of format 4 16. */
  public static int blockSize(int format) {
    return format == 4 ? 16 : 8;
  }

  /** The clear block of formats 0 to 3. */
  public static byte[] clear(int format, byte[] pin, byte[] account, SecureRandom random) {
    byte[] field = PinFields.packed(PinFields.pin(format, pin, random));
    if (!bound(format)) {
      return field;
    }
    byte[] number = PinFields.packed(PinFields.account(account));
    byte[] block = Bytes.xor(field, number);
    Bytes.wipe(field, number);
    return block;
  }

  /** The PIN of a clear block of formats 0 to 3, or nothing when it is not one. */
  public static byte @Nullable [] pinOfClear(int format, byte[] block, byte[] account) {
    byte[] number =
        bound(format) ? PinFields.packed(PinFields.account(account)) : new byte[block.length];
    byte[] field = Bytes.xor(block, number);
    try {
      return digits(format, field);
    } finally {
      Bytes.wipe(number, field);
    }
  }

  /**
   * An enciphered block.
   *
   * @param key TDES for formats 0 to 3, AES for format 4
   */
  public static byte[] encipher(
      int format, byte[] key, byte[] pin, byte[] account, SecureRandom random) {
    if (format != 4) {
      byte[] clear = clear(format, pin, account, random);
      try (BlockCipher cipher = BlockCipher.tdes(key)) {
        return cipher.encrypt(clear);
      } finally {
        Bytes.wipe(clear);
      }
    }
    byte[] field = PinFields.packed(PinFields.pin(format, pin, random));
    byte[] number = PinFields.packed(PinFields.longAccount(account));
    try (BlockCipher cipher = BlockCipher.aes(key)) {
      return cipher.encrypt(Bytes.xor(cipher.encrypt(field), number));
    } finally {
      Bytes.wipe(field, number);
    }
  }

  /** The PIN of an enciphered block, or nothing when anything about it is wrong. */
  public static byte @Nullable [] decipher(int format, byte[] key, byte[] block, byte[] account) {
    if (block.length != blockSize(format)) {
      return null;
    }
    if (format != 4) {
      try (BlockCipher cipher = BlockCipher.tdes(key)) {
        byte[] clear = cipher.decrypt(block);
        byte[] pin = pinOfClear(format, clear, account);
        Bytes.wipe(clear);
        return pin;
      }
    }
    byte[] number = PinFields.packed(PinFields.longAccount(account));
    try (BlockCipher cipher = BlockCipher.aes(key)) {
      byte[] field = cipher.decrypt(Bytes.xor(cipher.decrypt(block), number));
      byte[] pin = digits(format, field);
      Bytes.wipe(field);
      return pin;
    } finally {
      Bytes.wipe(number);
    }
  }

  private static byte @Nullable [] digits(int format, byte[] field) {
    byte[] nibbles = PinFields.nibbles(field);
    try {
      return PinFields.digits(format, nibbles);
    } finally {
      Bytes.wipe(nibbles);
    }
  }

  private static boolean bound(int format) {
    return format == 0 || format == 3;
  }
}
