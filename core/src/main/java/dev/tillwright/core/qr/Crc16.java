package dev.tillwright.core.qr;

/**
 * The check of a merchant-presented code: polynomial 1021, beginning with FFFF, nothing reflected
 * (ISO/IEC 13239 as used by EMVCo Merchant-Presented Mode v1.1, 4.7.3). It finds misreadings, and
 * stops no forger.
 */
final class Crc16 {
  private static final int POLYNOMIAL = 0x1021;

  private Crc16() {}

  /** Four hexadecimal digits in capitals. */
  static String of(byte[] bytes) {
    int crc = 0xFFFF;
    for (byte each : bytes) {
      crc ^= (each & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
    }
    return String.format(java.util.Locale.ROOT, "%04X", crc & 0xFFFF);
  }
}
