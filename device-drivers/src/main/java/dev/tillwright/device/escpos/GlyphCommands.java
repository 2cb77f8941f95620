package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.ESC;

import dev.tillwright.device.printer.Bitmap;
import dev.tillwright.device.printer.GlyphSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Characters drawn in the middle of a line, as columns of 24 dots ({@code ESC * 33}). In text of
 * double size they keep their own and stand in the middle of the larger cell.
 */
final class GlyphCommands {
  private static final int CELL = 12;
  private static final int HEIGHT = 24;
  private static final int KEPT = 512;

  private final @Nullable GlyphSource source;
  private final Map<Integer, Optional<byte[]>> columns =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Optional<byte[]>> eldest) {
          return size() > KEPT;
        }
      };

  GlyphCommands(@Nullable GlyphSource source) {
    this.source = source;
  }

  boolean active() {
    return source != null;
  }

  /** Writes a character, or answers false when nothing can draw it. */
  boolean write(int codePoint, int cells, int scale, CommandBuffer out) {
    GlyphSource from = source;
    if (from == null) {
      return false;
    }
    Optional<byte[]> drawn =
        columns.computeIfAbsent(
            codePoint, key -> from.glyph(key, cells * CELL, HEIGHT).map(GlyphCommands::columns));
    if (drawn.isEmpty()) {
      return false;
    }
    int width = cells * CELL * scale;
    int margin = (width - cells * CELL) / 2;
    out.put(ESC, '*', 33).putShort(width);
    out.fill(0, margin * 3).put(drawn.get()).fill(0, (width - margin - cells * CELL) * 3);
    return true;
  }

  private static byte[] columns(Bitmap glyph) {
    byte[] bytes = new byte[glyph.width() * 3];
    for (int x = 0; x < glyph.width(); x++) {
      for (int y = 0; y < HEIGHT; y++) {
        if (glyph.black(x, y)) {
          bytes[x * 3 + y / 8] |= (byte) (0x80 >> y % 8);
        }
      }
    }
    return bytes;
  }
}
