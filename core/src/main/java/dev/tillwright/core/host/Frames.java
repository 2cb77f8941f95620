package dev.tillwright.core.host;

import java.io.IOException;
import java.io.InputStream;

/** The framing that the simulator speaks: two bytes of length, without a header. */
final class Frames {
  private static final Framing USUAL = Framing.binary();

  private Frames() {}

  /** The message as a frame; the message itself is wiped. */
  static byte[] of(byte[] message) {
    return USUAL.frame(message);
  }

  /** Waits for the next message; see {@link Framing#read}. */
  static int read(InputStream in, byte[] buffer) throws IOException {
    return USUAL.read(in, buffer);
  }

  static byte[] buffer() {
    return Framing.buffer();
  }
}
