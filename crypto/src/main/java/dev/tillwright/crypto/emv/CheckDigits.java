package dev.tillwright.crypto.emv;

import dev.tillwright.crypto.engine.BlockEngine;
import java.util.Arrays;

/** The computations of CVV, PVV and IBM 3624, over digits in ASCII; results are to be wiped. */
final class CheckDigits {
  private static final int BLOCK = 8;
  private static final int NIBBLES = 16;

  private CheckDigits() {}

  /** Visa's CVV, Mastercard's CVC: three digits of number, expiry and service code. */
  static byte[] cvv(byte[] key, byte[] account, Expiry expiry, ServiceCode service) {
    byte[] nibbles = new byte[2 * NIBBLES];
    int at = copy(account, nibbles, 0);
    for (char digit : (expiry.digits() + service.digits()).toCharArray()) {
      nibbles[at++] = (byte) (digit - '0');
    }
    byte[] blocks = packed(nibbles);
    byte[] left = Arrays.copyOf(key, BLOCK);
    byte[] chained = BlockEngine.TDES.encrypt(left, Arrays.copyOf(blocks, BLOCK));
    for (int i = 0; i < BLOCK; i++) {
      chained[i] ^= blocks[BLOCK + i];
    }
    byte[] value = decimal(BlockEngine.TDES.encrypt(key, chained), 3);
    wipe(nibbles, blocks, left, chained);
    return value;
  }

  /** Visa's PVV: four digits of the number's last eleven, the key's index and the PIN's first. */
  static byte[] pvv(byte[] key, int index, byte[] account, byte[] pin) {
    byte[] nibbles = new byte[NIBBLES];
    copy(Arrays.copyOfRange(account, account.length - 12, account.length - 1), nibbles, 0);
    nibbles[11] = (byte) index;
    copy(Arrays.copyOf(pin, 4), nibbles, 12);
    byte[] block = packed(nibbles);
    byte[] value = decimal(BlockEngine.TDES.encrypt(key, block), 4);
    wipe(nibbles, block);
    return value;
  }

  /** IBM 3624: what must be added to the natural PIN, digit by digit, to give this one. */
  static byte[] offset(byte[] key, PinOffsetRule rule, byte[] account, byte[] pin) {
    byte[] block = rule.validation(account);
    byte[] nibbles = nibbles(BlockEngine.TDES.encrypt(key, block));
    byte[] offset = new byte[pin.length];
    for (int i = 0; i < pin.length; i++) {
      int natural = rule.decimal(nibbles[i]);
      offset[i] = (byte) ('0' + (pin[i] - '0' - natural + 10) % 10);
    }
    wipe(block, nibbles);
    return offset;
  }

  /** The decimal digits among the nibbles, then, if they do not suffice, the others less ten. */
  private static byte[] decimal(byte[] block, int count) {
    byte[] nibbles = nibbles(block);
    byte[] digits = new byte[2 * NIBBLES];
    int at = 0;
    for (byte nibble : nibbles) {
      if (nibble < 10) {
        digits[at++] = (byte) ('0' + nibble);
      }
    }
    for (byte nibble : nibbles) {
      if (nibble >= 10) {
        digits[at++] = (byte) ('0' + nibble - 10);
      }
    }
    byte[] value = Arrays.copyOf(digits, count);
    wipe(block, nibbles, digits);
    return value;
  }

  private static int copy(byte[] ascii, byte[] nibbles, int from) {
    for (int i = 0; i < ascii.length; i++) {
      nibbles[from + i] = (byte) (ascii[i] - '0');
    }
    return from + ascii.length;
  }

  static byte[] packed(byte[] nibbles) {
    byte[] bytes = new byte[nibbles.length / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (nibbles[2 * i] << 4 | nibbles[2 * i + 1]);
    }
    return bytes;
  }

  static byte[] nibbles(byte[] bytes) {
    byte[] nibbles = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      nibbles[2 * i] = (byte) (bytes[i] >> 4 & 0xF);
      nibbles[2 * i + 1] = (byte) (bytes[i] & 0xF);
    }
    return nibbles;
  }

  private static void wipe(byte[]... secrets) {
    for (byte[] secret : secrets) {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
