package dev.tillwright.benchmarks.rules;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.program.Program;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/** The same rules and the same basket for our engine. */
final class OwnEngine {
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final String[] DAYS = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};

  private OwnEngine() {}

  static Program program(List<PlainRule> rules) {
    StringBuilder json = new StringBuilder();
    json.append(
        "{\"schema\":1,\"program\":\"bench\",\"version\":1,\"zone\":\"UTC\",\"currency\":\"EUR\","
            + "\"base\":{\"amount\":\"TOTAL\"},\"rounding\":{\"mode\":\"DOWN\",\"level\":\"BASKET\"},"
            + "\"rules\":[");
    for (PlainRule rule : rules) {
      json.append(rule.number() == 0 ? "" : ",").append(text(rule));
    }
    return Program.parse(json.append("]}").toString());
  }

  private static String text(PlainRule rule) {
    boolean basket = rule.timed() || rule.always();
    String then =
        basket
            ? "{\"type\":\"earnFixed\",\"points\":1}"
            : "{\"type\":\"earnPerUnit\",\"points\":1}";
    return "{\"id\":\"r"
        + rule.number()
        + "\",\"scope\":\""
        + (basket ? "BASKET" : "LINE")
        + "\""
        + when(rule)
        + ",\"then\":["
        + then
        + "]}";
  }

  private static String when(PlainRule rule) {
    if (rule.always()) {
      return "";
    }
    if (rule.timed()) {
      return ",\"when\":{\"type\":\"localWindow\",\"days\":[\""
          + DAYS[rule.day() - 1]
          + "\"],\"from\":\""
          + time(rule.minute())
          + "\",\"to\":\""
          + time(rule.minute() + rule.minutes())
          + "\"}";
    }
    if (rule.banded()) {
      return ",\"when\":{\"type\":\"range\",\"field\":\"line.total\",\"min\":\""
          + Money.ofMinor(rule.from(), EUR).decimal()
          + "\",\"below\":\""
          + Money.ofMinor(rule.to(), EUR).decimal()
          + "\"}";
    }
    String code =
        "{\"type\":\"in\",\"field\":\"line.code\",\"values\":[\"" + rule.code() + "\"]}";
    return rule.notCategory().isEmpty()
        ? ",\"when\":" + code
        : ",\"when\":{\"type\":\"all\",\"of\":["
            + code
            + ",{\"type\":\"not\",\"of\":{\"type\":\"in\",\"field\":\"line.category\",\"values\":[\""
            + rule.notCategory()
            + "\"]}}]}";
  }

  private static String time(int minute) {
    int wall = minute % (24 * 60);
    return "%02d:%02d".formatted(wall / 60, wall % 60);
  }

  static PointsEngine engine(Program program) {
    return PointsEngine.compile(program);
  }

  static Purchase purchase() {
    Basket basket = Basket.empty(EUR);
    int number = 0;
    for (Goods goods : Goods.basket()) {
      Item item =
          new Item(
              goods.code(),
              goods.code(),
              goods.category(),
              UnitPrice.of(Money.ofMinor(goods.amount(), EUR)),
              TaxRate.included("A", Percent.of(20)));
      basket = basket.withLine(new Line(++number, item, Quantity.of(1)));
    }
    // Wednesday, half past three.
    return Purchase.of(basket.totals(), Instant.parse("2025-06-04T15:30:00Z"))
        .member(Shopper.of("m-1"))
        .build();
  }
}
