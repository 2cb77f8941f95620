package dev.tillwright.device.escpos;

import dev.tillwright.device.printer.Barcode;
import dev.tillwright.device.printer.Bitmap;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.function.Supplier;

/**
 * Codes as pictures, for printers without a command for them. Zxing is optional and loaded here
 * first: whoever has printers with commands of their own never needs it.
 */
final class DrawnCodes {
  private DrawnCodes() {}

  /**
   * The bars of a bar code, one truth for each module.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} without zxing
   */
  static boolean[] bars(Barcode barcode) {
    return drawn(() -> BarcodeBars.of(barcode));
  }

  /**
   * A QR code with its quiet zone.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} without zxing, or for too much content
   */
  static Bitmap qr(String content, boolean levelM, int dots) {
    return drawn(() -> QrBitmap.of(content, levelM, dots));
  }

  private static <T> T drawn(Supplier<T> codes) {
    try {
      return codes.get();
    } catch (NoClassDefFoundError e) {
      throw DeviceException.of(
          Fault.UNSUPPORTED,
          Phase.PREPARE,
          "the printer has no command for this code; add com.google.zxing:core, which draws it"
              + " (on the module path also --add-modules com.google.zxing)");
    }
  }
}
