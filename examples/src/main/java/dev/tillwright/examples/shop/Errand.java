package dev.tillwright.examples.shop;

import java.util.List;
import java.util.random.RandomGenerator;

/** Why somebody comes in: it decides how much is bought, and of what. */
enum Errand {
  ON_THE_WAY(1, 3, "tea-and-coffee 6", "bakery 5", "newspapers 5", "drinks 2", "snacks 2"),
  LUNCH(1, 4, "bakery 6", "drinks 6", "snacks 5", "tea-and-coffee 3", "produce 2"),
  AFTER_SCHOOL(1, 4, "snacks 8", "drinks 5", "stationery 3", "toys 3", "bakery 2"),
  TOP_UP(2, 8, "dairy 7", "bakery 6", "produce 5", "cupboard 4", "drinks 2", "household 2"),
  SUPPER(2, 9, "frozen 5", "produce 5", "cupboard 5", "dairy 3", "drinks 4", "snacks 2"),
  WEEK(
      6,
      15,
      "cupboard 7",
      "produce 7",
      "dairy 6",
      "household 5",
      "bakery 4",
      "frozen 3",
      "drinks 3",
      "snacks 3",
      "tea-and-coffee 2"),
  SMALL_THINGS(1, 3, "household 4", "services 3", "stationery 3", "newspapers 2", "tobacco 1");

  private final int fewest;
  private final int most;

  @SuppressWarnings("ImmutableEnumChecker") // made by toList(), of records
  private final List<Wish> wishes;

  private final int weight;

  Errand(int fewest, int most, String... wishes) {
    this.fewest = fewest;
    this.most = most;
    this.wishes = List.of(wishes).stream().map(Wish::parse).toList();
    this.weight = this.wishes.stream().mapToInt(Wish::weight).sum();
  }

  /** How many lines: more often few than many. */
  int lines(RandomGenerator random) {
    int span = most - fewest + 1;
    return fewest + Math.min(random.nextInt(span), random.nextInt(span));
  }

  /** The category of the next line. */
  String category(RandomGenerator random) {
    int at = random.nextInt(weight);
    for (Wish wish : wishes) {
      at -= wish.weight;
      if (at < 0) {
        return wish.category;
      }
    }
    throw new IllegalStateException("the weights do not add up");
  }

  /** What people come in for at this hour. */
  static Errand at(int hour, boolean weekend, RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < 8) {
      return SMALL_THINGS;
    }
    if (weekend) {
      return hour < 11 ? (dice < 60 ? ON_THE_WAY : TOP_UP) : (dice < 55 ? WEEK : SUPPER);
    }
    if (hour < 10) {
      return dice < 80 ? ON_THE_WAY : TOP_UP;
    }
    if (hour == 12 || hour == 13) {
      return dice < 75 ? LUNCH : TOP_UP;
    }
    if (hour == 15 || hour == 16) {
      return dice < 60 ? AFTER_SCHOOL : TOP_UP;
    }
    if (hour < 17) {
      return dice < 70 ? TOP_UP : WEEK;
    }
    return dice < 50 ? SUPPER : dice < 78 ? TOP_UP : WEEK;
  }

  private record Wish(String category, int weight) {
    static Wish parse(String text) {
      int space = text.indexOf(' ');
      return new Wish(text.substring(0, space), Integer.parseInt(text.substring(space + 1)));
    }
  }
}
