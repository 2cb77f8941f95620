package dev.tillwright.core.csv;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes comma-separated values (RFC 4180). */
public final class CsvOut {
  private static final String FORMULA = "=+-@\t\r";

  private CsvOut() {}

  /** A text, with an apostrophe before what a spreadsheet would run as a formula. */
  public static String text(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  /**
   * The same for what comes back: a text that begins with apostrophes before such a character gets
   * one more, so that {@link #back} gives exactly what was written.
   */
  public static String guarded(String text) {
    return isFormula(text) ? "'" + text : text;
  }

  /** What {@link #guarded} was given. */
  public static String back(String cell) {
    return cell.startsWith("'") && isFormula(cell) ? cell.substring(1) : cell;
  }

  private static boolean isFormula(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == '\'') {
      at++;
    }
    return at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0;
  }

  /** One line with its end; quoted where it has to be. */
  public static String line(String... cells) {
    return Stream.of(cells).map(CsvOut::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
