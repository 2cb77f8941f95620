package dev.tillwright.benchmarks.rules;

import java.util.List;
import java.util.stream.IntStream;

/** A line as the peers see it; points are counted on it. */
public final class Goods {
  static final int MINUTE_OF_WEEK = 2 * 24 * 60 + 15 * 60 + 30; // Wednesday, half past three

  private final String code;
  private final String category;
  private final long amount;
  private long points;

  Goods(String code, String category, long amount) {
    this.code = code;
    this.category = category;
    this.amount = amount;
  }

  /** Ten lines; half of them of items that rules of every size name. */
  static List<Goods> basket() {
    String[] codes = {"c0", "c1", "c2", "c7", "x1", "x2", "c3", "x3", "x4", "x5"};
    String[] categories = {"food", "wine", "food", "food", "tobacco", "food", "wine", "x", "y", "z"};
    long[] amounts = {199, 1_250, 899, 4_999, 650, 12_345, 77_700, 31_000, 55_555, 98_765};
    return IntStream.range(0, codes.length)
        .mapToObj(i -> new Goods(codes[i], categories[i], amounts[i]))
        .toList();
  }

  public String code() {
    return code;
  }

  public String category() {
    return category;
  }

  public long amount() {
    return amount;
  }

  public int minuteOfWeek() {
    return MINUTE_OF_WEEK;
  }

  /** A rule gives a point. */
  public void give() {
    points++;
  }

  /** What was given since the last question. */
  long take() {
    long given = points;
    points = 0;
    return given;
  }
}
