package dev.tillwright.loyalty.member;

/** One form for each value by which people are found or reached; errors never hold the value. */
final class Values {
  private static final int MAX_EMAIL = 254;

  private Values() {}

  /**
   * A phone number as ITU-T E.164 writes it: a plus, the country, at most 15 digits. Blanks,
   * hyphens, dots, slashes and brackets are taken out.
   */
  static String phone(String value) {
    String bare = value.replaceAll("[\\s\\-./()]", "");
    if (!bare.matches("\\+[1-9][0-9]{6,14}")) {
      throw new IllegalArgumentException(
          "a phone number is + with the country and 7 to 15 digits in all");
    }
    return bare;
  }

  /** As it was typed: only its host may be written in any case (RFC 5321, 2.4). */
  static String email(String value) {
    String bare = value.strip();
    if (bare.length() > MAX_EMAIL
        || !bare.matches("[\\x21-\\x7e&&[^@<>,;:\"\\\\]]+@[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException("not an e-mail address of plain characters");
    }
    return bare;
  }

  static String printable(String what, String value, int most) {
    if (value.length() > most || !value.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          what + ": 1 to " + most + " printable ASCII characters without blanks");
    }
    return value;
  }

  /** A name that tells nothing of a person: 1 to 128 letters, digits and {@code . _ / : -}. */
  static String word(String what, String value) {
    if (!isWord(value)) {
      throw new IllegalArgumentException(what + ": 1 to 128 letters, digits and . _ / : -");
    }
    return value;
  }

  static boolean isWord(String value) {
    return value.matches("[A-Za-z0-9][A-Za-z0-9._/:-]{0,127}");
  }

  /** Text for people: no control characters, so that it cannot break out of a line. */
  static String line(String what, String value, int most) {
    if (value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + ": one line of at most " + most + " characters");
    }
    return value;
  }
}
