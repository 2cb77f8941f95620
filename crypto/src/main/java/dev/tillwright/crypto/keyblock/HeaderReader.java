package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.KeyUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a header, field by field, and knows where it stands. */
final class HeaderReader {
  private static final Pattern CODE = Pattern.compile("[0-9A-Z]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern HEX = Pattern.compile("[0-9A-F]+");
  private static final Pattern LETTERS = Pattern.compile("[0-9A-Za-z]+");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  private final String text;
  private int at;

  HeaderReader(String text) {
    this.text = text;
  }

  KeyBlockHeader read() {
    if (text.length() > KeyBlockHeader.MAX_TEXT) {
      throw new KeyBlockFormatException("the block", 0, "has more than 9999 characters");
    }
    String version = take("the version", 1, CODE);
    KeyBlockVersion known =
        KeyBlockVersion.of(version.charAt(0))
            .orElseThrow(
                () -> new KeyBlockFormatException("the version", 0, "is none of A, B, C and D"));
    if (Integer.parseInt(take("the length", 4, DIGITS)) != text.length()) {
      throw new KeyBlockFormatException("the length", 1, "is not that of the text");
    }
    KeyUsage usage = KeyUsage.of(take("the usage", 2, CODE));
    char algorithm = take("the algorithm", 1, CODE).charAt(0);
    char mode = take("the mode of use", 1, CODE).charAt(0);
    String keyVersion = take("the key version", 2, LETTERS);
    char exportability = take("the exportability", 1, CODE).charAt(0);
    int count = Integer.parseInt(take("the number of optional blocks", 2, DIGITS));
    String reserved = take("the reserved field", 2, PRINTABLE);
    List<OptionalBlock> optional = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      optional.add(optional());
    }
    return new KeyBlockHeader(
        known, usage, algorithm, mode, keyVersion, exportability, reserved, optional);
  }

  private OptionalBlock optional() {
    int start = at;
    String id = take("an optional block's id", 2, CODE);
    int length = Integer.parseInt(take("an optional block's length", 2, HEX), 16);
    if (length == 0) {
      // X9.143 writes 04 and counts digits; others write 02 and count bytes: four digits follow.
      String size = take("an optional block's length of length", 2, HEX);
      if (!size.equals("04") && !size.equals("02")) {
        throw new KeyBlockFormatException(
            "an optional block's length of length", at - 2, "is neither 02 nor 04");
      }
      length = Integer.parseInt(take("an optional block's length", 4, HEX), 16);
    }
    int rest = start + length - at;
    if (rest < 0) {
      throw new KeyBlockFormatException("an optional block's length", start + 2, "is too small");
    }
    return new OptionalBlock(id, take("an optional block's content", rest, PRINTABLE));
  }

  /** Where the header ends. */
  int end() {
    return at;
  }

  private String take(String field, int length, Pattern pattern) {
    if (length > text.length() - at) {
      throw new KeyBlockFormatException(field, at, "reaches beyond the end");
    }
    String value = text.substring(at, at + length);
    if (!pattern.matcher(value).matches()) {
      throw new KeyBlockFormatException(field, at, "has a character it may not have");
    }
    at += length;
    return value;
  }
}
