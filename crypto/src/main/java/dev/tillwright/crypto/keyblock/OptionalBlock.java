package dev.tillwright.crypto.keyblock;

import java.util.regex.Pattern;

/**
 * An optional block of a header: the MAC covers it, nobody encrypts it.
 *
 * @param id two upper-case letters or digits: {@code KS} a key set identifier, {@code LB} a label,
 *     {@code PB} padding
 * @param content the characters after the length field as they stand, printable ASCII, at most
 *     9,999
 */
public record OptionalBlock(String id, String content) {
  static final String PADDING = "PB";
  private static final int MAX_CONTENT = 9_999;
  private static final int SHORT = 0xFF - 4;
  private static final Pattern ID = Pattern.compile("[0-9A-Z]{2}");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  public OptionalBlock {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the id of an optional block is two upper-case letters or digits");
    }
    if (content.length() > MAX_CONTENT || !PRINTABLE.matcher(content).matches()) {
      throw new IllegalArgumentException(
          "an optional block holds printable ASCII, at most " + MAX_CONTENT + " characters");
    }
  }

  /** As it stands in a header; a long one with a length of four digits (ANSI X9.143, 5.3.6.1). */
  String text() {
    return content.length() <= SHORT
        ? "%s%02X%s".formatted(id, content.length() + 4, content)
        : "%s0004%04X%s".formatted(id, content.length() + 10, content);
  }
}
