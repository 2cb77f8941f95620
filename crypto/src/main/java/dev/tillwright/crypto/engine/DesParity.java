package dev.tillwright.crypto.engine;

/** DES keys have odd parity in each byte. */
public final class DesParity {
  private DesParity() {}

  /** Sets it, in place. */
  public static void adjust(byte[] key) {
    for (int i = 0; i < key.length; i++) {
      int bits = key[i] & 0xFE;
      key[i] = (byte) (bits | (Integer.bitCount(bits) + 1 & 1));
    }
  }
}
