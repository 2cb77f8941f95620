package dev.tillwright.examples.report;

import dev.tillwright.core.report.SeasonRow;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Currency;
import java.util.Locale;

/** How figures are written on the page: British English, whatever the machine speaks. */
final class Shown {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);
  private static final long MEBIBYTE = 1 << 20;

  private final Currency currency;

  Shown(Currency currency) {
    this.currency = currency;
  }

  String money(long minor) {
    NumberFormat format = NumberFormat.getCurrencyInstance(Locale.UK);
    format.setCurrency(currency);
    int digits = currency.getDefaultFractionDigits();
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(BigDecimal.valueOf(minor, digits));
  }

  static String count(long number) {
    return NumberFormat.getIntegerInstance(Locale.UK).format(number);
  }

  static String rate(double number) {
    return number < 100 ? String.format(Locale.UK, "%.1f", number) : count(Math.round(number));
  }

  static String heap(long bytes) {
    return count((bytes + MEBIBYTE - 1) / MEBIBYTE) + " MiB";
  }

  static String date(LocalDate date) {
    return DATE.format(date);
  }

  static String shortDate(LocalDate date) {
    return SHORT.format(date);
  }

  /** A weekday of the season: {@code "Mon"}. */
  static String weekday(SeasonRow row) {
    return DayOfWeek.of(Integer.parseInt(row.key())).getDisplayName(TextStyle.SHORT, Locale.UK);
  }

  static String hour(int hour) {
    return String.format(Locale.ROOT, "%02d:00", hour);
  }

  /** "1 sale", "2 sales". */
  static String counted(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** Text for between tags or inside a quoted attribute. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
