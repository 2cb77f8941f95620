package dev.tillwright.device.emv;

import java.util.ArrayList;
import java.util.List;

/**
 * Which records of a card to read: the application file locator (EMV book 3, 10.2).
 *
 * @param ranges in the card's order
 */
record FileLocator(List<Range> ranges) {
  private static final int ENTRY = 4;
  private static final int LONGEST = 252;

  FileLocator {
    ranges = List.copyOf(ranges);
  }

  /** Records of one file. */
  record Range(int sfi, int first, int last) {}

  /**
   * A card whose locator breaks the rules is not read further: which records it meant is a guess.
   */
  static FileLocator parse(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > LONGEST || bytes.length % ENTRY != 0) {
      throw new ApduFormatException("AFL", bytes.length, "entries of four bytes");
    }
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < bytes.length; i += ENTRY) {
      int sfi = (bytes[i] & 0xFF) >> 3;
      int first = bytes[i + 1] & 0xFF;
      int last = bytes[i + 2] & 0xFF;
      int signed = bytes[i + 3] & 0xFF;
      if ((bytes[i] & 7) != 0 || sfi < 1 || sfi > 30) {
        throw new ApduFormatException("AFL", i, "a file of 1 to 30");
      }
      if (first == 0 || last < first || signed > last - first + 1) {
        throw new ApduFormatException("AFL", i + 1, "records from first to last");
      }
      ranges.add(new Range(sfi, first, last));
    }
    return new FileLocator(ranges);
  }
}
