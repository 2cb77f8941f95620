package dev.tillwright.device.emv;

import java.util.Arrays;

/**
 * A command to a card (ISO/IEC 7816-4, 5.1), short or extended. Immutable.
 *
 * <p><b>Guarantee.</b> It prints its header and how long its data is, never the data.
 */
public final class CommandApdu {
  /** For an expected length that is not said. */
  public static final int NO_LENGTH = -1;

  private static final int MAX_SHORT = 255;
  private static final int MAX_DATA = 65_535;
  private static final int MAX_EXPECTED = 65_536;

  private final int cla;
  private final int ins;
  private final int p1;
  private final int p2;
  private final byte[] data;
  private final int expected;

  private CommandApdu(int cla, int ins, int p1, int p2, byte[] data, int expected) {
    this.cla = cla;
    this.ins = ins;
    this.p1 = p1;
    this.p2 = p2;
    this.data = data;
    this.expected = expected;
  }

  /**
   * A command.
   *
   * @param data at most 65,535 bytes, copied
   * @param expected how many bytes are asked for, 1 to 65,536; {@link #NO_LENGTH} for none
   */
  public static CommandApdu of(int cla, int ins, int p1, int p2, byte[] data, int expected) {
    if (((cla | ins | p1 | p2) & ~0xFF) != 0 || data.length > MAX_DATA) {
      throw new IllegalArgumentException("four bytes, and at most 65,535 of data");
    }
    if (expected != NO_LENGTH && (expected < 1 || expected > MAX_EXPECTED)) {
      throw new IllegalArgumentException("1 to 65,536 bytes are asked for, or none");
    }
    return new CommandApdu(cla, ins, p1, p2, data.clone(), expected);
  }

  /**
   * Reads all of these bytes.
   *
   * @throws ApduFormatException when they are no command
   */
  public static CommandApdu parse(byte[] bytes) {
    if (bytes.length < 4) {
      throw new ApduFormatException("command", bytes.length, "four bytes at least");
    }
    int body = bytes.length - 4;
    if (body == 0) {
      return of(bytes, 4, 0, NO_LENGTH);
    }
    int first = bytes[4] & 0xFF;
    if (body == 1) {
      return of(bytes, 5, 0, first == 0 ? 256 : first);
    }
    if (first != 0) {
      return tail(bytes, 5, first, 1);
    }
    if (body < 3) {
      throw new ApduFormatException("command", 5, "an extended length has three bytes");
    }
    int length = pair(bytes, 5);
    if (body == 3) {
      return of(bytes, 7, 0, length == 0 ? MAX_EXPECTED : length);
    }
    if (length == 0) {
      throw new ApduFormatException("command", 5, "data of length zero");
    }
    return tail(bytes, 7, length, 2);
  }

  /** Data, and behind it the expected length or nothing. */
  private static CommandApdu tail(byte[] bytes, int from, int length, int lengthBytes) {
    int rest = bytes.length - from - length;
    if (rest == 0) {
      return of(bytes, from, length, NO_LENGTH);
    }
    if (rest != lengthBytes) {
      throw new ApduFormatException("command", from, "not as long as it says");
    }
    int at = from + length;
    int expected = lengthBytes == 1 ? bytes[at] & 0xFF : pair(bytes, at);
    int most = lengthBytes == 1 ? 256 : MAX_EXPECTED;
    return of(bytes, from, length, expected == 0 ? most : expected);
  }

  private static CommandApdu of(byte[] bytes, int from, int length, int expected) {
    return new CommandApdu(
        bytes[0] & 0xFF,
        bytes[1] & 0xFF,
        bytes[2] & 0xFF,
        bytes[3] & 0xFF,
        Arrays.copyOfRange(bytes, from, from + length),
        expected);
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  /** The same command that asks for another length. */
  CommandApdu expecting(int newLength) {
    return new CommandApdu(cla, ins, p1, p2, data, newLength);
  }

  /** Class byte. */
  public int cla() {
    return cla;
  }

  /** Instruction byte. */
  public int ins() {
    return ins;
  }

  /** First parameter. */
  public int p1() {
    return p1;
  }

  /** Second parameter. */
  public int p2() {
    return p2;
  }

  /** A copy of the data. */
  public byte[] data() {
    return data.clone();
  }

  /** How many bytes are asked for; {@link #NO_LENGTH} when none. */
  public int expected() {
    return expected;
  }

  /** The bytes as they go to the card: short where that holds it. */
  public byte[] toBytes() {
    boolean extended = data.length > MAX_SHORT || expected > 256;
    int lengthBytes = extended ? 2 : 1;
    int size = 4 + (extended ? 1 : 0);
    size += data.length == 0 ? 0 : lengthBytes + data.length;
    size += expected == NO_LENGTH ? 0 : lengthBytes;
    byte[] bytes = new byte[size];
    bytes[0] = (byte) cla;
    bytes[1] = (byte) ins;
    bytes[2] = (byte) p1;
    bytes[3] = (byte) p2;
    int at = extended ? 5 : 4;
    if (data.length > 0) {
      at = put(bytes, at, data.length, lengthBytes);
      System.arraycopy(data, 0, bytes, at, data.length);
      at += data.length;
    }
    if (expected != NO_LENGTH) {
      put(bytes, at, expected, lengthBytes);
    }
    return bytes;
  }

  private static int put(byte[] bytes, int at, int number, int width) {
    for (int i = 0; i < width; i++) {
      bytes[at + i] = (byte) (number >>> 8 * (width - 1 - i));
    }
    return at + width;
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT, "CommandApdu[%02X%02X%02X%02X, %d]", cla, ins, p1, p2, data.length);
  }
}
