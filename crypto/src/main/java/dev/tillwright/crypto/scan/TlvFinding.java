package dev.tillwright.crypto.scan;

import java.util.Objects;

/**
 * A card number in a data object.
 *
 * @param path the tags it stands under, the outermost first: {@code 70.5A}
 * @param match its place in the object's value
 */
public record TlvFinding(String path, PanMatch match) {
  public TlvFinding {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(match, "match");
  }
}
