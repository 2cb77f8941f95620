package dev.tillwright.crypto.scan;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A card number in a file, or in the name of a file or folder.
 *
 * @param file where; as it is, so that it may hold a number itself: to show it there is {@link
 *     #shown}
 * @param match its place in the file, or in its name
 * @param inName whether it is the name that holds it
 */
public record FileFinding(Path file, PanMatch match, boolean inName) {
  private static final PanMasker MASKER = new PanMasker(PanScanner.standard());

  public FileFinding {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(match, "match");
  }

  /** The path with the card numbers in it starred. */
  public String shown() {
    return MASKER.mask(file.toString());
  }

  @Override
  public String toString() {
    return "FileFinding[" + shown() + ", " + match + (inName ? ", in its name]" : "]");
  }
}
