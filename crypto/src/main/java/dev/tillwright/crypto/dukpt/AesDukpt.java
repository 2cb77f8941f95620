package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.engine.BlockEngine;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * AES DUKPT (ANSI X9.24-3:2017, 6.3) over bytes: the derivation data and the one function that
 * makes initial, intermediate, transaction, working and update keys. Results are the caller's to
 * wipe.
 */
final class AesDukpt {
  /** At most so many of a counter's 32 bits are one. */
  static final int MOST_ONES = 16;

  private static final int BLOCK = 16;
  private static final int KEY_DERIVATION = 0x8000;
  private static final int KEY_DERIVATION_INITIAL = 0x8001;
  private static final int VERSION = 1;

  private AesDukpt() {}

  /**
   * A device's initial key (6.3.1), as long as the base key.
   *
   * @param keyId the initial key id, 8 bytes
   */
  static byte[] initialKey(byte[] baseKey, byte[] keyId) {
    return derive(
        baseKey,
        KEY_DERIVATION_INITIAL,
        aes(baseKey.length),
        baseKey.length,
        ByteBuffer.wrap(keyId).getLong());
  }

  /**
   * The key of a counter from that of the same counter without its lowest one bit.
   *
   * @param counter 32 bits, unsigned
   */
  static byte[] next(byte[] key, byte[] keyId, long counter) {
    return derive(key, KEY_DERIVATION, aes(key.length), key.length, tail(keyId, counter));
  }

  /** The transaction key of a counter, from the device's initial key. */
  static byte[] transactionKey(byte[] initialKey, byte[] keyId, long counter) {
    byte[] key = initialKey.clone();
    long reached = 0;
    for (long bit = 1L << 31; bit != 0; bit >>>= 1) {
      if ((counter & bit) != 0) {
        reached |= bit;
        byte[] step = next(key, keyId, reached);
        Arrays.fill(key, (byte) 0);
        key = step;
      }
    }
    return key;
  }

  /**
   * A working key of a transaction key.
   *
   * @param usage the indicator of table 2, such as 0x1000 for PINs
   * @param algorithm the indicator of table 3
   * @param length in bytes
   */
  static byte[] working(
      byte[] transactionKey, int usage, int algorithm, int length, byte[] keyId, long counter) {
    return derive(transactionKey, usage, algorithm, length, tail(keyId, counter));
  }

  private static int aes(int length) {
    return length / 8; // 2, 3 and 4 stand for AES-128, -192 and -256
  }

  private static long tail(byte[] keyId, long counter) {
    return ByteBuffer.wrap(keyId).getLong() << 32 | counter;
  }

  private static byte[] derive(byte[] parent, int usage, int algorithm, int length, long tail) {
    byte[] blocks = new byte[(length + BLOCK - 1) / BLOCK * BLOCK];
    ByteBuffer data = ByteBuffer.wrap(blocks);
    for (int block = 1; data.hasRemaining(); block++) {
      data.put((byte) VERSION)
          .put((byte) block)
          .putShort((short) usage)
          .putShort((short) algorithm)
          .putShort((short) (length * Byte.SIZE))
          .putLong(tail);
    }
    byte[] all = BlockEngine.AES.encrypt(parent, blocks);
    byte[] key = Arrays.copyOf(all, length);
    Arrays.fill(all, (byte) 0);
    return key;
  }
}
