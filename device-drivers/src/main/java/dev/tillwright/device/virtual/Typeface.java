package dev.tillwright.device.virtual;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fonts a paper is drawn with: one of fixed width, and others for the characters it lacks.
 * Synchronized, since fonts are looked up once and shared by all papers.
 */
final class Typeface {
  private static final List<String> FIXED =
      List.of(
          "DejaVu Sans Mono",
          "Noto Sans Mono",
          "Liberation Mono",
          "Cascadia Mono",
          "Consolas",
          "Menlo",
          "Courier New");
  private static final List<String> CHINESE =
      List.of(
          "Noto Sans Mono CJK SC",
          "Noto Sans CJK SC",
          "Source Han Sans SC",
          "WenQuanYi Zen Hei Mono",
          "WenQuanYi Zen Hei",
          "WenQuanYi Micro Hei",
          "Droid Sans Fallback",
          "Microsoft YaHei",
          "PingFang SC",
          "SimSun");
  private static final float SQUARE = PrintHead.CELL_HEIGHT * 0.92f;
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private final Font plain;
  private final Font bold;
  private final Map<Integer, Optional<Font>> others = new HashMap<>();
  private @Nullable List<Font> machine;

  private Typeface(Font plain, Font bold) {
    this.plain = sized(plain);
    this.bold = sized(bold);
  }

  /**
   * The font of a file, or the machine's.
   *
   * @throws IOException telling why there is none
   */
  static Typeface find(Optional<Path> file) throws IOException {
    try {
      return file.isPresent() ? read(file.get()) : ofMachine();
    } catch (FontFormatException e) {
      throw new IOException("the font file " + file.orElseThrow() + " is no TrueType font", e);
    } catch (RuntimeException | LinkageError | InternalError | java.awt.AWTError e) {
      // What a JDK without font libraries throws differs by version and by what is missing.
      throw new IOException(
          "this machine cannot draw text ("
              + e.getClass().getSimpleName()
              + "): install a font"
              + " and libfontconfig, or pass a font file",
          e);
    }
  }

  private static Typeface read(Path file) throws IOException, FontFormatException {
    if (!java.nio.file.Files.isReadable(file)) {
      throw new IOException("the font file " + file + " cannot be read");
    }
    Font font = Font.createFont(Font.TRUETYPE_FONT, file.toFile());
    return new Typeface(font, font.deriveFont(Font.BOLD));
  }

  private static Typeface ofMachine() throws IOException {
    List<String> families =
        Arrays.asList(
            GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames());
    if (families.isEmpty()) {
      throw new IOException("this machine has no fonts: install one or pass a font file");
    }
    String family = FIXED.stream().filter(families::contains).findFirst().orElse(Font.MONOSPACED);
    return new Typeface(new Font(family, Font.PLAIN, 1), new Font(family, Font.BOLD, 1));
  }

  /** In the size at which a figure fills its cell; wider letters of other fonts are narrowed. */
  private static Font sized(Font font) {
    Font probe = font.deriveFont(100f);
    double advance = probe.getStringBounds("0", CONTEXT).getWidth();
    var metrics = probe.getLineMetrics("Mg", CONTEXT);
    double byWidth = PrintHead.CELL_WIDTH / Math.max(1, advance);
    double byHeight = PrintHead.CELL_HEIGHT / (metrics.getAscent() + metrics.getDescent());
    return probe.deriveFont((float) (100 * Math.min(byWidth, byHeight * 1.05)));
  }

  /**
   * A font that has the character, in its size for the cell; empty when the machine has none.
   *
   * @param columns of the cell: in two, the character is as wide as it is high
   */
  synchronized Optional<Font> font(int codePoint, boolean isBold, int columns) {
    Font own = isBold ? bold : plain;
    if (own.canDisplay(codePoint)) {
      return Optional.of(columns == 1 ? own : own.deriveFont(SQUARE));
    }
    Optional<Font> other = others.computeIfAbsent(codePoint, this::other);
    return isBold ? other.map(font -> font.deriveFont(Font.BOLD)) : other;
  }

  private Optional<Font> other(int codePoint) {
    return machine().stream()
        .filter(font -> font.canDisplay(codePoint))
        .findFirst()
        .map(font -> font.deriveFont(SQUARE));
  }

  private List<Font> machine() {
    List<Font> known = machine;
    if (known == null) {
      known = new ArrayList<>();
      try {
        GraphicsEnvironment here = GraphicsEnvironment.getLocalGraphicsEnvironment();
        List<String> families = Arrays.asList(here.getAvailableFontFamilyNames());
        for (String name : CHINESE) {
          if (families.contains(name)) {
            known.add(new Font(name, Font.PLAIN, 1));
          }
        }
        known.addAll(Arrays.asList(here.getAllFonts()));
      } catch (RuntimeException | LinkageError | InternalError | java.awt.AWTError e) {
        // A font file was passed because the machine has none: then there is no other.
        known = new ArrayList<>();
      }
      machine = known;
    }
    return known;
  }
}
