package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.MessageSpec;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Messages on a stream: two bytes of length, the high one first, then the message. A length of zero
 * keeps a connection alive and is no message.
 */
final class Frames {
  static final int HEADER = 2;

  private Frames() {}

  /** The message as a frame; the message itself is wiped. */
  static byte[] of(byte[] message) {
    byte[] frame = new byte[message.length + HEADER];
    frame[0] = (byte) (message.length >> 8);
    frame[1] = (byte) message.length;
    System.arraycopy(message, 0, frame, HEADER, message.length);
    Arrays.fill(message, (byte) 0);
    return frame;
  }

  /** A frame longer than any message: the stream cannot be trusted any more. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("a frame longer than a message may be");
    }
  }

  /**
   * Waits for the next message and puts it into the buffer, which is as long as a message may be: a
   * declared length allocates nothing.
   *
   * @return how long it is
   * @throws EOFException at the end of the stream, also inside a message
   */
  static int read(InputStream in, byte[] buffer) throws IOException {
    int length = 0;
    while (length == 0) {
      fill(in, buffer, HEADER);
      length = (buffer[0] & 0xFF) << 8 | buffer[1] & 0xFF;
    }
    if (length > buffer.length) {
      throw new TooLongException();
    }
    fill(in, buffer, length);
    return length;
  }

  private static void fill(InputStream in, byte[] buffer, int count) throws IOException {
    if (in.readNBytes(buffer, 0, count) < count) {
      throw new EOFException("the stream ended");
    }
  }

  static byte[] buffer() {
    return new byte[MessageSpec.MAX_BYTES];
  }
}
