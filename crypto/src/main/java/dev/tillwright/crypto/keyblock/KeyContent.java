package dev.tillwright.crypto.keyblock;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** What a block encrypts: the key's length in bits in two bytes, the key, random padding. */
final class KeyContent {
  private static final int LENGTH = 2;

  private KeyContent() {}

  /** For the caller to wipe. */
  static byte[] compose(byte[] key, int padding, SecureRandom random) {
    byte[] fill = new byte[padding];
    random.nextBytes(fill);
    byte[] plain = new byte[LENGTH + key.length + padding];
    int bits = key.length * Byte.SIZE;
    plain[0] = (byte) (bits >>> 8);
    plain[1] = (byte) bits;
    System.arraycopy(key, 0, plain, LENGTH, key.length);
    System.arraycopy(fill, 0, plain, LENGTH + key.length, padding);
    return plain;
  }

  /** The key alone, for the caller to wipe; none when the length is not one. */
  static Optional<byte[]> key(byte[] plain) {
    int bits = (plain[0] & 0xFF) << 8 | plain[1] & 0xFF;
    int end = LENGTH + bits / Byte.SIZE;
    return bits == 0 || bits % Byte.SIZE != 0 || end > plain.length
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(plain, LENGTH, end));
  }

  /**
   * How much padding fills whole blocks around a key that is padded to at least {@code atLeast}.
   */
  static int padding(int keyBytes, int atLeast, int block) {
    int whole = (LENGTH + Math.max(keyBytes, atLeast) + block - 1) / block * block;
    return whole - LENGTH - keyBytes;
  }
}
