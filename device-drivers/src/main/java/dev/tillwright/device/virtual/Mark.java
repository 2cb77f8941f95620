package dev.tillwright.device.virtual;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param drawn the dots of a character that came as a picture; its size is that of the dots
   */
  record Glyph(
      int codePoint,
      int columns,
      int wide,
      int tall,
      boolean bold,
      boolean underlined,
      @Nullable Picture drawn) {
    int cells() {
      return columns * wide;
    }

    int dots() {
      return drawn == null ? cells() * PrintHead.CELL_WIDTH : drawn.width();
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

    int dots() {
      return glyphs.stream().mapToInt(Glyph::dots).sum();
    }
  }

  /**
   * A bar code that the printer draws.
   *
   * @param bars one truth for each module, true for black
   * @param text what stands in figures
   * @param where 0 no figures, 1 above, 2 below, 3 both
   */
  record Bars(List<Boolean> bars, String text, int module, int height, int where, Side side)
      implements Mark {
    int total() {
      return height + 24 * Integer.bitCount(where);
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
