package dev.tillwright.device.emv;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a card answered: data and two status bytes (ISO/IEC 7816-4, 5.1).
 *
 * <p><b>Guarantee.</b> It prints the status and how long the data is, never the data. Immutable,
 * but for {@link #close}.
 */
public final class ResponseApdu implements AutoCloseable {
  private static final int MAX = 65_536 + 2;

  private final byte[] data;
  private final int status;

  private ResponseApdu(byte[] data, int status) {
    this.data = data;
    this.status = status;
  }

  /**
   * Reads all of these bytes, which are copied.
   *
   * @throws ApduFormatException when there is no status, or too much data
   */
  public static ResponseApdu parse(byte[] bytes) {
    if (bytes.length < 2 || bytes.length > MAX) {
      throw new ApduFormatException("response", bytes.length, "two status bytes behind the data");
    }
    int status = (bytes[bytes.length - 2] & 0xFF) << 8 | bytes[bytes.length - 1] & 0xFF;
    return new ResponseApdu(Arrays.copyOf(bytes, bytes.length - 2), status);
  }

  /** A copy of the data, for the caller to wipe where it is secret. */
  public byte[] data() {
    return data.clone();
  }

  /** How many bytes of data. */
  public int length() {
    return data.length;
  }

  /** Both status bytes: {@code 0x9000}. */
  public int status() {
    return status;
  }

  /** Whether the card did what was asked. */
  public boolean isGood() {
    return status == 0x9000;
  }

  /** Whether the status begins so: {@code 0x61}. */
  boolean begins(int first) {
    return status >> 8 == first;
  }

  /** Wipes the data. */
  @Override
  public void close() {
    Arrays.fill(data, (byte) 0);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "ResponseApdu[%04X, %d]", status, data.length);
  }
}
