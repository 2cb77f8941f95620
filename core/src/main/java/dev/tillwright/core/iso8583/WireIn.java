package dev.tillwright.core.iso8583;

import java.util.Arrays;

/** The bytes of a message being read. Every step looks at what is left before it takes. */
final class WireIn {
  private final byte[] bytes;
  private final int start;
  private int at;
  private int end;
  private final FieldPath path = new FieldPath();

  WireIn(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.start = from;
    this.end = end;
  }

  FieldPath path() {
    return path;
  }

  int left() {
    return end - at;
  }

  /** Ends the input after so many bytes; returns where it ended before. */
  int narrow(int count) {
    need(count);
    int before = end;
    end = at + count;
    return before;
  }

  void widen(int before) {
    end = before;
  }

  void need(int count) {
    if (count > left()) {
      throw error("the message ends too early");
    }
  }

  byte take() {
    need(1);
    return bytes[at++];
  }

  byte[] take(int count) {
    need(count);
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  /** A byte ahead, which stays. */
  byte peek(int ahead) {
    need(ahead + 1);
    return bytes[at + ahead];
  }

  IsoFormatException error(String what) {
    return new IsoFormatException(path.toString(), at - start, what);
  }
}
