package dev.tillwright.benchmarks.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A rule in the plainest form, from which every engine gets its own.
 *
 * @param number from 0
 * @param code that the line must have; empty for any
 * @param notCategory that the line must not have; empty for any
 * @param from the least amount of the line, in minor units
 * @param to the first amount that is too much
 * @param day of the week, 1 to 7; 0 for always
 * @param minute of that day at which the window opens
 * @param minutes how long it is open
 */
record PlainRule(
    int number,
    String code,
    String notCategory,
    long from,
    long to,
    int day,
    int minute,
    int minutes) {
  static final long MOST = 100_000;
  private static final int MINUTES_OF_WEEK = 7 * 24 * 60;

  boolean always() {
    return code.isEmpty() && day == 0 && from == 0 && to == Long.MAX_VALUE;
  }

  boolean timed() {
    return day != 0;
  }

  boolean banded() {
    return from > 0 || to < Long.MAX_VALUE;
  }

  boolean holds(Goods goods, int minuteOfWeek) {
    if (day != 0) {
      int start = (day - 1) * 24 * 60 + minute;
      return minuteOfWeek >= start && minuteOfWeek < start + minutes;
    }
    return (code.isEmpty() || code.equals(goods.code()))
        && goods.amount() >= from
        && goods.amount() < to
        && (notCategory.isEmpty() || !notCategory.equals(goods.category()));
  }

  /**
   * Half keyed on an item, a fifth on a band of amounts, a fifth on an item and not a category, a
   * tenth on a window of time; three hold always. Bands and windows get narrower as the rules get
   * more, so that as many rules hold for a basket at every size.
   */
  static List<PlainRule> mixed(int count) {
    SplittableRandom random = new SplittableRandom(20_250_604);
    List<PlainRule> rules = new ArrayList<>(count);
    long band = Math.max(1, MOST * 2 / Math.max(1, count / 5));
    int window = Math.max(1, Math.min(24 * 60, MINUTES_OF_WEEK / Math.max(1, count / 10)));
    for (int i = 0; i < count; i++) {
      String code = "c" + i;
      rules.add(
          switch (i % 10) {
            case 0, 1, 2, 3, 4 -> new PlainRule(i, code, "", 0, Long.MAX_VALUE, 0, 0, 0);
            case 5, 6 -> {
              long from = 1 + random.nextLong(MOST);
              yield new PlainRule(i, "", "", from, from + band, 0, 0, 0);
            }
            case 7 -> new PlainRule(i, code, "tobacco", 0, Long.MAX_VALUE, 0, 0, 0);
            case 8 -> {
              int minute = random.nextInt(24 * 60 - window + 1);
              yield new PlainRule(i, "", "", 0, Long.MAX_VALUE, 1 + random.nextInt(7), minute, window);
            }
            default ->
                i < 30
                    ? new PlainRule(i, "", "", 0, Long.MAX_VALUE, 0, 0, 0)
                    : new PlainRule(i, code, "", 0, Long.MAX_VALUE, 0, 0, 0);
          });
    }
    return rules;
  }
}
