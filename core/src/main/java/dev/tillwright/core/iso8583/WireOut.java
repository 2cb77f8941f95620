package dev.tillwright.core.iso8583;

import java.util.Arrays;

/** The bytes of a message being written: grows up to a bound, and is wiped when it is left. */
final class WireOut implements AutoCloseable {
  private static final int FIRST = 512;

  private final int most;
  private final FieldPath path = new FieldPath();
  private byte[] bytes = new byte[FIRST];
  private int size;

  WireOut(int most) {
    this.most = most;
  }

  FieldPath path() {
    return path;
  }

  int size() {
    return size;
  }

  void put(byte one) {
    room(1);
    bytes[size++] = one;
  }

  void put(byte[] all) {
    room(all.length);
    System.arraycopy(all, 0, bytes, size, all.length);
    size += all.length;
  }

  /** The bytes from a place on, taken out again. */
  byte[] cut(int from) {
    byte[] tail = Arrays.copyOfRange(bytes, from, size);
    size = from;
    return tail;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int count) {
    if (count > most - size) {
      throw error("the message is longer than " + most + " bytes");
    }
    if (size + count > bytes.length) {
      byte[] small = bytes;
      bytes = Arrays.copyOf(small, Math.min(most, Math.max(size + count, small.length * 2)));
      Arrays.fill(small, (byte) 0);
    }
  }

  IsoFormatException error(String what) {
    return new IsoFormatException(path.toString(), size, what);
  }

  /** Wipes: the bytes held a card number. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
