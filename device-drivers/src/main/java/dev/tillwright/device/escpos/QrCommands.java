package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.GS;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.Map;

/**
 * QR codes, by the printer's own command ({@code GS ( k}, cn 49) or as a picture ({@code GS v 0}).
 * Both stand centred, with the quiet zone that ISO/IEC 18004 asks for, as large as a third of the
 * paper allows and never smaller than two dots a module.
 */
final class QrCommands {
  private static final int QUIET = 4;
  private static final int MIN_MODULE = 2;
  private static final int MAX_MODULE = 8;

  private final PrinterProfile profile;

  QrCommands(PrinterProfile profile) {
    this.profile = profile;
  }

  private record Symbol(ByteMatrix modules, ErrorCorrectionLevel level, int dots) {}

  void write(String content, CommandBuffer out) {
    Symbol symbol = symbol(content);
    if (profile.nativeQr()) {
      // The printer draws no quiet zone: feed it above and below, the margins give the sides.
      int quiet = QUIET * symbol.dots;
      out.put(CommandBuffer.ESC, 'J', quiet);
      ask(content.getBytes(UTF_8), symbol, out);
      out.put(CommandBuffer.ESC, 'J', quiet);
    } else {
      raster(symbol, out);
    }
  }

  private Symbol symbol(String content) {
    for (ErrorCorrectionLevel level :
        new ErrorCorrectionLevel[] {ErrorCorrectionLevel.M, ErrorCorrectionLevel.L}) {
      try {
        ByteMatrix modules =
            Encoder.encode(content, level, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                .getMatrix();
        int size = modules.getWidth() + 2 * QUIET;
        if (size * MIN_MODULE <= profile.dots()) {
          int dots = Math.max(MIN_MODULE, profile.dots() * 2 / 5 / size);
          return new Symbol(modules, level, Math.min(MAX_MODULE, dots));
        }
      } catch (WriterException e) {
        // Too much for this level: the next one holds more.
      }
    }
    throw DeviceException.of(
        Fault.UNSUPPORTED, Phase.PREPARE, "a QR code has more content than the paper is wide");
  }

  private static void ask(byte[] content, Symbol symbol, CommandBuffer out) {
    // Model 2, size of a module, level of error correction, store, print.
    function(out, 65, 50, 0);
    function(out, 67, symbol.dots);
    function(out, 69, symbol.level == ErrorCorrectionLevel.M ? 49 : 48);
    out.put(GS, '(', 'k').putShort(content.length + 3).put(49, 80, 48).put(content);
    function(out, 81, 48);
  }

  private static void function(CommandBuffer out, int number, int... parameters) {
    out.put(GS, '(', 'k').putShort(parameters.length + 2).put(49, number).put(parameters);
  }

  private void raster(Symbol symbol, CommandBuffer out) {
    int modules = symbol.modules.getWidth() + 2 * QUIET;
    int dots = modules * symbol.dots;
    int rowBytes = (dots + 7) / 8;
    for (int top = 0; top < dots; top += profile.bandHeight()) {
      int height = Math.min(profile.bandHeight(), dots - top);
      out.put(GS, 'v', '0', 0).putShort(rowBytes).putShort(height);
      for (int y = top; y < top + height; y++) {
        out.put(row(symbol, y / symbol.dots - QUIET, rowBytes));
      }
    }
  }

  private static byte[] row(Symbol symbol, int moduleY, int rowBytes) {
    byte[] row = new byte[rowBytes];
    int size = symbol.modules.getWidth();
    for (int x = 0; x < rowBytes * 8; x++) {
      int moduleX = x / symbol.dots - QUIET;
      boolean inside = moduleX >= 0 && moduleX < size && moduleY >= 0 && moduleY < size;
      if (inside && symbol.modules.get(moduleX, moduleY) == 1) {
        row[x / 8] |= (byte) (0x80 >> x % 8);
      }
    }
    return row;
  }
}
