package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How one weekday or month sells beside the others.
 *
 * @param key {@code 1} (Monday) to {@code 7}, or a month {@code 2026-11}
 * @param days of it that were looked at, those without a sale too
 * @param net what they brought, refunds taken off
 * @param index what such a day brings, in percent of what a day brings
 */
public record SeasonRow(String key, int days, Money net, BigDecimal index) {
  public SeasonRow {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(index, "index");
  }

  /** By weekday, of the rows by {@link SalesReport.Breakdown#DAY}. */
  public static List<SeasonRow> weekdays(
      List<SalesRow> days, Currency currency, LocalDate from, LocalDate to) {
    return of(days, currency, from, to, false);
  }

  /** By month. */
  public static List<SeasonRow> months(
      List<SalesRow> days, Currency currency, LocalDate from, LocalDate to) {
    return of(days, currency, from, to, true);
  }

  private static List<SeasonRow> of(
      List<SalesRow> rows, Currency currency, LocalDate from, LocalDate to, boolean months) {
    Map<String, Integer> days = new TreeMap<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      days.merge(key(day, months), 1, Integer::sum);
    }
    Map<String, Money> sums = new TreeMap<>();
    Money all = Money.zero(currency);
    for (SalesRow row : rows) {
      if (row.currency().equals(currency)) {
        sums.merge(key(LocalDate.parse(row.key()), months), row.net(), Money::plus);
        all = all.plus(row.net());
      }
    }
    long length = to.toEpochDay() - from.toEpochDay() + 1;
    List<SeasonRow> season = new ArrayList<>();
    for (Map.Entry<String, Integer> each : days.entrySet()) {
      Money net = sums.getOrDefault(each.getKey(), Money.zero(currency));
      season.add(
          new SeasonRow(
              each.getKey(), each.getValue(), net, index(net, each.getValue(), all, length)));
    }
    return season;
  }

  private static BigDecimal index(Money net, int days, Money all, long length) {
    if (all.isZero()) {
      return BigDecimal.ZERO;
    }
    return BigDecimal.valueOf(net.minor())
        .multiply(BigDecimal.valueOf(100 * length))
        .divide(
            BigDecimal.valueOf(all.minor()).multiply(BigDecimal.valueOf(days)),
            1,
            RoundingMode.HALF_EVEN);
  }

  private static String key(LocalDate day, boolean months) {
    return months
        ? String.format(Locale.ROOT, "%04d-%02d", day.getYear(), day.getMonthValue())
        : String.valueOf(day.getDayOfWeek().getValue());
  }
}
