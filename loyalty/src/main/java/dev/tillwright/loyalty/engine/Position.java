package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PricedLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * All lines of one item at one price, so that it does not matter how a quantity was keyed. Amounts
 * are minor units.
 */
final class Position {
  private static final Comparator<Key> BY_KEY =
      Comparator.comparing(Key::code).thenComparing(Key::category).thenComparing(Key::price);

  final String code;
  final String category;
  final String brand;
  final List<PricedLine> lines;
  final BigDecimal quantity;
  final long list;
  final long afterDiscount;
  final long total;
  final long net;

  private Position(Key key, String brand, List<PricedLine> lines) {
    this.code = key.code();
    this.category = key.category();
    this.brand = brand;
    this.lines = lines;
    this.quantity =
        lines.stream()
            .map(line -> line.line().quantity().value())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    this.list = sum(lines, line -> line.list().minor());
    this.afterDiscount = sum(lines, line -> line.afterDiscount().minor());
    this.total = sum(lines, line -> line.total().minor());
    this.net = sum(lines, line -> line.net().minor());
  }

  /** In an order that hangs on the goods alone, so that ties fall the same way however keyed. */
  static List<Position> of(List<PricedLine> lines, UnaryOperator<String> brands) {
    Map<Key, List<PricedLine>> byKey = new TreeMap<>(BY_KEY);
    for (PricedLine line : lines) {
      byKey.computeIfAbsent(Key.of(line.line().item()), key -> new ArrayList<>(1)).add(line);
    }
    List<Position> positions = new ArrayList<>(byKey.size());
    byKey.forEach(
        (key, of) -> {
          of.sort(Comparator.comparing(line -> line.line().number()));
          positions.add(new Position(key, brands.apply(key.code()), List.copyOf(of)));
        });
    return positions;
  }

  private static long sum(List<PricedLine> lines, ToLongFunction<PricedLine> amount) {
    long sum = 0;
    for (PricedLine line : lines) {
      sum = Math.addExact(sum, amount.applyAsLong(line));
    }
    return sum;
  }

  private record Key(String code, String category, BigDecimal price) {
    static Key of(Item item) {
      return new Key(item.code(), item.category(), item.price().value());
    }
  }
}
