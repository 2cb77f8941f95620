package dev.tillwright.device.escpos;

import com.google.zxing.oned.CodaBarWriter;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.oned.Code39Writer;
import com.google.zxing.oned.Code93Writer;
import com.google.zxing.oned.EAN13Writer;
import com.google.zxing.oned.EAN8Writer;
import com.google.zxing.oned.ITFWriter;
import com.google.zxing.oned.UPCEWriter;
import dev.tillwright.device.printer.Barcode;
import dev.tillwright.device.printer.Bitmap;

/** The bars of a bar code, one truth for each module. */
final class BarcodeBars {
  private static final int QUIET = 10;
  private static final String FNC1 = "\u00F1";

  private BarcodeBars() {}

  static boolean[] of(Barcode barcode) {
    String content = barcode.content();
    return switch (barcode.symbology()) {
      case EAN_8 -> new EAN8Writer().encode(content);
      case EAN_13 -> new EAN13Writer().encode(content);
      // A UPC-A is an EAN-13 that begins with zero.
      case UPC_A -> new EAN13Writer().encode("0" + content);
      case UPC_E -> new UPCEWriter().encode(content);
      case CODE_39 -> new Code39Writer().encode(content);
      case ITF -> new ITFWriter().encode(content);
      case CODABAR -> new CodaBarWriter().encode(content);
      case CODE_93 -> new Code93Writer().encode(content);
      case CODE_128 -> new Code128Writer().encode(content);
      case GS1_128 -> new Code128Writer().encode(FNC1 + barcode.encoded().replace("\u001D", FNC1));
    };
  }

  /** As a picture, with its quiet zones at both sides. */
  static Bitmap drawn(boolean[] bars, int module, int height) {
    int width = (bars.length + 2 * QUIET) * module;
    return Bitmap.of(
        width,
        height,
        (x, y) -> {
          int at = x / module - QUIET;
          return at >= 0 && at < bars.length && bars[at];
        });
  }
}
