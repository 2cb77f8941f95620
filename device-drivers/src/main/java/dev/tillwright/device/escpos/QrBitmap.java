package dev.tillwright.device.escpos;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import dev.tillwright.device.printer.Bitmap;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.Map;

/** A QR code drawn by zxing; only {@link DrawnCodes} touches it. */
final class QrBitmap {
  private QrBitmap() {}

  static Bitmap of(String content, boolean levelM, int dots) {
    ByteMatrix modules;
    try {
      modules =
          Encoder.encode(
                  content,
                  levelM ? ErrorCorrectionLevel.M : ErrorCorrectionLevel.L,
                  Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
              .getMatrix();
    } catch (WriterException e) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "a QR code has more content than it can hold");
    }
    int size = modules.getWidth();
    int side = (size + 2 * QrCommands.QUIET) * dots;
    return Bitmap.of(
        side,
        side,
        (x, y) -> {
          int column = x / dots - QrCommands.QUIET;
          int row = y / dots - QrCommands.QUIET;
          return column >= 0
              && row >= 0
              && column < size
              && row < size
              && modules.get(column, row) == 1;
        });
  }
}
