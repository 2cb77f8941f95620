package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.GS;

import dev.tillwright.core.receipt.Signature;

/** A signature as a raster picture, in bands that the printer's buffer holds. */
final class InkCommands {
  private static final int PEN = 2;

  private final PrinterProfile profile;

  InkCommands(PrinterProfile profile) {
    this.profile = profile;
  }

  void write(Signature signature, CommandBuffer out) {
    // Two thirds of the paper, and never higher than wide, whatever the pad's shape.
    int width = profile.dots() * 2 / 3;
    int height = (int) Math.min(width, (long) width * signature.height() / signature.width() + 1);
    byte[][] rows = new byte[height][(width + 7) / 8];
    double scale =
        Math.min((double) width / signature.width(), (double) height / signature.height());
    for (Signature.Stroke stroke : signature.strokes()) {
      Signature.Point from = stroke.points().get(0);
      for (Signature.Point to : stroke.points()) {
        line(rows, scale, from, to);
        from = to;
      }
    }
    for (int top = 0; top < height; top += profile.bandHeight()) {
      int band = Math.min(profile.bandHeight(), height - top);
      out.put(GS, 'v', '0', 0).putShort(rows[0].length).putShort(band);
      for (int y = top; y < top + band; y++) {
        out.put(rows[y]);
      }
    }
  }

  private static void line(byte[][] rows, double scale, Signature.Point from, Signature.Point to) {
    double x = from.x() * scale;
    double y = from.y() * scale;
    double dx = to.x() * scale - x;
    double dy = to.y() * scale - y;
    int steps = Math.max(1, (int) Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
    for (int i = 0; i <= steps; i++) {
      dot(rows, (int) (x + dx * i / steps), (int) (y + dy * i / steps));
    }
  }

  private static void dot(byte[][] rows, int left, int top) {
    for (int y = top; y < Math.min(rows.length, top + PEN); y++) {
      for (int x = left; x < Math.min(rows[y].length * 8, left + PEN); x++) {
        rows[y][x / 8] |= (byte) (0x80 >> x % 8);
      }
    }
  }
}
