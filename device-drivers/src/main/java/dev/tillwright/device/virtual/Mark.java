package dev.tillwright.device.virtual;

import java.util.List;

/** What stands on paper, from top to bottom. Sizes are in dots. */
sealed interface Mark {

  /** Where a mark stands between the margins. */
  enum Side {
    LEFT,
    CENTER,
    RIGHT
  }

  /**
   * One character.
   *
   * @param columns it takes at normal size: 1, or 2 when it came as a double-width character
   * @param wide how many times as wide as normal
   * @param tall how many times as tall
   */
  record Glyph(int codePoint, int columns, int wide, int tall, boolean bold, boolean underlined) {
    int cells() {
      return columns * wide;
    }
  }

  /** A printed line; may be empty. */
  record TextLine(List<Glyph> glyphs, Side side, int height) implements Mark {
    public TextLine {
      glyphs = List.copyOf(glyphs);
    }

    int cells() {
      return glyphs.stream().mapToInt(Glyph::cells).sum();
    }
  }

  /** Blank paper. */
  record Gap(int height) implements Mark {}

  /**
   * A QR code that the printer draws.
   *
   * @param dots of one module
   * @param level of error correction: L, M, Q or H
   */
  record Qr(String content, int dots, char level, Side side) implements Mark {}

  /** A picture; a dot is black where {@code rows} says so. */
  record Picture(int width, int height, java.util.BitSet rows, Side side) implements Mark {
    boolean black(int x, int y) {
      return rows.get(y * width + x);
    }
  }
}
