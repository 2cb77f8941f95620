package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.GS;

import dev.tillwright.device.printer.Barcode;
import dev.tillwright.device.printer.Symbology;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;

/**
 * Bar codes, by the printer's own command ({@code GS k}, function B) where the profile says that it
 * knows the kind, else as a picture. Both are made narrower until they fit the paper with their
 * quiet zones.
 */
final class BarcodeCommands {
  private static final int QUIET = 10;
  private static final int TEXT = 24;

  private final PrinterProfile profile;
  private final PictureCommands pictures;

  BarcodeCommands(PrinterProfile profile, PictureCommands pictures) {
    this.profile = profile;
    this.pictures = pictures;
  }

  /**
   * Writes a bar code.
   *
   * @return the text to stand below it, which the printer did not print itself; else empty
   */
  String write(Barcode barcode, Job job) {
    int module = module(barcode, BarcodeWidth.modules(barcode));
    if (profile.nativeBarcodes().contains(barcode.symbology()) && module >= 2) {
      ask(barcode, module, job.out());
      job.command(256);
      job.fedDots(barcode.height() + (barcode.text() ? TEXT : 0));
      return "";
    }
    boolean[] bars = DrawnCodes.bars(barcode);
    pictures.write(BarcodeBars.drawn(bars, module(barcode, bars.length), barcode.height()), job);
    return barcode.text() ? barcode.content() : "";
  }

  private int module(Barcode barcode, int modules) {
    int module = Math.min(barcode.module(), profile.dots() / (modules + 2 * QUIET));
    if (module < 1) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "a bar code is wider than the paper");
    }
    return module;
  }

  private static void ask(Barcode barcode, int module, CommandBuffer out) {
    out.put(GS, 'h', barcode.height());
    out.put(GS, 'w', module);
    out.put(GS, 'H', barcode.text() ? 2 : 0);
    out.put(GS, 'f', 0);
    byte[] data = data(barcode);
    out.put(GS, 'k', number(barcode.symbology()), data.length).put(data);
  }

  private static int number(Symbology symbology) {
    return switch (symbology) {
      case UPC_A -> 65;
      case UPC_E -> 66;
      case EAN_13 -> 67;
      case EAN_8 -> 68;
      case CODE_39 -> 69;
      case ITF -> 70;
      case CODABAR -> 71;
      case CODE_93 -> 72;
      case CODE_128, GS1_128 -> 73;
    };
  }

  private static byte[] data(Barcode barcode) {
    return switch (barcode.symbology()) {
      case CODE_128 -> Code128Text.of(barcode.encoded(), false);
      case GS1_128 -> Code128Text.of(barcode.encoded(), true);
      // All models know the long form, the short one only newer ones.
      case UPC_E -> ascii(barcode.expanded());
      default -> ascii(barcode.content());
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
