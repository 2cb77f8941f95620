package dev.tillwright.crypto.scan;

import java.util.List;
import java.util.Objects;

/**
 * Stars the card numbers in a text and leaves the last four digits; of hexadecimal forms nothing is
 * left.
 *
 * <p><b>Not promised.</b> The text that came in was a {@link String}, and stays in memory until it
 * is collected: this is the last line, not the first. Any number of threads.
 */
public final class PanMasker {
  private static final int SHOWN = 4;

  private final PanScanner scanner;

  /** With what a scanner finds. */
  public PanMasker(PanScanner scanner) {
    this.scanner = Objects.requireNonNull(scanner, "scanner");
  }

  /** The text itself when there is nothing to mask. */
  public String mask(String text) {
    List<PanMatch> found = scanner.scan(text);
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text);
    for (PanMatch match : found) {
      int from = Math.toIntExact(match.offset());
      int shown = match.form() == PanForm.TEXT ? SHOWN : 0;
      for (int i = from + match.length() - 1; i >= from; i--) {
        char c = masked.charAt(i);
        boolean separator = c == ' ' || c == '-' || c == ':';
        if (!separator && shown-- <= 0) {
          masked.setCharAt(i, '*');
        }
      }
    }
    return masked.toString();
  }
}
