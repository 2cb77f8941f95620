package dev.tillwright.device.hid;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A scanner and a scale, composed from the HID Point of Sale Usage Tables 1.02 (USB-IF) in the
 * shape that such devices have: they are not recordings.
 */
final class HidFixtures {
  private HidFixtures() {}

  /** Report 2: a count, three symbology characters, 56 bytes of data, two of a vendor, a flag. */
  static final byte[] SCANNER_BYTES =
      hex(
          "05 8c 09 02 a1 01", // usage page 8C, bar code scanner, application
          "09 12 a1 02 85 02", // scanned data report, logical, report id 2
          "15 00 26 ff 00 75 08", // values 0 to 255 of 8 bits
          "95 01 05 01 09 3b 81 02", // generic desktop, byte count
          "05 8c 95 03 09 fb 09 fc 09 fd 81 02", // symbology identifiers 1 to 3
          "95 38 09 fe 82 02 01", // decoded data, 56 bytes
          "95 02 06 66 ff 09 04 81 02", // a vendor's own
          "05 8c 25 01 75 01 95 01 09 ff 81 02", // decode data continued
          "95 07 81 03 c0 c0"); // padding

  static final HidDescriptor SCANNER = HidDescriptor.parse(SCANNER_BYTES);

  /** Report 3: state, unit, scaling, weight of 16 bits. */
  static final HidDescriptor SCALE =
      HidDescriptor.parse(
          hex(
              "05 8d 09 20 a1 01", // usage page 8D, scale device, application
              "09 32 a1 02 85 03", // scale data report, logical, report id 3
              "15 01 25 08 75 08 95 01", // one number of 1 to 8
              "09 70 a1 02 19 71 29 78 81 00 c0", // scale status
              "25 0c 09 50 a1 02 19 51 29 5c 81 00 c0", // weight unit
              "15 80 25 7f 09 41 81 02", // data scaling, signed
              "15 00 27 ff ff 00 00 75 10 09 40 81 02 c0 c0")); // data weight

  /** One report of a code, or of a part of it. */
  static byte[] scanned(String aim, String data, boolean more) {
    byte[] report = new byte[64];
    report[0] = 2;
    report[1] = (byte) data.length();
    System.arraycopy(aim.getBytes(StandardCharsets.US_ASCII), 0, report, 2, 3);
    System.arraycopy(data.getBytes(StandardCharsets.ISO_8859_1), 0, report, 5, data.length());
    report[63] = (byte) (more ? 1 : 0);
    return report;
  }

  /** One report of a scale: 4 is stable, 3 kilograms, -3 thousandths. */
  static byte[] weighed(int state, int unit, int scaling, int weight) {
    return new byte[] {
      3, (byte) state, (byte) unit, (byte) scaling, (byte) weight, (byte) (weight >> 8)
    };
  }

  static byte[] hex(String... lines) {
    return HexFormat.of().parseHex(String.join("", Arrays.asList(lines)).replace(" ", ""));
  }
}
