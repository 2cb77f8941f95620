package dev.tillwright.device.hid;

import dev.tillwright.device.spi.BarcodeScanner.Scan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts a code together from the scanned data reports that carry it (HID POS 1.02, page 0x8C).
 *
 * <p>Not for several threads. Bound: a code of {@value Scan#MAX_BYTES} bytes.
 */
final class ScanReports {
  static final int PAGE = 0x8c;
  private static final int DECODED_DATA = 0xfe;
  private static final int CONTINUED = 0xff;
  private static final int[] SYMBOLOGY = {0xfb, 0xfc, 0xfd};
  private static final int GENERIC_DESKTOP = 0x01;
  private static final int BYTE_COUNT = 0x3b;

  private final HidDescriptor descriptor;
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();

  ScanReports(HidDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Takes a report.
   *
   * @return a code when this report ended one; of a report that carries none, nothing
   * @throws HidFormatException when the report says what cannot be; what was begun is forgotten
   */
  Optional<Scan> take(byte[] report) {
    byte[] data = descriptor.bytes(report, PAGE, DECODED_DATA);
    if (data.length == 0) {
      return Optional.empty();
    }
    int length = descriptor.value(report, GENERIC_DESKTOP, BYTE_COUNT).orElse(filled(data));
    if (length < 0 || length > data.length || code.size() + length > Scan.MAX_BYTES) {
      code.reset();
      throw new HidFormatException(0, "a report of codes counts more bytes than it has");
    }
    code.write(data, 0, length);
    if (descriptor.value(report, PAGE, CONTINUED).orElse(0) != 0) {
      return Optional.empty();
    }
    byte[] whole = code.toByteArray();
    code.reset();
    if (whole.length == 0) {
      throw new HidFormatException(0, "a code is empty");
    }
    return Optional.of(Scan.of(whole, aim(report), new String(whole, StandardCharsets.ISO_8859_1)));
  }

  /** A code that was begun is not ended by the next. */
  void reset() {
    code.reset();
  }

  /** Of devices that do not count: up to the zeros that fill the report. */
  private static int filled(byte[] data) {
    int length = data.length;
    while (length > 0 && data[length - 1] == 0) {
      length--;
    }
    return length;
  }

  private String aim(byte[] report) {
    byte[] three = new byte[SYMBOLOGY.length];
    for (int i = 0; i < three.length; i++) {
      three[i] = (byte) descriptor.value(report, PAGE, SYMBOLOGY[i]).orElse(0);
    }
    String aim = new String(three, StandardCharsets.US_ASCII);
    Arrays.fill(three, (byte) 0);
    return aim.matches("\\][A-Za-z][0-9A-Za-z]") ? aim : "";
  }
}
