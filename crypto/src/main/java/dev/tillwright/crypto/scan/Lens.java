package dev.tillwright.crypto.scan;

/** Looks at one byte or character after another for digits in one form. For one thread. */
interface Lens {
  /** What is neither a digit nor anything else that a lens looks for. */
  int OTHER = 0x80;

  /**
   * The next one.
   *
   * @param symbol 0 to 255; a character above 127 is {@link #OTHER}
   * @param start its offset
   * @param end the offset behind it
   */
  void next(int symbol, long start, long end);

  /** As many bytes, the first of which is at this offset. */
  default void all(byte[] bytes, int length, long offset) {
    for (int i = 0; i < length; i++) {
      next(bytes[i] & 0xff, offset + i, offset + i + 1);
    }
  }

  /** Nothing follows; another run may begin. Digits that were held are wiped. */
  void end();
}
