package dev.tillwright.core.qr;

import java.util.Objects;

/**
 * One field of a merchant-presented code.
 *
 * @param id two digits
 * @param value 1 to {@value #MAX_LENGTH} characters; of a template, its fields one after the other
 */
public record QrField(String id, String value) {
  /** The longest value, in characters. */
  public static final int MAX_LENGTH = 99;

  public QrField {
    Objects.requireNonNull(value, "value");
    if (id.length() != 2 || !isDigits(id)) {
      throw new IllegalArgumentException("an id has two digits");
    }
    int length = value.codePointCount(0, value.length());
    if (length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException("a value has 1 to " + MAX_LENGTH + " characters");
    }
  }

  static boolean isDigits(String text) {
    return text.chars().allMatch(each -> each >= '0' && each <= '9');
  }

  void writeTo(StringBuilder out) {
    int length = value.codePointCount(0, value.length());
    out.append(id).append((char) ('0' + length / 10)).append((char) ('0' + length % 10));
    out.append(value);
  }

  /** The id and the length: a value may be somebody's telephone number. */
  @Override
  public String toString() {
    return id + "[" + value.codePointCount(0, value.length()) + "]";
  }
}
