package dev.tillwright.device.escpos;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Bytes on their way to the printer; ints are written as one byte each. */
final class CommandBuffer {
  static final int DLE = 0x10;
  static final int ESC = 0x1B;
  static final int FS = 0x1C;
  static final int GS = 0x1D;
  static final int LF = 0x0A;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);

  CommandBuffer put(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  CommandBuffer put(byte[] values) {
    bytes.write(values, 0, values.length);
    return this;
  }

  CommandBuffer put(ByteBuffer values) {
    while (values.hasRemaining()) {
      bytes.write(values.get());
    }
    return this;
  }

  /** A number of two bytes, the low one first. */
  CommandBuffer putShort(int value) {
    return put(value & 0xFF, (value >> 8) & 0xFF);
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }
}
