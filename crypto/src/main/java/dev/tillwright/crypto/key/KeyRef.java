package dev.tillwright.crypto.key;

import java.util.regex.Pattern;

/**
 * Names one version of a key in its module, and tells nothing about its bytes.
 *
 * @param id 1 to 64 lower-case letters, digits, dots, dashes and underscores, beginning with a
 *     letter or digit: {@code acquirer-bdk}
 * @param version from 1, rising by one with each rotation
 */
public record KeyRef(String id, int version) {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  public KeyRef {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the id of a key is 1 to 64 of a-z, 0-9, '.', '-' and '_', beginning with a-z or 0-9");
    }
    if (version < 1) {
      throw new IllegalArgumentException("versions begin with 1");
    }
  }

  /**
   * Reads {@code id/version}, as {@link #toString} writes it.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static KeyRef parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("a key is named by its id, a slash and its version");
    }
    return new KeyRef(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
  }

  /** The following version. */
  public KeyRef next() {
    return new KeyRef(id, Math.addExact(version, 1));
  }

  @Override
  public String toString() {
    return id + "/" + version;
  }
}
