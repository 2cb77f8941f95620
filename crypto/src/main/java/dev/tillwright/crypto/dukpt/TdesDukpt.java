package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.engine.BlockEngine;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * TDES DUKPT (ANSI X9.24-1:2009 annex A) over bytes: base key to initial key, one step from a key
 * to a key of a later counter, and the variants that make working keys. Results are the caller's to
 * wipe.
 */
final class TdesDukpt {
  /** Bits of the counter. */
  static final int COUNTER_BITS = 21;

  /** At most so many of a counter's bits are one. */
  static final int MOST_ONES = 10;

  private static final int KEY = 16;
  private static final int HALF = 8;
  private static final byte[] DERIVATION =
      HexFormat.of().parseHex("C0C0C0C000000000C0C0C0C000000000");

  private TdesDukpt() {}

  /**
   * A device's initial key (A.6).
   *
   * @param baseKey 16 bytes
   * @param initialSerial the KSN of 10 bytes with a counter of zero
   */
  static byte[] initialKey(byte[] baseKey, byte[] initialSerial) {
    byte[] serial = Arrays.copyOf(initialSerial, HALF);
    byte[] masked = xor(baseKey, DERIVATION);
    try {
      return join(
          BlockEngine.TDES.encrypt(baseKey, serial), BlockEngine.TDES.encrypt(masked, serial));
    } finally {
      Arrays.fill(masked, (byte) 0);
    }
  }

  /**
   * The step that cannot be walked back (A.2, Non-reversible Key Generation Process): the key of a
   * counter from that of the same counter without its lowest one bit.
   *
   * @param serial the KSN of 10 bytes whose counter is the new key's
   */
  static byte[] next(byte[] key, byte[] serial) {
    byte[] register = Arrays.copyOfRange(serial, serial.length - HALF, serial.length);
    byte[] masked = xor(key, DERIVATION);
    try {
      return join(generate(masked, register), generate(key, register));
    } finally {
      Arrays.fill(masked, (byte) 0);
    }
  }

  /** The transaction key of a KSN of 10 bytes, from the device's initial key. */
  static byte[] transactionKey(byte[] initialKey, byte[] serial) {
    int counter = counter(serial);
    byte[] at = withCounter(serial, 0);
    byte[] key = initialKey.clone();
    int reached = 0;
    for (int bit = 1 << (COUNTER_BITS - 1); bit != 0; bit >>>= 1) {
      if ((counter & bit) != 0) {
        reached |= bit;
        byte[] step = next(key, withCounter(at, reached));
        Arrays.fill(key, (byte) 0);
        key = step;
      }
    }
    return key;
  }

  /**
   * A variant of a transaction key (A.4.1).
   *
   * @param mask what is added to each half, such as 0xFF for the PIN key
   */
  static byte[] variant(byte[] transactionKey, long mask) {
    byte[] masks = ByteBuffer.allocate(KEY).putLong(mask).putLong(mask).array();
    return xor(transactionKey, masks);
  }

  /** The one-way step of the 2009 standard for data keys: the variant, encrypted under itself. */
  static byte[] oneWay(byte[] variantKey) {
    return BlockEngine.TDES.encrypt(variantKey, variantKey);
  }

  /** The same serial with another counter. */
  static byte[] withCounter(byte[] serial, int counter) {
    byte[] other = serial.clone();
    int last = other.length - 1;
    other[last] = (byte) counter;
    other[last - 1] = (byte) (counter >>> 8);
    other[last - 2] = (byte) (other[last - 2] & 0xE0 | counter >>> 16);
    return other;
  }

  private static int counter(byte[] serial) {
    int last = serial.length - 1;
    return (serial[last - 2] & 0x1F) << 16 | (serial[last - 1] & 0xFF) << 8 | serial[last] & 0xFF;
  }

  private static byte[] generate(byte[] key, byte[] register) {
    byte[] left = Arrays.copyOf(key, HALF);
    byte[] right = Arrays.copyOfRange(key, HALF, KEY);
    try {
      return xor(BlockEngine.TDES.encrypt(left, xor(register, right)), right);
    } finally {
      Arrays.fill(left, (byte) 0);
      Arrays.fill(right, (byte) 0);
    }
  }

  private static byte[] join(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, KEY);
    System.arraycopy(right, 0, both, HALF, HALF);
    Arrays.fill(left, (byte) 0);
    Arrays.fill(right, (byte) 0);
    return both;
  }

  private static byte[] xor(byte[] a, byte[] b) {
    byte[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= b[i];
    }
    return sum;
  }
}
