package dev.tillwright.core.stock;

import dev.tillwright.core.money.Quantity;
import java.util.List;
import java.util.Objects;

/** What the parts of a stock event are held to. */
final class Bounds {
  private static final int MAX_CODE = 64;
  private static final int MAX_WHOLE_DIGITS = 9;

  private Bounds() {}

  static String place(String place) {
    if (!place.matches("[A-Za-z0-9.-]{1,32}")) {
      throw new IllegalArgumentException(
          "a place has 1 to 32 characters of A-Z, a-z, 0-9, hyphen and dot");
    }
    return place;
  }

  static boolean isCode(String code) {
    return !code.isBlank() && code.length() <= MAX_CODE;
  }

  static void code(String code) {
    if (!isCode(code)) {
      throw new IllegalArgumentException("an item's code has 1 to " + MAX_CODE + " characters");
    }
  }

  /** Sums of a billion such quantities stay within 64 bits. */
  static Quantity quantity(Quantity quantity) {
    if (quantity.value().precision() - quantity.value().scale() > MAX_WHOLE_DIGITS) {
      throw new IllegalArgumentException(
          "a quantity has at most " + MAX_WHOLE_DIGITS + " digits before the point");
    }
    return quantity;
  }

  static void head(String reference, String operator, String place, String text) {
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(place, "place");
    int most = StockEvent.MAX_TEXT;
    if (reference.isBlank() || reference.length() > most || text.length() > most) {
      throw new IllegalArgumentException(
          "a reference has 1 to " + most + " characters, a reason at most so many");
    }
  }

  static <T> List<T> lines(List<T> lines) {
    if (lines.isEmpty() || lines.size() > StockEvent.MAX_LINES) {
      throw new IllegalArgumentException("1 to " + StockEvent.MAX_LINES + " lines");
    }
    return List.copyOf(lines);
  }
}
