package dev.tillwright.loyalty.program;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tiers of a program. Whoever reaches the threshold of a tier within the window is in it at
 * once; whoever falls below it stays until the grace has passed.
 *
 * @param by what counts
 * @param window in which it counts
 * @param reached at which tier a sale is scored that reaches the next one
 * @param grace how long a tier is kept after what counts fell below its threshold
 * @param down how far one falls when the grace has passed
 * @param base the tier of everyone: its id
 * @param levels the others, by rising thresholds
 */
public record TierPlan(
    Measure by,
    Window window,
    Reached reached,
    Period grace,
    Down down,
    String base,
    List<Level> levels) {
  public TierPlan {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(reached, "reached");
    Objects.requireNonNull(down, "down");
    Objects.requireNonNull(base, "base");
    levels = List.copyOf(levels);
    if (grace.isNegative() || levels.isEmpty()) {
      throw new IllegalArgumentException("a grace is not negative, and there is a level to reach");
    }
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).from() <= levels.get(i - 1).from()) {
        throw new IllegalArgumentException("thresholds rise");
      }
    }
  }

  /** How many thresholds this much reaches: 0 for the base. */
  public int reachedBy(long amount) {
    int count = 0;
    while (count < levels.size() && amount >= levels.get(count).from()) {
      count++;
    }
    return count;
  }

  /** The id of a tier; 0 for the base. */
  public String id(int level) {
    return level == 0 ? base : levels.get(level - 1).id();
  }

  /** What counts. */
  public enum Measure {
    /** What was paid, in minor units, without what was paid with points. */
    SPEND,
    /** Points that sales earned. */
    POINTS,
    /** Sales. */
    VISITS
  }

  /** At which tier a sale is scored that reaches the next one. */
  public enum Reached {
    /** The tier that was held when it began. */
    BEFORE,
    /** The part above the threshold at the next tier. */
    SPLIT,
    /** The whole sale at the tier it reaches. */
    AFTER
  }

  /** How far one falls when the grace has passed. */
  public enum Down {
    /** One tier; then the grace begins anew. */
    STEP,
    /** To the tier that what counts now deserves. */
    BALANCE
  }

  /**
   * In which what counts is counted.
   *
   * @param type which
   * @param length of a rolling one
   */
  public record Window(Type type, Period length) {
    public Window {
      Objects.requireNonNull(type, "type");
      if (type == Type.ROLLING ? length.isNegative() || length.isZero() : !length.isZero()) {
        throw new IllegalArgumentException("a rolling window has a length, others have none");
      }
    }

    /** Which. */
    public enum Type {
      CALENDAR_MONTH,
      CALENDAR_QUARTER,
      CALENDAR_YEAR,
      /** The time just past. */
      ROLLING,
      /** A year from the day of the member's first sale, and from the same day of each year. */
      ANNIVERSARY
    }
  }

  /**
   * A tier that is reached.
   *
   * @param id as rules name it
   * @param from its threshold; who has just this much is in it
   * @param text its name, by language
   * @param benefits what it gives besides points, each by language
   */
  public record Level(
      String id, long from, Map<String, String> text, List<Map<String, String>> benefits) {
    public Level {
      Objects.requireNonNull(id, "id");
      text = Map.copyOf(text);
      benefits = benefits.stream().map(Map::copyOf).toList();
      if (from < 1) {
        throw new IllegalArgumentException("a threshold is above zero");
      }
    }
  }
}
