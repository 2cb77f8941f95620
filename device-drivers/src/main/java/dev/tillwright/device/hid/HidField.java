package dev.tillwright.device.hid;

import java.util.List;

/**
 * Where in an input report some values stand.
 *
 * @param report the id of the report; 0 when reports are not numbered
 * @param usages what the values mean, page in the upper and usage in the lower 16 bits; the last
 *     one stands for all that follow it
 * @param bit the first bit, counted behind the report's id
 * @param size bits of one value, 1 to 32
 * @param count how many values
 * @param least the least logical value; below 0 the values are signed
 * @param variable whether each value is what its usage measures; else each is the number of a usage
 *     that is chosen
 */
record HidField(
    int report, List<Integer> usages, int bit, int size, int count, int least, boolean variable) {

  /** The value at an index, as its usage measures it; 0 where the report is too short. */
  int value(byte[] data, int from, int index) {
    long value = 0;
    int first = bit + index * size;
    for (int i = 0; i < size; i++) {
      int at = from + (first + i) / 8;
      if (at < data.length && (data[at] >> ((first + i) % 8) & 1) != 0) {
        value |= 1L << i;
      }
    }
    boolean negative = least < 0 && size < 32 && (value >> (size - 1) & 1) != 0;
    return (int) (negative ? value - (1L << size) : value);
  }

  int usage(int index) {
    return usages.isEmpty() ? 0 : usages.get(Math.min(index, usages.size() - 1));
  }

  int lastBit() {
    return bit + size * count;
  }
}
