package dev.tillwright.device.scanner;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The GS1 element strings of one code: application identifiers with their values (GS1 General
 * Specifications, sections 3 and 7.8).
 *
 * <p><b>Guarantees.</b> Check digits, dates, lengths and characters were verified. Reads at most
 * what one code can hold; a wrong one is refused with the position and never the data. Prints the
 * identifiers, not the values.
 */
public final class ElementStrings {
  private static final char FNC1 = 0x1d;
  private static final int MOST_CHARACTERS = 8_192;
  private static final int MOST_ELEMENTS = 64;

  /**
   * Whether a date exists does not depend on the century: each that can be meant has 29 February.
   */
  private static final int ANY_YEAR = 2_000;

  /** The 82 characters of GS1 General Specifications, figure 7.11-1, but the letters and digits. */
  private static final String OTHERS = "!\"%&'()*+,-./:;<=>?_#";

  private final Map<String, String> values;

  private ElementStrings(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * Reads the data of a code.
   *
   * @param text without the AIM identifier; separators as the character GS (0x1D)
   * @throws Gs1Exception at the first that is wrong
   */
  public static ElementStrings parse(String text) {
    if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
      throw new Gs1Exception(0, "", "a code has 1 to " + MOST_CHARACTERS + " characters");
    }
    Map<String, String> values = new LinkedHashMap<>();
    int at = text.charAt(0) == FNC1 ? 1 : 0;
    while (at < text.length()) {
      ApplicationIdentifier ai = ApplicationIdentifier.at(text, at);
      if (ai == null) {
        throw new Gs1Exception(at, "", "no application identifier is known that begins so");
      }
      int begin = at + ai.ai().length();
      int end = end(text, begin, ai, at);
      put(values, ai, text.substring(begin, end), at);
      at = end;
      if (at < text.length() && text.charAt(at) == FNC1) {
        at++;
      } else if (at < text.length() && ai.separated()) {
        throw new Gs1Exception(at, ai.ai(), "its value is too long, or its separator is missing");
      }
    }
    return new ElementStrings(values);
  }

  private static int end(String text, int begin, ApplicationIdentifier ai, int at) {
    int separator = text.indexOf(FNC1, begin);
    int stop = separator < 0 ? text.length() : separator;
    int end = Math.min(stop, begin + ai.most());
    if (end - begin < ai.least()) {
      throw new Gs1Exception(at, ai.ai(), "its value is too short");
    }
    return end;
  }

  static void put(Map<String, String> values, ApplicationIdentifier ai, String value, int at) {
    int from = 0;
    for (ApplicationIdentifier.Part part : ai.parts()) {
      int to = Math.min(value.length(), from + part.most());
      for (int i = from; i < to; i++) {
        if (!allowed(value.charAt(i), part.digits())) {
          throw new Gs1Exception(
              at + ai.ai().length() + i, ai.ai(), "a character may not be there");
        }
      }
      from = to;
    }
    if (value.length() < ai.least() || value.length() > ai.most()) {
      throw new Gs1Exception(at, ai.ai(), "its value has another length");
    }
    check(ai, value, at);
    String before = values.putIfAbsent(ai.ai(), value);
    if (before != null && !before.equals(value)) {
      throw new Gs1Exception(at, ai.ai(), "it stands there twice with different values");
    }
    if (values.size() > MOST_ELEMENTS) {
      throw new Gs1Exception(at, ai.ai(), "more than " + MOST_ELEMENTS + " element strings");
    }
  }

  private static void check(ApplicationIdentifier ai, String value, int at) {
    switch (ai.check()) {
      case KEY -> {
        String key = value.substring(0, ai.parts().get(0).most());
        if (!CheckDigits.right(key)) {
          boolean gtin = key.length() == 14;
          throw new Gs1Exception(
              at, ai.ai(), (gtin ? "the GTIN" : "the") + " check digit is wrong");
        }
      }
      case DATE -> {
        if (date(value, ANY_YEAR).isEmpty()) {
          throw new Gs1Exception(at, ai.ai(), "there is no such date");
        }
      }
      case NONE -> {
        return;
      }
    }
  }

  private static boolean allowed(char c, boolean digits) {
    boolean digit = c >= '0' && c <= '9';
    return digit
        || !digits && (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || OTHERS.indexOf(c) >= 0);
  }

  /** YYMMDD; the century is that of GS1's window, 49 years back and 50 ahead (section 7.12). */
  private static Optional<LocalDate> date(String value, int thisYear) {
    try {
      int year = thisYear - thisYear % 100 + Integer.parseInt(value.substring(0, 2));
      int ahead = year - thisYear;
      YearMonth month =
          YearMonth.of(
              ahead > 50 ? year - 100 : ahead < -49 ? year + 100 : year,
              Integer.parseInt(value.substring(2, 4)));
      int day = Integer.parseInt(value.substring(4, 6));
      return Optional.of(day == 0 ? month.atEndOfMonth() : month.atDay(day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static ElementStrings of(Map<String, String> values) {
    return new ElementStrings(values);
  }

  /** All, in the order of the code. */
  public Map<String, String> values() {
    return values;
  }

  /** The value of one identifier, as sent. */
  public Optional<String> value(String ai) {
    return Optional.ofNullable(values.get(ai));
  }

  /** The net weight (AI 310n), in kilograms with n decimals. */
  public Optional<BigDecimal> netKilograms() {
    return values.entrySet().stream()
        .filter(each -> each.getKey().startsWith("310"))
        .map(each -> decimal(each.getKey(), each.getValue()))
        .findFirst();
  }

  /**
   * The price (AI 392n or 393n), with n decimals; {@link #currency} says in what, if it is said.
   */
  public Optional<BigDecimal> amount() {
    return values.entrySet().stream()
        .filter(each -> each.getKey().startsWith("392") || each.getKey().startsWith("393"))
        .map(
            each ->
                decimal(
                    each.getKey(),
                    each.getKey().startsWith("393")
                        ? each.getValue().substring(3)
                        : each.getValue()))
        .findFirst();
  }

  /** The ISO 4217 number of the price's currency (AI 393n). */
  public Optional<String> currency() {
    return values.entrySet().stream()
        .filter(each -> each.getKey().startsWith("393"))
        .map(each -> each.getValue().substring(0, 3))
        .findFirst();
  }

  /**
   * The date after which it should not be used (AI 17), or sold (16), or is past its best (15).
   *
   * @param today tells the century, of which the code says nothing
   */
  public Optional<LocalDate> endOfLife(LocalDate today) {
    return value("17")
        .or(() -> value("16"))
        .or(() -> value("15"))
        .flatMap(date -> date(date, today.getYear()));
  }

  private static BigDecimal decimal(String ai, String value) {
    return new BigDecimal(new BigInteger(value), ai.charAt(3) - '0');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ElementStrings that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Which identifiers there are. */
  @Override
  public String toString() {
    return "ElementStrings" + values.keySet();
  }
}
