package dev.tillwright.crypto.scan;

/** Reads two bytes as a character, of which one must be zero. Four of these see all of UTF-16. */
final class Utf16Lens implements Lens {
  private static final int NONE = -1;

  private final RunFinder runs;
  private final int lead;
  private final boolean bigEndian;
  private int first = NONE;
  private long count;

  /**
   * @param lead 0 or 1: the byte to begin with
   * @param bigEndian whether the zero byte comes first
   */
  Utf16Lens(RunFinder runs, int lead, boolean bigEndian) {
    this.runs = runs;
    this.lead = lead;
    this.bigEndian = bigEndian;
  }

  @Override
  public void next(int symbol, long start, long end) {
    if (count++ < lead) {
      return;
    }
    if (first == NONE) {
      first = symbol;
      return;
    }
    int high = bigEndian ? first : symbol;
    int low = bigEndian ? symbol : first;
    // The place of the digit's own byte, so that both ways round tell the same place.
    long at = bigEndian ? start : start - 1;
    runs.next(high == 0 ? low : OTHER, at, at + 1);
    first = NONE;
  }

  /** Most pairs have no zero byte: they are passed over without a call. */
  @Override
  public void all(byte[] bytes, int length, long offset) {
    for (int i = 0; i < length; i++) {
      int symbol = bytes[i] & 0xff;
      if (first == NONE || count < lead || runs.holds()) {
        next(symbol, offset + i, offset + i + 1);
      } else if ((bigEndian ? first : symbol) == 0) {
        next(symbol, offset + i, offset + i + 1);
      } else {
        count++;
        runs.pass(OTHER);
        first = NONE;
      }
    }
  }

  @Override
  public void end() {
    first = NONE;
    count = 0;
    runs.end();
  }
}
