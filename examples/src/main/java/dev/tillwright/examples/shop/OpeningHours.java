package dev.tillwright.examples.shop;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.random.RandomGenerator;

/** When the corner shop is open, and how busy it is by weekday and hour. */
final class OpeningHours {
  private static final int[] WORKDAY = {8, 12, 7, 5, 6, 10, 9, 5, 8, 9, 12, 11, 7, 4};
  private static final int[] SATURDAY = {5, 8, 11, 12, 11, 9, 8, 8, 9, 9, 7, 5, 3};
  private static final int[] SUNDAY = {6, 10, 11, 10, 9, 8, 7, 6};
  private static final int[] SALES_FROM_MONDAY = {82, 78, 81, 86, 97, 103, 73};
  private static final int MORE_OR_LESS = 6;

  private OpeningHours() {}

  /** The first hour of the day that is open. */
  static int opens(DayOfWeek day) {
    return switch (day) {
      case SUNDAY -> 9;
      case SATURDAY -> 8;
      default -> 7;
    };
  }

  /** The hour at which the door is locked. */
  static int closes(DayOfWeek day) {
    return opens(day) + weights(day).length;
  }

  /** How many sales this day has. */
  static int sales(DayOfWeek day, RandomGenerator random) {
    int usual = SALES_FROM_MONDAY[day.getValue() - 1];
    return usual + random.nextInt(2 * MORE_OR_LESS + 1) - MORE_OR_LESS;
  }

  /** A moment at which somebody stands at the till. */
  static LocalDateTime moment(LocalDate day, RandomGenerator random) {
    int[] weights = weights(day.getDayOfWeek());
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int at = random.nextInt(sum);
    int hour = 0;
    while (at >= weights[hour]) {
      at -= weights[hour++];
    }
    return day.atTime(opens(day.getDayOfWeek()) + hour, random.nextInt(60), random.nextInt(60));
  }

  private static int[] weights(DayOfWeek day) {
    return switch (day) {
      case SUNDAY -> SUNDAY;
      case SATURDAY -> SATURDAY;
      default -> WORKDAY;
    };
  }
}
