package dev.tillwright.crypto.token;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a token looks like and where its number is, as a record keeps it: {@code opaque}, {@code
 * digits-6-4-invalid}, {@code ff1-0-4-invalid}; {@code card} for those of {@link
 * TokenizingProtector}.
 *
 * @param bin leading digits that stay
 * @param last trailing digits that stay
 */
record TokenForm(Kind kind, int bin, int last, Luhn luhn) {
  static final TokenForm CARD = new TokenForm(Kind.CARD, 0, 0, Luhn.INVALID);
  static final TokenForm OPAQUE = new TokenForm(Kind.OPAQUE, 0, 0, Luhn.INVALID);

  private static final Pattern DIGITS =
      Pattern.compile("(digits|ff1)-([0-8])-([0-4])-(invalid|valid|any)");

  /** Where the number is. */
  enum Kind {
    /** Sealed in the record, with the card's expiry. */
    CARD,
    /** Sealed in the record. */
    OPAQUE,
    /** Sealed in the record; the token has digits only. */
    DIGITS,
    /** In the token itself, encrypted by FF1. */
    FF1
  }

  /** Whether the record holds the number sealed. */
  boolean sealed() {
    return kind != Kind.FF1;
  }

  /** Digits that may vary in a token for a number of this length. */
  int free(int length) {
    return length - bin - last;
  }

  /** Digits that FF1 encrypts: without the one that the check digit's rule determines. */
  int encrypted(int length) {
    return luhn == Luhn.ANY ? free(length) : free(length) - 1;
  }

  static TokenForm parse(String text) {
    Matcher digits = DIGITS.matcher(text);
    if (digits.matches()) {
      return new TokenForm(
          digits.group(1).equals("ff1") ? Kind.FF1 : Kind.DIGITS,
          Integer.parseInt(digits.group(2)),
          Integer.parseInt(digits.group(3)),
          Luhn.valueOf(digits.group(4).toUpperCase(Locale.ROOT)));
    }
    return switch (text) {
      case "card" -> CARD;
      case "opaque" -> OPAQUE;
      default -> throw new IllegalArgumentException("not the form of a token");
    };
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.CARD || kind == Kind.OPAQUE
        ? name
        : name + "-" + bin + "-" + last + "-" + luhn.name().toLowerCase(Locale.ROOT);
  }
}
