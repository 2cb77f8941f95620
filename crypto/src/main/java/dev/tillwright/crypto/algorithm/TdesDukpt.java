package dev.tillwright.crypto.algorithm;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * TDES DUKPT (ANSI X9.24-1:2009 annex A) over bytes: base key to initial key, one step from a key
 * to a key of a later counter, and the variants that make working keys. Results are the caller's to
 * wipe.
 */
public final class TdesDukpt {
  /** Bits of the counter. */
  public static final int COUNTER_BITS = 21;

  /** At most so many of a counter's bits are one. */
  public static final int MOST_ONES = 10;

  private static final int KEY = 16;
  private static final int HALF = 8;
  private static final byte[] DERIVATION = twice("C0C0C0C000000000");

  private TdesDukpt() {}

  /** What a working key is for, by the variant of A.4.1 that is added to the transaction key. */
  public enum Variant {
    PIN("00000000000000FF"),
    MAC_REQUEST("000000000000FF00"),
    MAC_RESPONSE("00000000FF000000"),
    DATA_REQUEST("0000000000FF0000"),
    DATA_RESPONSE("000000FF00000000");

    private final byte[] mask;

    Variant(String half) {
      this.mask = twice(half);
    }
  }

  /**
   * A device's initial key (A.6).
   *
   * @param baseKey 16 bytes
   * @param initialSerial the KSN of 10 bytes with a counter of zero
   */
  public static byte[] initialKey(byte[] baseKey, byte[] initialSerial) {
    byte[] serial = Arrays.copyOf(initialSerial, HALF);
    byte[] masked = Bytes.xor(baseKey, DERIVATION);
    try (BlockCipher left = BlockCipher.tdes(baseKey);
        BlockCipher right = BlockCipher.tdes(masked)) {
      return join(left.encrypt(serial), right.encrypt(serial));
    } finally {
      Bytes.wipe(masked);
    }
  }

  /**
   * The step that cannot be walked back (A.2, Non-reversible Key Generation Process): the key of a
   * counter from that of the same counter without its lowest one bit.
   *
   * @param serial the KSN of 10 bytes whose counter is the new key's
   */
  public static byte[] next(byte[] key, byte[] serial) {
    byte[] register = Arrays.copyOfRange(serial, serial.length - HALF, serial.length);
    byte[] masked = Bytes.xor(key, DERIVATION);
    try {
      return join(generate(masked, register), generate(key, register));
    } finally {
      Bytes.wipe(masked);
    }
  }

  /** The transaction key of a KSN of 10 bytes, from the device's initial key. */
  public static byte[] transactionKey(byte[] initialKey, byte[] serial) {
    int counter = counter(serial);
    byte[] at = withCounter(serial, 0);
    byte[] key = initialKey.clone();
    int reached = 0;
    for (int bit = 1 << (COUNTER_BITS - 1); bit != 0; bit >>>= 1) {
      if ((counter & bit) != 0) {
        reached |= bit;
        byte[] step = next(key, withCounter(at, reached));
        Bytes.wipe(key);
        key = step;
      }
    }
    return key;
  }

  /** A working key of a transaction key. */
  public static byte[] working(byte[] transactionKey, Variant variant) {
    return Bytes.xor(transactionKey, variant.mask);
  }

  /** The one-way step of the 2009 standard for data keys: the variant, encrypted under itself. */
  public static byte[] oneWay(byte[] variantKey) {
    try (BlockCipher cipher = BlockCipher.tdes(variantKey)) {
      return cipher.encrypt(variantKey);
    }
  }

  /** The same serial with another counter. */
  public static byte[] withCounter(byte[] serial, int counter) {
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
    byte[] right = Arrays.copyOfRange(key, HALF, KEY);
    try (BlockCipher left = BlockCipher.des(key, 0)) {
      return Bytes.xor(left.encrypt(Bytes.xor(register, right)), right);
    } finally {
      Bytes.wipe(right);
    }
  }

  private static byte[] join(byte[] left, byte[] right) {
    byte[] both = Bytes.join(left, right);
    Bytes.wipe(left, right);
    return both;
  }

  private static byte[] twice(String half) {
    return HexFormat.of().parseHex(half + half);
  }
}
