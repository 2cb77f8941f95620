package dev.tillwright.device.escpos;

import dev.tillwright.device.printer.Barcode;

/**
 * How many modules wide a bar code comes out, without its quiet zones (GS1, ISO/IEC 15417 etc.).
 */
final class BarcodeWidth {
  private BarcodeWidth() {}

  static int modules(Barcode barcode) {
    String content = barcode.content();
    int length = content.length();
    return switch (barcode.symbology()) {
      case EAN_13, UPC_A -> 95;
      case EAN_8 -> 67;
      case UPC_E -> 51;
      // A guard at both ends; each sign 12 modules and a gap, at three to one.
      case CODE_39 -> 13 * (length + 2) - 1;
      case ITF -> 9 + 9 * length;
      case CODABAR -> codabar(content);
      // Two guards, two check signs, and the bar that ends it.
      case CODE_93 -> 9 * (length + 4) + 1;
      case CODE_128 -> code128(Code128Text.of(barcode.encoded(), false));
      case GS1_128 -> code128(Code128Text.of(barcode.encoded(), true));
    };
  }

  private static int codabar(String content) {
    int sum = 0;
    for (int i = 0; i < content.length(); i++) {
      boolean narrow = "0123456789-$".indexOf(content.charAt(i)) >= 0;
      sum += narrow ? 9 : 10;
    }
    return sum + content.length() - 1;
  }

  /** A brace and a letter are one sign, a doubled brace too; a check sign and the stop follow. */
  private static int code128(byte[] text) {
    int signs = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '{') {
        i++;
      }
      signs++;
    }
    return 11 * (signs + 1) + 13;
  }
}
