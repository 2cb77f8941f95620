package dev.tillwright.device.virtual;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;
import java.util.Optional;

/** The squares of a QR code that a printer was told to draw; needs zxing. */
final class Modules {
  private final ByteMatrix matrix;

  private Modules(ByteMatrix matrix) {
    this.matrix = matrix;
  }

  /** Nothing when there is too much content, or none: a printer prints nothing then. */
  static Optional<Modules> of(Mark.Qr qr) {
    ErrorCorrectionLevel level =
        switch (qr.level()) {
          case 'M' -> ErrorCorrectionLevel.M;
          case 'Q' -> ErrorCorrectionLevel.Q;
          case 'H' -> ErrorCorrectionLevel.H;
          default -> ErrorCorrectionLevel.L;
        };
    try {
      return Optional.of(
          new Modules(
              Encoder.encode(qr.content(), level, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                  .getMatrix()));
    } catch (WriterException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  int side() {
    return matrix.getWidth();
  }

  boolean black(int column, int row) {
    return matrix.get(column, row) == 1;
  }
}
