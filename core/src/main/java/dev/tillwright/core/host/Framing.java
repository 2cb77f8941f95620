package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.MessageSpec;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How messages are told apart on a stream: a length, then a header of a fixed size, then the
 * message. A length of zero keeps a connection alive and is no message.
 *
 * <p>The header is sent as it is given; of what comes, as many bytes are left out. Immutable, for
 * any number of threads.
 */
public final class Framing {
  private static final int LENGTH_DIGITS = 4;
  private static final int MAX_HEADER = 64;
  private static final int TPDU_BYTES = 5;

  /** How the length is written. */
  private enum Form {
    BINARY(2),
    BCD(2),
    ASCII(LENGTH_DIGITS);

    private final int bytes;

    Form(int bytes) {
      this.bytes = bytes;
    }
  }

  private final Form form;
  private final byte[] header;
  private final boolean countsItself;

  private Framing(Form form, byte[] header, boolean countsItself) {
    this.form = form;
    this.header = header;
    this.countsItself = countsItself;
  }

  /** Two bytes of length, the high one first. */
  public static Framing binary() {
    return new Framing(Form.BINARY, new byte[0], false);
  }

  /** Four digits of length in ASCII. */
  public static Framing ascii() {
    return new Framing(Form.ASCII, new byte[0], false);
  }

  /** Four digits of length, two in a byte. */
  public static Framing bcd() {
    return new Framing(Form.BCD, new byte[0], false);
  }

  /**
   * With these bytes between length and message, which the length counts.
   *
   * @param bytes at most 64
   */
  public Framing withHeader(byte[] bytes) {
    if (bytes.length > MAX_HEADER) {
      throw new IllegalArgumentException("a header has at most " + MAX_HEADER + " bytes");
    }
    return new Framing(form, bytes.clone(), countsItself);
  }

  /**
   * With a TPDU as header: identifier, destination and source, ten hexadecimal digits such as
   * {@code 6000010000}.
   */
  public Framing withTpdu(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != TPDU_BYTES) {
      throw new IllegalArgumentException("a TPDU has " + TPDU_BYTES + " bytes");
    }
    return withHeader(bytes);
  }

  /** With a length that counts its own bytes too. */
  public Framing countingItself() {
    return new Framing(form, header, true);
  }

  /** A length that no message of ours has: the stream cannot be trusted any more. */
  static final class BadLengthException extends IOException {
    private static final long serialVersionUID = 1L;

    BadLengthException() {
      super("a length that no message has");
    }
  }

  /** The message as a frame; the message itself is wiped. */
  byte[] frame(byte[] message) {
    byte[] frame = new byte[form.bytes + header.length + message.length];
    length(frame, frame.length - (countsItself ? 0 : form.bytes));
    System.arraycopy(header, 0, frame, form.bytes, header.length);
    System.arraycopy(message, 0, frame, form.bytes + header.length, message.length);
    Arrays.fill(message, (byte) 0);
    return frame;
  }

  private void length(byte[] frame, int length) {
    switch (form) {
      case BINARY -> {
        frame[0] = (byte) (length >> 8);
        frame[1] = (byte) length;
      }
      case BCD -> {
        frame[0] = (byte) (length / 1_000 << 4 | length / 100 % 10);
        frame[1] = (byte) (length / 10 % 10 << 4 | length % 10);
      }
      case ASCII -> {
        for (int i = LENGTH_DIGITS - 1, rest = length; i >= 0; i--, rest /= 10) {
          frame[i] = (byte) ('0' + rest % 10);
        }
      }
    }
  }

  /** As long as a message may be. */
  static byte[] buffer() {
    return new byte[MessageSpec.MAX_BYTES];
  }

  /**
   * Waits for the next message and puts it into the buffer: a declared length allocates nothing.
   *
   * @return how long it is
   * @throws EOFException at the end of the stream, also inside a message
   * @throws BadLengthException when the length is no number, or longer than the buffer
   */
  int read(InputStream in, byte[] buffer) throws IOException {
    int length = 0;
    while (length == 0) {
      fill(in, buffer, form.bytes);
      length = length(buffer);
    }
    int message = length - header.length - (countsItself ? form.bytes : 0);
    if (message < 0 || message > buffer.length) {
      throw new BadLengthException();
    }
    fill(in, buffer, header.length);
    fill(in, buffer, message);
    return message;
  }

  private int length(byte[] bytes) throws BadLengthException {
    return switch (form) {
      case BINARY -> (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
      case BCD ->
          ((digit(bytes[0] >> 4 & 0xF) * 10 + digit(bytes[0] & 0xF)) * 10
                      + digit(bytes[1] >> 4 & 0xF))
                  * 10
              + digit(bytes[1] & 0xF);
      case ASCII -> {
        int length = 0;
        for (int i = 0; i < LENGTH_DIGITS; i++) {
          length = length * 10 + digit(bytes[i] - '0');
        }
        yield length;
      }
    };
  }

  private static int digit(int value) throws BadLengthException {
    if (value < 0 || value > 9) {
      throw new BadLengthException();
    }
    return value;
  }

  private static void fill(InputStream in, byte[] buffer, int count) throws IOException {
    if (in.readNBytes(buffer, 0, count) < count) {
      throw new EOFException("the stream ended");
    }
  }

  /** The length's form, and how many bytes of header; never the header. */
  @Override
  public String toString() {
    return "Framing[" + form.name().toLowerCase(Locale.ROOT) + ", header " + header.length + "]";
  }
}
