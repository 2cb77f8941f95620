package dev.tillwright.crypto.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The nonces of a file's segments after the STREAM construction (Hoang, Reyhanitabar, Rogaway,
 * Vizár: "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015): a
 * prefix of the file (7 bytes), the segment's number (4 bytes, big-endian), and one byte that is 1
 * for the last segment only. So a segment that was left out, doubled, moved or cut off is refused.
 */
final class Segments {
  static final int PLAIN = 1 << 16;
  static final int SEALED = PLAIN + DataKey.TAG;
  static final int PREFIX = 7;

  /** 2^31 segments are 128 TiB. */
  private static final int MAX_NUMBER = Integer.MAX_VALUE;

  /** The file's key is fresh and its wrapping is bound to subject, context and header. */
  private static final byte[] CONTEXT = {};

  private final DataKey key;
  private final byte[] prefix;
  private int next;

  Segments(DataKey key, byte[] prefix) {
    this.key = key;
    this.prefix = prefix;
  }

  /** Ciphertext and tag stand behind {@link DataKey#NONCE} bytes, which are not kept. */
  byte[] seal(byte[] plain, boolean last) {
    return key.seal(nonce(last), plain, CONTEXT);
  }

  /**
   * The plain bytes, for the caller to wipe.
   *
   * @param sealed ciphertext and tag behind {@link DataKey#NONCE} bytes of room
   */
  byte[] open(byte[] sealed, boolean last) {
    System.arraycopy(nonce(last), 0, sealed, 0, DataKey.NONCE);
    return key.open(sealed, CONTEXT);
  }

  private byte[] nonce(boolean last) {
    if (next == MAX_NUMBER) {
      throw new IllegalStateException("a sealed file has at most 128 TiB");
    }
    ByteBuffer nonce = ByteBuffer.allocate(DataKey.NONCE).put(prefix).putInt(next++);
    return nonce.put((byte) (last ? 1 : 0)).array();
  }

  void close() {
    key.close();
    Arrays.fill(prefix, (byte) 0);
  }
}
