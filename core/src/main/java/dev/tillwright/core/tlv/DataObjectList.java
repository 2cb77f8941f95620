package dev.tillwright.core.tlv;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of tags and lengths, without values: what a card asks for (EMV Book 3, 5.4).
 *
 * @param entries in the order in which the values are to be given; at most 128
 */
public record DataObjectList(List<Entry> entries) {
  private static final int MAX_ENTRIES = 128;

  public DataObjectList {
    entries = List.copyOf(entries);
    if (entries.size() > MAX_ENTRIES) {
      throw new TlvFormatException("", 0, "more than " + MAX_ENTRIES + " entries");
    }
  }

  /**
   * One value that is asked for.
   *
   * @param tag of which object
   * @param length in bytes, 0 to 255
   */
  public record Entry(TlvTag tag, int length) {
    public Entry {
      if (length < 0 || length > 0xFF) {
        throw new IllegalArgumentException("a length of 0 to 255");
      }
    }
  }

  /**
   * Reads all of these bytes.
   *
   * @throws TlvFormatException when they are not tags and lengths
   */
  public static DataObjectList parse(byte[] bytes) {
    TlvIn in = new TlvIn(bytes);
    List<Entry> entries = new ArrayList<>();
    while (!in.isDone() && entries.size() <= MAX_ENTRIES) {
      entries.add(in.entry());
    }
    return new DataObjectList(entries);
  }

  /** How many bytes all values take together. */
  public int length() {
    return entries.stream().mapToInt(Entry::length).sum();
  }
}
