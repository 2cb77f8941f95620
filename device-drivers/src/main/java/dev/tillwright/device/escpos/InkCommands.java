package dev.tillwright.device.escpos;

import dev.tillwright.core.receipt.Signature;
import dev.tillwright.device.printer.Bitmap;
import java.util.BitSet;

/** A signature as a picture: two thirds of the paper wide, never higher than that. */
final class InkCommands {
  private static final int PEN = 2;

  private final PrinterProfile profile;
  private final PictureCommands pictures;

  InkCommands(PrinterProfile profile, PictureCommands pictures) {
    this.profile = profile;
    this.pictures = pictures;
  }

  void write(Signature signature, Job job) {
    // Never higher than wide, whatever the pad's shape.
    int width = profile.dots() * 2 / 3;
    int height = (int) Math.min(width, (long) width * signature.height() / signature.width() + 1);
    BitSet dots = new BitSet(width * height);
    double scale =
        Math.min((double) width / signature.width(), (double) height / signature.height());
    for (Signature.Stroke stroke : signature.strokes()) {
      Signature.Point from = stroke.points().get(0);
      for (Signature.Point to : stroke.points()) {
        line(dots, width, height, scale, from, to);
        from = to;
      }
    }
    pictures.write(Bitmap.of(width, height, (x, y) -> dots.get(y * width + x)), job);
  }

  private static void line(
      BitSet dots, int width, int height, double scale, Signature.Point from, Signature.Point to) {
    double x = from.x() * scale;
    double y = from.y() * scale;
    double dx = to.x() * scale - x;
    double dy = to.y() * scale - y;
    int steps = Math.max(1, (int) Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
    for (int i = 0; i <= steps; i++) {
      pen(dots, width, height, (int) (x + dx * i / steps), (int) (y + dy * i / steps));
    }
  }

  private static void pen(BitSet dots, int width, int height, int left, int top) {
    for (int y = top; y < Math.min(height, top + PEN); y++) {
      for (int x = left; x < Math.min(width, left + PEN); x++) {
        dots.set(y * width + x);
      }
    }
  }
}
