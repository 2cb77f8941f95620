package dev.tillwright.crypto.emv;

import java.nio.ByteBuffer;

/** What diversifies a card's session key (EMV book 2, A1.3): 8 bytes, not secret. */
public final class SessionInput {
  private static final int BYTES = 8;

  private final byte[] bytes;

  private SessionInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The common way: the application transaction counter and zeros.
   *
   * @param counter of 16 bits
   */
  public static SessionInput ofCounter(int counter) {
    return ofCounterAndNumber(counter, 0);
  }

  /**
   * Mastercard's way: the counter, two zero bytes and the terminal's unpredictable number.
   *
   * @param counter of 16 bits
   * @param unpredictable of 32 bits
   */
  public static SessionInput ofCounterAndNumber(int counter, int unpredictable) {
    if (counter < 0 || counter > 0xFFFF) {
      throw new IllegalArgumentException("the counter of a card has 16 bits");
    }
    return new SessionInput(
        ByteBuffer.allocate(BYTES)
            .putShort((short) counter)
            .putShort((short) 0)
            .putInt(unpredictable)
            .array());
  }

  /** Eight bytes, of which the third is replaced by what the standard puts there. */
  public static SessionInput of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("what diversifies a session key has 8 bytes");
    }
    return new SessionInput(bytes.clone());
  }

  byte[] with(int third) {
    byte[] half = bytes.clone();
    half[2] = (byte) third;
    return half;
  }
}
