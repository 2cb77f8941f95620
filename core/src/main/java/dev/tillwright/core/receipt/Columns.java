package dev.tillwright.core.receipt;

import dev.tillwright.core.receipt.ReceiptDocument.Align;
import java.util.ArrayList;
import java.util.List;

/**
 * Text on paper of a fixed number of columns: how wide it is, where it breaks, how it is set.
 *
 * <p>Wide and full-width characters (Unicode UAX #11: Chinese, Japanese, Korean, most emoji) take
 * two columns, combining marks none. Lines break at spaces, and between Chinese and Japanese
 * characters, though never before a closing or after an opening mark. A word that is wider than the
 * paper breaks where the paper ends.
 *
 * <p>Stateless; for any number of threads.
 */
public final class Columns {
  /** The narrowest paper there is, in columns. */
  public static final int MIN = 8;

  /** The widest paper there is, in columns. */
  public static final int MAX = 255;

  private Columns() {}

  /** How many columns a text takes on one line. */
  public static int width(String text) {
    int width = 0;
    for (Cluster cluster : Cluster.of(printable(text))) {
      width += cluster.width();
    }
    return width;
  }

  /**
   * The text without what could command a printer or turn the direction of reading: a control
   * character, a line or a paragraph separator becomes a space, an override of the direction goes,
   * half a surrogate pair becomes U+FFFD.
   */
  public static String printable(String text) {
    if (text.codePoints().allMatch(Columns::isPrintable)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(point -> clean.append(instead(point)));
    return clean.toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> !turns(point);
    };
  }

  private static boolean turns(int point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  }

  private static String instead(int point) {
    if (isPrintable(point)) {
      return Character.toString(point);
    }
    if (turns(point)) {
      return "";
    }
    return Character.getType(point) == Character.SURROGATE ? "\ufffd" : " ";
  }

  /**
   * The lines of a text, each at most {@code columns} wide and without spaces at its end. Lines
   * after the first are indented like the first.
   *
   * @param columns {@value #MIN} to {@value #MAX}
   * @return at least one line
   */
  public static List<String> wrap(String text, int columns) {
    check(columns);
    return new LineBreaker(columns).lines(printable(text));
  }

  /**
   * The lines of a text, placed. Lines are filled with spaces at the left only.
   *
   * @param columns {@value #MIN} to {@value #MAX}
   */
  public static List<String> text(String text, Align align, int columns) {
    List<String> lines = new ArrayList<>();
    for (String line : wrap(text, columns)) {
      int free = columns - width(line);
      lines.add(
          switch (align) {
            case LEFT -> line;
            case CENTER -> " ".repeat(free / 2) + line;
            case RIGHT -> " ".repeat(free) + line;
          });
    }
    return lines;
  }

  /**
   * The lines of a {@link ReceiptDocument.Pair}. The right text stands at the end of the last line,
   * and the lines before leave its column free. Only when it leaves less than a third of the paper,
   * the left text takes the whole width; a right text wider than the paper has to break.
   *
   * @param columns {@value #MIN} to {@value #MAX}
   */
  public static List<String> pair(String left, String right, int columns) {
    check(columns);
    if (left.isBlank()) {
      return text(right, Align.RIGHT, columns);
    }
    String end = printable(right);
    int room = columns - width(end) - 1;
    List<String> lines =
        new ArrayList<>(wrap(left, room < Math.max(MIN, columns / 3) ? columns : room));
    String last = lines.get(lines.size() - 1);
    int free = columns - width(last) - width(end);
    if (free >= 1) {
      lines.set(lines.size() - 1, end.isBlank() ? last : last + " ".repeat(free) + end);
    } else {
      lines.addAll(text(end, Align.RIGHT, columns));
    }
    return lines;
  }

  private static void check(int columns) {
    if (columns < MIN || columns > MAX) {
      throw new IllegalArgumentException("paper has " + MIN + " to " + MAX + " columns");
    }
  }
}
