package dev.tillwright.device.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Reads bar codes, and tells the listeners of each as a {@link Scanned}. Codes read while it is
 * disabled are not told later.
 */
public interface BarcodeScanner extends Device {

  @Override
  BarcodeScannerCapabilities capabilities();

  /**
   * Reads from now on, also after the connection was lost and came back. A new scanner is disabled.
   *
   * @throws DeviceException when it is not reached
   */
  void enable(Duration limit);

  /**
   * Reads no more; a code that is on its way is thrown away.
   *
   * @throws DeviceException when it is not reached; it tells nothing more all the same
   */
  void disable(Duration limit);

  /**
   * Sets what the scanner names so, such as which symbologies it reads.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} for what is not among its {@link
   *     BarcodeScannerCapabilities#settings}; nothing was sent
   */
  void configure(Map<String, String> settings, Duration limit);

  /** A code was read. */
  record Scanned(String device, Instant at, Scan scan) implements DeviceEvent {}

  /** Something was read that is no code: without its end, too short, too long, or garbled. */
  record BadScan(String device, Instant at, Flaw flaw) implements DeviceEvent {}

  /** What is wrong with what was read. */
  enum Flaw {
    NO_TERMINATOR,
    TOO_SHORT,
    TOO_LONG,
    BAD_CHECK,
    BAD_CHARACTER
  }

  /**
   * What was read.
   *
   * <p><b>Guarantee.</b> Prints its length only: a code may be a card's or a person's.
   */
  final class Scan {
    /** The longest code: more than the largest QR code holds. */
    public static final int MAX_BYTES = 8_192;

    private final byte[] bytes;
    private final String aimId;
    private final String text;

    private Scan(byte[] bytes, String aimId, String text) {
      this.bytes = bytes;
      this.aimId = aimId;
      this.text = text;
    }

    /**
     * A code.
     *
     * @param bytes as they stand in the code, 1 to {@value #MAX_BYTES}
     * @param aimId symbology as ISO/IEC 15424 names it, such as {@code "]E0"}; empty when the
     *     scanner does not say
     * @param text the bytes as characters, without the AIM identifier
     */
    public static Scan of(byte[] bytes, String aimId, String text) {
      if (bytes.length == 0 || bytes.length > MAX_BYTES || text.length() > MAX_BYTES) {
        throw new IllegalArgumentException("a code has 1 to " + MAX_BYTES + " bytes");
      }
      if (!aimId.isEmpty() && !aimId.matches("\\][A-Za-z][0-9A-Za-z]")) {
        throw new IllegalArgumentException("an AIM identifier is ], a letter and a modifier");
      }
      return new Scan(bytes.clone(), aimId, text);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
      return bytes.clone();
    }

    public String aimId() {
      return aimId;
    }

    public String text() {
      return text;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Scan that
          && Arrays.equals(bytes, that.bytes)
          && aimId.equals(that.aimId)
          && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return Objects.hash(Arrays.hashCode(bytes), aimId, text);
    }

    @Override
    public String toString() {
      return "Scan[" + aimId + ", " + bytes.length + " bytes]";
    }
  }
}
