package dev.tillwright.device.printer;

import java.util.Optional;

/**
 * Draws characters that a printer does not have.
 *
 * <p><b>Threads.</b> Called on a printer's thread; must answer within milliseconds and may keep
 * what it drew.
 */
@FunctionalInterface
public interface GlyphSource {

  /**
   * A character, standing in a cell of this size.
   *
   * @param width of the cell in dots, 12 or 24
   * @param height 24
   * @return a picture of exactly this size, or empty when the source has no such character
   */
  Optional<Bitmap> glyph(int codePoint, int width, int height);
}
