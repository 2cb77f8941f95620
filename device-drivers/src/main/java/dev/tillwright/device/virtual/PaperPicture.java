package dev.tillwright.device.virtual;

import dev.tillwright.device.virtual.Mark.Glyph;
import dev.tillwright.device.virtual.Mark.Side;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paper as a picture. Everything is placed in dots of the printer; each character is drawn in its
 * own cell, so that columns stand under each other whatever the font.
 */
final class PaperPicture {
  private static final Logger LOG = LoggerFactory.getLogger(PaperPicture.class);

  private static final Color INK = new Color(0x26, 0x24, 0x26);
  private static final int TALLEST = 60_000;
  private static final Map<Optional<Path>, Object> FONTS = new ConcurrentHashMap<>();

  private final Graphics2D g;
  private final Typeface typeface;
  private final int dots;

  private PaperPicture(Graphics2D g, Typeface typeface, int dots) {
    this.g = g;
    this.typeface = typeface;
    this.dots = dots;
  }

  /** Why no picture can be drawn; empty when one can. */
  static Optional<String> whyNot(Inks inks) {
    return fonts(inks) instanceof String why ? Optional.of(why) : Optional.empty();
  }

  /** A {@link Typeface}, or the reason why there is none; looked for once. */
  private static Object fonts(Inks inks) {
    return FONTS.computeIfAbsent(
        inks.font(),
        file -> {
          try {
            return Typeface.find(file);
          } catch (IOException e) {
            return String.valueOf(e.getMessage());
          }
        });
  }

  static byte[] png(Paper paper, Inks inks) throws IOException {
    if (!(fonts(inks) instanceof Typeface typeface)) {
      throw new IOException("there is no font to draw with");
    }
    int height = Math.min(TALLEST, paper.marks().stream().mapToInt(PaperPicture::height).sum());
    PaperSheet sheet = new PaperSheet(paper.dots(), height, inks.scale());
    Graphics2D g = sheet.image().createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      sheet.paint(g);
      g.setColor(INK);
      new PaperPicture(g, typeface, paper.dots()).draw(paper);
    } finally {
      g.dispose();
    }
    return encode(sheet.image());
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Without a cache file: a picture is small, and a till's temporary folder may be read-only.
    ImageIO.setUseCache(false);
    if (!ImageIO.write(image, "png", bytes)) {
      throw new IOException("this JDK writes no PNG");
    }
    return bytes.toByteArray();
  }

  private static int height(Mark mark) {
    if (mark instanceof Mark.TextLine line) {
      return line.height();
    } else if (mark instanceof Mark.Gap gap) {
      return gap.height();
    } else if (mark instanceof Mark.Qr qr) {
      return drawn(qr).map(modules -> modules.side() * qr.dots()).orElse(0);
    }
    return mark instanceof Mark.Bars bars ? bars.total() : ((Mark.Picture) mark).height();
  }

  private void draw(Paper paper) {
    int y = 0;
    for (Mark mark : paper.marks()) {
      if (mark instanceof Mark.TextLine line) {
        line(line, y);
      } else if (mark instanceof Mark.Qr qr) {
        qr(qr, y);
      } else if (mark instanceof Mark.Bars bars) {
        bars(bars, y);
      } else if (mark instanceof Mark.Picture picture) {
        dots(picture, left(picture.width(), picture.side()), y);
      }
      y += height(mark);
    }
  }

  private int left(int width, Side side) {
    return switch (side) {
      case LEFT -> 0;
      case CENTER -> (dots - width) / 2;
      case RIGHT -> dots - width;
    };
  }

  private void line(Mark.TextLine line, int top) {
    int x = left(line.dots(), line.side());
    int tallest = line.glyphs().stream().mapToInt(Glyph::tall).max().orElse(1);
    for (Glyph glyph : line.glyphs()) {
      // Characters of different height stand on the same base.
      int y = top + (tallest - glyph.tall()) * PrintHead.CELL_HEIGHT;
      if (glyph.drawn() != null) {
        dots(glyph.drawn(), x, y);
      } else {
        glyph(glyph, x, y);
      }
      x += glyph.dots();
    }
  }

  private void glyph(Glyph glyph, int x, int y) {
    int width = glyph.columns() * PrintHead.CELL_WIDTH;
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.scale(glyph.wide(), glyph.tall());
    if (glyph.underlined()) {
      g.fillRect(0, PrintHead.CELL_HEIGHT - 1, width, 1);
    }
    if (glyph.codePoint() != ' ') {
      Optional<Font> font = typeface.font(glyph.codePoint(), glyph.bold(), glyph.columns());
      if (font.isPresent()) {
        character(glyph.codePoint(), font.get(), width);
      } else {
        missing(width);
      }
    }
    g.setTransform(before);
  }

  /** In the middle of its cell, narrowed when it is wider. */
  private void character(int codePoint, Font font, int width) {
    GlyphVector shape =
        font.createGlyphVector(g.getFontRenderContext(), Character.toString(codePoint));
    double advance = shape.getGlyphPosition(shape.getNumGlyphs()).getX();
    var metrics = font.getLineMetrics("Mg", g.getFontRenderContext());
    double room = PrintHead.CELL_HEIGHT - metrics.getAscent() - metrics.getDescent();
    double squeeze = advance > width ? width / advance : 1;
    AffineTransform before = g.getTransform();
    g.translate((width - advance * squeeze) / 2, metrics.getAscent() + room / 2);
    g.scale(squeeze, 1);
    g.drawGlyphVector(shape, 0, 0);
    g.setTransform(before);
  }

  /** A box, as printers show what their font lacks. */
  private void missing(int width) {
    g.setStroke(new BasicStroke(1f));
    g.draw(new Rectangle2D.Double(2, 4, width - 4.0, PrintHead.CELL_HEIGHT - 7.0));
  }

  private void qr(Mark.Qr qr, int top) {
    drawn(qr).ifPresent(modules -> modules(modules, qr, top));
  }

  /** Nothing without zxing: this paper is then without its codes, which the log says. */
  private static Optional<Modules> drawn(Mark.Qr qr) {
    try {
      return Modules.of(qr);
    } catch (NoClassDefFoundError e) {
      LOG.warn("a QR code is not drawn: add com.google.zxing:core");
      return Optional.empty();
    }
  }

  private void modules(Modules modules, Mark.Qr qr, int top) {
    int x = left(modules.side() * qr.dots(), qr.side());
    for (int row = 0; row < modules.side(); row++) {
      for (int column = 0; column < modules.side(); column++) {
        if (modules.black(column, row)) {
          g.fillRect(x + column * qr.dots(), top + row * qr.dots(), qr.dots(), qr.dots());
        }
      }
    }
  }

  private void bars(Mark.Bars code, int top) {
    int x = left(code.bars().size() * code.module(), code.side());
    int y = top;
    if ((code.where() & 1) != 0) {
      figures(code, y);
      y += PrintHead.CELL_HEIGHT;
    }
    for (boolean black : code.bars()) {
      if (black) {
        g.fillRect(x, y, code.module(), code.height());
      }
      x += code.module();
    }
    if ((code.where() & 2) != 0) {
      figures(code, y + code.height());
    }
  }

  private void figures(Mark.Bars code, int top) {
    int middle = left(code.bars().size() * code.module(), code.side());
    middle += code.bars().size() * code.module() / 2;
    int x = Math.max(0, middle - code.text().length() * PrintHead.CELL_WIDTH / 2);
    for (int i = 0; i < code.text().length(); i++) {
      glyph(new Glyph(code.text().charAt(i), 1, 1, 1, false, false, null), x, top);
      x += PrintHead.CELL_WIDTH;
    }
  }

  private void dots(Mark.Picture picture, int x, int top) {
    for (int row = 0; row < picture.height(); row++) {
      int from = picture.rows().nextSetBit(row * picture.width());
      while (from >= 0 && from < (row + 1) * picture.width()) {
        int to = Math.min(picture.rows().nextClearBit(from), (row + 1) * picture.width());
        g.fillRect(x + from - row * picture.width(), top + row, to - from, 1);
        from = picture.rows().nextSetBit(to);
      }
    }
  }
}
