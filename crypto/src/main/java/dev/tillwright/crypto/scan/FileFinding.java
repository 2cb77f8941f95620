package dev.tillwright.crypto.scan;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A card number in a file.
 *
 * @param file where
 * @param match its place in it
 */
public record FileFinding(Path file, PanMatch match) {
  public FileFinding {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(match, "match");
  }
}
