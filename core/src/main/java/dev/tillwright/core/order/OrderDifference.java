package dev.tillwright.core.order;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import java.util.List;
import java.util.Objects;

/** Where two orders of one name differ: the path of the first field, never what stands there. */
final class OrderDifference {
  private OrderDifference() {}

  /** Empty when they are the same. */
  static String of(ChannelOrder known, ChannelOrder said) {
    if (known.equals(said)) {
      return "";
    }
    if (!known.total().currency().equals(said.total().currency())) {
      return "currency";
    }
    if (!known.lines().equals(said.lines())) {
      return lines(known.lines(), said.lines());
    }
    if (!known.total().equals(said.total())) {
      return "total";
    }
    if (!Objects.equals(known.member(), said.member())) {
      return "member";
    }
    return payments(known.payments(), said.payments());
  }

  private static String lines(List<Line> known, List<Line> said) {
    int same = same(known, said);
    String field = "lines/" + same;
    if (same == known.size() || same == said.size()) {
      return field;
    }
    Line one = known.get(same);
    Line other = said.get(same);
    if (one.number() != other.number()) {
      return field + "/line";
    }
    if (!one.quantity().equals(other.quantity())) {
      return field + "/quantity";
    }
    return field + "/" + item(one.item(), other.item());
  }

  private static String item(Item one, Item other) {
    if (!one.code().equals(other.code())) {
      return "item";
    }
    if (!one.name().equals(other.name())) {
      return "name";
    }
    if (!one.price().equals(other.price())) {
      return "price";
    }
    if (!one.taxes().equals(other.taxes())) {
      return "taxCode";
    }
    return one.category().equals(other.category()) ? "unit" : "category";
  }

  private static String payments(List<OrderPayment> known, List<OrderPayment> said) {
    int same = same(known, said);
    String field = "payments/" + same;
    boolean both = same < known.size() && same < said.size();
    if (!both) {
      return field;
    }
    return known.get(same).reference().equals(said.get(same).reference())
        ? field + "/amount"
        : field + "/reference";
  }

  private static <T> int same(List<T> known, List<T> said) {
    int same = 0;
    while (same < known.size() && same < said.size() && known.get(same).equals(said.get(same))) {
      same++;
    }
    return same;
  }
}
