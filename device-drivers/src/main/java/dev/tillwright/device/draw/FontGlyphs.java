package dev.tillwright.device.draw;

import dev.tillwright.device.printer.Bitmap;
import dev.tillwright.device.printer.GlyphSource;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Draws characters with fonts: one file's, or whichever of the machine's has the character. Dots
 * are black or white without shades, since a printer has none.
 *
 * <p><b>Threads.</b> Any.
 */
public final class FontGlyphs implements GlyphSource {
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, false, true);

  private final List<Font> fonts;

  private FontGlyphs(List<Font> fonts) {
    this.fonts = List.copyOf(fonts);
  }

  /**
   * The machine's fonts; with none, every character is one the source does not have.
   *
   * @throws IOException when this JDK cannot draw: a headless system without font libraries
   */
  public static FontGlyphs ofMachine() throws IOException {
    try {
      return new FontGlyphs(
          List.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts()));
    } catch (RuntimeException | LinkageError | InternalError | java.awt.AWTError e) {
      // What a JDK without font libraries throws differs by version and by what is missing.
      throw new IOException("this machine cannot draw text: install fonts and libfontconfig", e);
    }
  }

  /**
   * A TrueType or OpenType font from a file.
   *
   * @throws IOException when it cannot be read or is none
   */
  public static FontGlyphs from(Path file) throws IOException {
    try {
      return new FontGlyphs(List.of(Font.createFont(Font.TRUETYPE_FONT, file.toFile())));
    } catch (FontFormatException e) {
      throw new IOException("the file is no TrueType font", e);
    }
  }

  @Override
  public Optional<Bitmap> glyph(int codePoint, int width, int height) {
    return fonts.stream()
        .filter(font -> font.canDisplay(codePoint))
        .findFirst()
        .map(font -> drawn(font, codePoint, width, height));
  }

  private static Bitmap drawn(Font any, int codePoint, int width, int height) {
    Font font = any.deriveFont(height * 0.92f);
    GlyphVector shape = font.createGlyphVector(CONTEXT, Character.toString(codePoint));
    var metrics = font.getLineMetrics("Mg", CONTEXT);
    double squeeze = Math.min(1, height / (metrics.getAscent() + metrics.getDescent()));
    Rectangle2D ink = shape.getVisualBounds();
    double across = ink.getWidth() * squeeze > width ? width / ink.getWidth() : squeeze;
    BufferedImage cell = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D g = cell.createGraphics();
    try {
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, width, height);
      g.setColor(Color.BLACK);
      g.translate(
          (width - ink.getWidth() * across) / 2 - ink.getX() * across,
          metrics.getAscent() * squeeze);
      g.scale(across, squeeze);
      g.fill(shape.getOutline());
    } finally {
      g.dispose();
    }
    return Bitmap.of(width, height, (x, y) -> (cell.getRGB(x, y) & 0xFF) < 128);
  }
}
