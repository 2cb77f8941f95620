package dev.tillwright.core.catalogue;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a code says what a pack weighs or costs (GS1 General Specifications, section 2.1.14: variable
 * measure, restricted circulation). Each country, and each shop with its scales, has its own.
 *
 * <p>The pattern has a place for each digit: digits that are the prefix, {@code I} for the item,
 * {@code P} for the price or {@code W} for the weight, {@code V} for the check digit of a price or
 * weight of four or five digits, and {@code C} for that of the code: {@code "20IIIIIPPPPPC"},
 * {@code "2IIIIIVPPPPC"}.
 *
 * @param pattern 8, 12, 13 or 14 places
 * @param decimals of the price or weight, 0 to 5
 * @param unit of the weight, as the item's {@link Unit#symbol}; empty for a price
 */
public record WeighedRule(String pattern, int decimals, String unit) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,8})(V?)(I{1,10})(V?)(P{1,6}|W{1,6})C");

  public WeighedRule {
    Matcher form = FORM.matcher(pattern);
    int length = pattern.length();
    if (!form.matches() || length != 8 && (length < 12 || length > 14)) {
      throw new IllegalArgumentException(
          "a pattern of 8, 12, 13 or 14 places: a prefix, I, P or W, and C; V before I or the"
              + " value");
    }
    int value = form.group(5).length();
    boolean checked = !form.group(2).isEmpty() || !form.group(4).isEmpty();
    if (!form.group(2).isEmpty() && !form.group(4).isEmpty()
        || checked && value != 4 && value != 5) {
      throw new IllegalArgumentException("a value of four or five digits has one check digit");
    }
    if (decimals < 0 || decimals > 5) {
      throw new IllegalArgumentException("a price or weight in a code has 0 to 5 decimals");
    }
    if (form.group(5).startsWith("W") == unit.isEmpty() || unit.length() > 8) {
      throw new IllegalArgumentException("a weight has a unit, a price has none");
    }
  }

  /** Codes with the price of the pack. */
  public static WeighedRule price(String pattern, int decimals) {
    return new WeighedRule(pattern, decimals, "");
  }

  /** Codes with the weight of the pack. */
  public static WeighedRule weight(String pattern, int decimals, Unit unit) {
    return new WeighedRule(pattern, decimals, unit.symbol());
  }

  /** Whether the value is a price. */
  public boolean isPrice() {
    return unit.isEmpty();
  }

  /** What a code says; none when it is not of this rule. */
  public Optional<WeighedCode> read(String code) {
    String digits = aligned(code);
    if (digits == null) {
      return Optional.empty();
    }
    String value = places(digits, isPrice() ? 'P' : 'W');
    String check = places(digits, 'V');
    boolean sound =
        BarCodes.checkDigitFits(digits)
            && (check.isEmpty() || check.charAt(0) - '0' == BarCodes.valueCheckDigit(value));
    return Optional.of(
        new WeighedCode(
            this, places(digits, 'I'), new BigDecimal(value).movePointLeft(decimals), sound));
  }

  /** In the pattern's length: a scanner may add the zero that makes 13 digits of 12, or drop it. */
  private @Nullable String aligned(String code) {
    if (!BarCodes.areDigits(code)) {
      return null;
    }
    String digits = code;
    if (code.length() == pattern.length() + 1 && code.startsWith("0")) {
      digits = code.substring(1);
    } else if (code.length() == pattern.length() - 1 && pattern.startsWith("0")) {
      digits = "0" + code;
    }
    return digits.length() == pattern.length() && digits.startsWith(prefix()) ? digits : null;
  }

  private String prefix() {
    return pattern.replaceAll("[A-Z]", "");
  }

  /**
   * The code of the item that a pack's code names, with zeros for the value: {@code 2012345000003}.
   */
  String ofItem(String item) {
    StringBuilder digits = new StringBuilder(prefix());
    int next = 0;
    for (int at = digits.length(); at < pattern.length() - 1; at++) {
      digits.append(pattern.charAt(at) == 'I' ? item.charAt(next++) : '0');
    }
    for (char check = '0'; check <= '9'; check++) {
      if (BarCodes.checkDigitFits(digits.toString() + check)) {
        return digits.append(check).toString();
      }
    }
    throw new IllegalStateException("one of ten check digits fits");
  }

  private String places(String digits, char place) {
    StringBuilder found = new StringBuilder();
    for (int at = 0; at < digits.length(); at++) {
      if (pattern.charAt(at) == place) {
        found.append(digits.charAt(at));
      }
    }
    return found.toString();
  }
}
