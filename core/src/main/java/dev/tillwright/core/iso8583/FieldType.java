package dev.tillwright.core.iso8583;

import org.jspecify.annotations.Nullable;

/** What a field may hold (ISO 8583:1987, 4.2). One of the four parts of a field on the wire. */
enum FieldType {
  /** n: digits. */
  NUMERIC("n"),
  /** x+n: C or D (hosts also send 0), then digits. */
  SIGNED("x+n"),
  /** z: track data. What is not a digit is left to the encoding: hosts differ in it. */
  TRACK("z"),
  /** a, an, ans and kin: any character of ISO 8859-1. Hosts send more than the standard names. */
  TEXT("text"),
  /** b: bytes. */
  BINARY("b"),
  /** Fields of its own, under a bitmap of its own. */
  NESTED("nested");

  private final String wireName;

  FieldType(String wireName) {
    this.wireName = wireName;
  }

  /** The name under which a spec says how this type is written. */
  String wireName() {
    return wireName;
  }

  /** The type that ISO 8583 writes so; null when there is none. */
  static @Nullable FieldType ofNotation(String notation) {
    return switch (notation) {
      case "n" -> NUMERIC;
      case "x+n" -> SIGNED;
      case "z" -> TRACK;
      case "a", "an", "as", "ns", "anp", "ans" -> TEXT;
      case "b" -> BINARY;
      case "nested" -> NESTED;
      default -> null;
    };
  }

  /** Where the value is not of this type; -1 when it is. */
  int firstWrong(byte[] value) {
    if (this != NUMERIC && this != SIGNED) {
      return -1;
    }
    for (int i = 0; i < value.length; i++) {
      boolean sign = this == SIGNED && i == 0 && (value[0] == 'C' || value[0] == 'D');
      if (!sign && (value[i] < '0' || value[i] > '9')) {
        return i;
      }
    }
    return -1;
  }
}
