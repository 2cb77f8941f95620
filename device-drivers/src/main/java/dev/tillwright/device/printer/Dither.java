package dev.tillwright.device.printer;

/** How shades of grey become black and white dots. */
public enum Dither {
  /** Darker than the middle is black: for line art, logos, codes. */
  THRESHOLD,
  /**
   * The error of each dot goes to its neighbours (Floyd and Steinberg 1976): for photographs. Rows
   * are walked in turn from the left and from the right, which leaves no worms.
   */
  FLOYD_STEINBERG,
  /** A fixed pattern of 8 by 8 thresholds (Bayer 1973): even greys, quick to look at. */
  ORDERED;

  private static final int[] BAYER = bayer();

  private static int[] bayer() {
    int[] cells = new int[64];
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int value = 0;
        for (int bit = 0; bit < 3; bit++) {
          int xBit = x >> bit & 1;
          int yBit = y >> bit & 1;
          // The finest step of position decides the coarsest of value.
          value = value << 2 | (xBit ^ yBit) << 1 | yBit;
        }
        cells[y * 8 + x] = 2 + value * 4;
      }
    }
    return cells;
  }

  Bitmap apply(int width, int height, byte[] shades) {
    int rowBytes = (width + 7) / 8;
    byte[] rows = new byte[rowBytes * height];
    switch (this) {
      case THRESHOLD -> {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            if ((shades[y * width + x] & 0xFF) < 128) {
              rows[y * rowBytes + (x >> 3)] |= (byte) (0x80 >> (x & 7));
            }
          }
        }
      }
      case ORDERED -> {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            if ((shades[y * width + x] & 0xFF) < BAYER[(y & 7) << 3 | x & 7]) {
              rows[y * rowBytes + (x >> 3)] |= (byte) (0x80 >> (x & 7));
            }
          }
        }
      }
      case FLOYD_STEINBERG -> diffuse(width, height, shades, rowBytes, rows);
    }
    return Bitmap.owning(width, height, rows);
  }

  private static void diffuse(int width, int height, byte[] shades, int rowBytes, byte[] rows) {
    // Errors in sixteenths of a shade, with a cell beyond either end.
    int[] here = new int[width + 2];
    int[] below = new int[width + 2];
    for (int y = 0; y < height; y++) {
      boolean right = (y & 1) == 0;
      int step = right ? 1 : -1;
      for (int x = right ? 0 : width - 1; x >= 0 && x < width; x += step) {
        int shade = (shades[y * width + x] & 0xFF) + (here[x + 1] + 8 >> 4);
        int error = shade;
        if (shade < 128) {
          rows[y * rowBytes + (x >> 3)] |= (byte) (0x80 >> (x & 7));
        } else {
          error -= 255;
        }
        here[x + 1 + step] += 7 * error;
        below[x + 1 - step] += 3 * error;
        below[x + 1] += 5 * error;
        below[x + 1 + step] += error;
      }
      int[] done = here;
      here = below;
      below = done;
      java.util.Arrays.fill(below, 0);
    }
  }
}
