package dev.tillwright.device.escpos;

import java.util.Arrays;

/**
 * Bytes on their way to the printer; ints are written as one byte each. Kept from job to job, so
 * that a receipt of text makes no garbage: it grows to the longest job and stays.
 */
final class CommandBuffer {
  static final int DLE = 0x10;
  static final int ESC = 0x1B;
  static final int FS = 0x1C;
  static final int GS = 0x1D;
  static final int LF = 0x0A;

  private byte[] bytes = new byte[4_096];
  private char[] letters = new char[256];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** The bytes themselves, of which the first {@link #size} count; valid until the next change. */
  byte[] array() {
    return bytes;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  CommandBuffer put(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  CommandBuffer put(int first, int second) {
    room(2);
    bytes[size++] = (byte) first;
    bytes[size++] = (byte) second;
    return this;
  }

  CommandBuffer put(int first, int second, int third) {
    return put(first, second).put(third);
  }

  CommandBuffer put(int first, int second, int third, int fourth) {
    return put(first, second).put(third, fourth);
  }

  CommandBuffer put(byte[] values) {
    return put(values, 0, values.length);
  }

  CommandBuffer put(byte[] values, int from, int length) {
    room(length);
    System.arraycopy(values, from, bytes, size, length);
    size += length;
    return this;
  }

  /** Takes back what was put since the buffer had this size. */
  void backTo(int earlier) {
    size = earlier;
  }

  /** Makes room for bytes that somebody else writes into {@link #array}; returns where. */
  int reserve(int length) {
    room(length);
    int at = size;
    size += length;
    return at;
  }

  /** The same byte many times. */
  CommandBuffer fill(int value, int times) {
    room(times);
    Arrays.fill(bytes, size, size + times, (byte) value);
    size += times;
    return this;
  }

  /** A number of two bytes, the low one first. */
  CommandBuffer putShort(int value) {
    return put(value & 0xFF, (value >> 8) & 0xFF);
  }

  /** A number as its bytes, the high one first, without leading zeros. */
  CommandBuffer putPacked(int value) {
    int bits = 24;
    while (bits > 0 && value >>> bits == 0) {
      bits -= 8;
    }
    for (; bits >= 0; bits -= 8) {
      put(value >>> bits & 0xFF);
    }
    return this;
  }

  /**
   * Writes characters of a text as their bytes in a table, one each.
   *
   * @param table by the character, 0 where it has none
   * @return where it stopped: at {@code to}, or at the first character that is not in the table
   */
  int putMapped(String text, int from, int to, byte[] table) {
    int length = to - from;
    if (length <= 0) {
      return from;
    }
    room(length);
    if (letters.length < length) {
      letters = new char[Math.max(letters.length * 2, length)];
    }
    // Copied at once: asking the text for each character takes half as long again.
    text.getChars(from, to, letters, 0);
    int done = map(letters, length, table, bytes, size);
    size += done;
    return from + done;
  }

  private static int map(char[] letters, int length, byte[] table, byte[] into, int at) {
    int i = 0;
    while (i < length) {
      char c = letters[i];
      byte mapped = c < table.length ? table[c] : 0;
      if (mapped == 0) {
        break;
      }
      into[at + i] = mapped;
      i++;
    }
    return i;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
