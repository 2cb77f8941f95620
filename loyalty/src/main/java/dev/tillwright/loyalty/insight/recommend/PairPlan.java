package dev.tillwright.loyalty.insight.recommend;

import java.util.Set;

/**
 * What is counted, and how much at most. After a change of it the view has to be rebuilt.
 *
 * @param itemsPerBasket of larger baskets only the first so many distinct items count, 2 to 200
 * @param partners so many items are remembered beside each item, 10 to 10,000; when there are a
 *     quarter more, those seen together least and longest ago are forgotten
 * @param leftOutItems codes that are no goods, such as postage
 * @param leftOutCategories the same by category
 */
public record PairPlan(
    int itemsPerBasket, int partners, Set<String> leftOutItems, Set<String> leftOutCategories) {
  public PairPlan {
    leftOutItems = Set.copyOf(leftOutItems);
    leftOutCategories = Set.copyOf(leftOutCategories);
    if (itemsPerBasket < 2 || itemsPerBasket > 200) {
      throw new IllegalArgumentException("2 to 200 items of a basket");
    }
    if (partners < 10 || partners > 10_000) {
      throw new IllegalArgumentException("10 to 10,000 partners of an item");
    }
  }

  /** 60 items of a basket, 400 partners of an item, nothing left out. */
  public static PairPlan usual() {
    return new PairPlan(60, 400, Set.of(), Set.of());
  }

  /** The same without these codes. */
  public PairPlan without(String... codes) {
    return new PairPlan(itemsPerBasket, partners, Set.of(codes), leftOutCategories);
  }

  int mostPartners() {
    return partners + partners / 4;
  }
}
