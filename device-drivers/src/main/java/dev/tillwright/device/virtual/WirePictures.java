package dev.tillwright.device.virtual;

import java.io.IOException;
import java.util.BitSet;

/** Pictures as a printer reads them: rows ({@code GS v 0}) and columns ({@code ESC *}). */
final class WirePictures {
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private WirePictures() {}

  /** Reads {@code GS v 0 m xL xH yL yH d...}; null when it is longer than any paper. */
  static Mark.@org.jspecify.annotations.Nullable Picture raster(
      int mode, int rowBytes, int height, WireText.Source in, Mark.Side side) throws IOException {
    if ((long) rowBytes * height > MAX_BYTES) {
      return null;
    }
    int wideDots = (mode & 1) == 1 ? 2 : 1;
    int tallDots = (mode & 2) == 2 ? 2 : 1;
    int width = rowBytes * 8 * wideDots;
    BitSet dots = new BitSet();
    int bits = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < rowBytes * 8; x++) {
        // One byte at a time comes from the wire, its highest bit at the left.
        bits = x % 8 == 0 ? in.need() : bits << 1;
        if ((bits & 0x80) != 0) {
          for (int copy = 0; copy < tallDots; copy++) {
            int from = (y * tallDots + copy) * width + x * wideDots;
            dots.set(from, from + wideDots);
          }
        }
      }
    }
    return new Mark.Picture(width, height * tallDots, dots, side);
  }

  /** Reads {@code ESC * m nL nH d...}: 8 or 24 dots high, of single or double density. */
  static Mark.Picture columns(int mode, int width, WireText.Source in) throws IOException {
    int bytes = mode >= 32 ? 3 : 1;
    // Eight dots stand as far apart as three of the 24, and single density doubles the width.
    int tall = bytes == 1 ? 3 : 1;
    int wide = mode == 0 || mode == 32 ? 2 : 1;
    BitSet dots = new BitSet();
    for (int x = 0; x < width; x++) {
      for (int part = 0; part < bytes; part++) {
        int value = in.need();
        for (int bit = 0; bit < 8; bit++) {
          if ((value & 0x80 >> bit) != 0) {
            for (int copy = 0; copy < tall; copy++) {
              int from = ((part * 8 + bit) * tall + copy) * width * wide + x * wide;
              dots.set(from, from + wide);
            }
          }
        }
      }
    }
    return new Mark.Picture(width * wide, 24, dots, Mark.Side.LEFT);
  }
}
