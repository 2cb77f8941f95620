package dev.tillwright.device.virtual;

import java.util.Arrays;

/** The newest bytes a virtual device received, at most {@value #CAPACITY}. */
final class WireTranscript {
  static final int CAPACITY = 1 << 18;

  private byte[] bytes = new byte[1_024];
  private int size;

  synchronized void add(int value) {
    if (size == CAPACITY) {
      // Forgets the older half at once, so that keeping up is cheap.
      System.arraycopy(bytes, CAPACITY / 2, bytes, 0, CAPACITY / 2);
      size = CAPACITY / 2;
    }
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) value;
  }

  synchronized byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
