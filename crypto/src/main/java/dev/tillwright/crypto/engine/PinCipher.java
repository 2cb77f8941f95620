package dev.tillwright.crypto.engine;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * PIN blocks of ISO 9564-1 formats 0 to 4 and their encipherment: TDES over 8 bytes for formats 0
 * to 3, the three AES steps of format 4 over 16. PINs of 4 to 12 and account numbers of 1 to 19
 * ASCII digits; formats 1 and 2 look at no account number. Results are the caller's to wipe.
 */
public final class PinCipher {
  private PinCipher() {}

  /** The clear block of formats 0 to 3. */
  public static byte[] clear(int format, byte[] pin, byte[] account, SecureRandom random) {
    byte[] field = PinFields.packed(PinFields.pin(format, pin, random));
    byte[] number = number(format, account);
    xor(field, number);
    Arrays.fill(number, (byte) 0);
    return field;
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
      byte[] block = BlockEngine.TDES.encrypt(key, clear);
      Arrays.fill(clear, (byte) 0);
      return block;
    }
    byte[] field = PinFields.packed(PinFields.pin(format, pin, random));
    byte[] inner = BlockEngine.AES.encrypt(key, field);
    byte[] number = number(format, account);
    xor(inner, number);
    Arrays.fill(field, (byte) 0);
    Arrays.fill(number, (byte) 0);
    return BlockEngine.AES.encrypt(key, inner);
  }

  /** The PIN of an enciphered block; none when anything is wrong with it. */
  public static Optional<byte[]> decipher(int format, byte[] key, byte[] block, byte[] account) {
    BlockEngine engine = format == 4 ? BlockEngine.AES : BlockEngine.TDES;
    if (block.length != engine.blockBytes()) {
      return Optional.empty();
    }
    byte[] outer = engine.decrypt(key, block);
    byte[] number = number(format, account);
    xor(outer, number);
    Arrays.fill(number, (byte) 0);
    if (format != 4) {
      return pinOf(format, outer);
    }
    return pinOf(format, engine.decrypt(key, outer));
  }

  /** Wipes the field. */
  private static Optional<byte[]> pinOf(int format, byte[] field) {
    byte[] nibbles = PinFields.nibbles(field);
    try {
      return PinFields.digits(format, nibbles);
    } finally {
      Arrays.fill(field, (byte) 0);
      Arrays.fill(nibbles, (byte) 0);
    }
  }

  private static byte[] number(int format, byte[] account) {
    return switch (format) {
      case 0, 3 -> PinFields.packed(PinFields.account(account));
      case 4 -> PinFields.packed(PinFields.longAccount(account));
      default -> new byte[BlockEngine.TDES.blockBytes()];
    };
  }

  private static void xor(byte[] into, byte[] what) {
    for (int i = 0; i < into.length; i++) {
      into[i] ^= what[i];
    }
  }
}
