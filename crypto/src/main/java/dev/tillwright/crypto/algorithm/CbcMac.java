package dev.tillwright.crypto.algorithm;

import java.util.Arrays;

/** The MACs of ISO/IEC 9797-1 that chain a block cipher: algorithms 1 and 3. */
public final class CbcMac {
  private static final int DES_BLOCK = 8;

  private CbcMac() {}

  /** How a message is filled up to whole blocks (ISO/IEC 9797-1 clause 6.3). */
  public enum Padding {
    /** Zeros to the end of the block; a message that ends with a block gets none. */
    METHOD_1,
    /** One bit, then zeros; at least one byte. */
    METHOD_2
  }

  /** Algorithm 1 with TDES: 8 bytes. */
  public static byte[] tdes(byte[] key, Padding padding, byte[] message) {
    try (BlockCipher cipher = BlockCipher.tdes(key)) {
      return last(cipher, padding, message);
    }
  }

  /** Algorithm 1 with AES: 16 bytes. */
  public static byte[] aes(byte[] key, Padding padding, byte[] message) {
    try (BlockCipher cipher = BlockCipher.aes(key)) {
      return last(cipher, padding, message);
    }
  }

  /**
   * Algorithm 3 with DES, the retail MAC of ANSI X9.19: the chain under the left half of a key of
   * 16 bytes, its last block decrypted under the right half and encrypted under the left; 8 bytes.
   */
  public static byte[] retail(byte[] key, Padding padding, byte[] message) {
    if (key.length != 2 * DES_BLOCK) {
      throw new IllegalArgumentException("the key of a retail MAC has 16 bytes");
    }
    try (BlockCipher left = BlockCipher.des(key, 0);
        BlockCipher right = BlockCipher.des(key, DES_BLOCK)) {
      return left.encrypt(right.decrypt(last(left, padding, message)));
    }
  }

  private static byte[] last(BlockCipher cipher, Padding padding, byte[] message) {
    byte[] padded = pad(message, cipher.blockSize(), padding);
    byte[] chain = cipher.encryptChain(new byte[cipher.blockSize()], padded);
    Arrays.fill(padded, (byte) 0);
    return Arrays.copyOfRange(chain, chain.length - cipher.blockSize(), chain.length);
  }

  private static byte[] pad(byte[] message, int block, Padding padding) {
    int marked = padding == Padding.METHOD_2 ? message.length + 1 : Math.max(1, message.length);
    byte[] padded = Arrays.copyOf(message, (marked + block - 1) / block * block);
    if (padding == Padding.METHOD_2) {
      padded[message.length] = (byte) 0x80;
    }
    return padded;
  }
}
