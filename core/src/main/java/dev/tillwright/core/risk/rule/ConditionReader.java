package dev.tillwright.core.risk.rule;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.risk.act.Trait;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conditions from JSON. Nesting is bounded by the reader of JSON, the number here. */
final class ConditionReader {
  private static final int MOST = 5_000;

  /** A leaf and where it stands, for checks of what it names. */
  record Placed(Condition leaf, JsonIn where) {}

  private final int digits;
  private final List<Placed> leaves = new ArrayList<>();

  ConditionReader(int digits) {
    this.digits = digits;
  }

  List<Placed> leaves() {
    return leaves;
  }

  Condition read(JsonIn in) {
    String type = in.text("type");
    Condition condition =
        switch (type) {
          case "all" -> new Condition.All(several(new Spot(in, "type", "of")));
          case "any" -> new Condition.Any(several(new Spot(in, "type", "of")));
          case "not" -> new Condition.Not(read(new Spot(in, "type", "of").json().object("of")));
          default -> leaf(type, in);
        };
    if (condition.leaves().limit(1).anyMatch(it -> it == condition)) {
      if (leaves.size() >= MOST) {
        throw in.wrong("type", "the set has more than " + MOST + " conditions");
      }
      leaves.add(new Placed(condition, in));
    }
    return condition;
  }

  private List<Condition> several(Spot spot) {
    List<Condition> of = spot.json().objects("of").stream().map(this::read).toList();
    if (of.isEmpty()) {
      throw spot.wrong("of", "at least one condition was expected");
    }
    return of;
  }

  private Condition leaf(String type, JsonIn in) {
    return switch (type) {
      case "in" -> in(new Spot(in, "type", "field", "values", "list"));
      case "amount" -> amount(new Spot(in, "type", "min", "below"));
      case "discounted" -> discounted(new Spot(in, "type", "percent"));
      case "within" -> within(new Spot(in, "type", "age"));
      case "is" -> new Condition.Is(new Spot(in, "type", "trait").choice("trait", Trait.class));
      case "hours" -> hours(new Spot(in, "type", "days", "from", "to"));
      case "issuer" -> issuer(new Spot(in, "type", "ranges", "list"));
      case "country" -> country(new Spot(in, "type", "in"));
      case "ownAccount" -> {
        new Spot(in, "type");
        yield new Condition.OwnAccount();
      }
      case "count" -> {
        Spot spot = new Spot(in, "type", "measure", "atLeast");
        yield new Condition.Count(spot.id("measure"), spot.count("atLeast"));
      }
      case "sum" -> sum(new Spot(in, "type", "measure", "atLeast"));
      case "ratio" -> ratio(new Spot(in, "type", "of", "to", "percent"));
      default ->
          throw in.wrong(
              "type",
              "one of all, any, not, in, amount, discounted, within, is, hours, issuer, country,"
                  + " ownAccount, count, sum, ratio was expected");
    };
  }

  private static boolean named(Spot spot, String values) {
    boolean list = spot.json().has("list");
    if (list == spot.json().has(values)) {
      throw spot.wrong("list", "either a list or " + values + " was expected");
    }
    return list;
  }

  private static Condition in(Spot spot) {
    Map<String, Field> fields = new LinkedHashMap<>();
    Arrays.stream(Field.values()).forEach(it -> fields.put(it.code(), it));
    Field field = fields.get(spot.json().text("field"));
    if (field == null) {
      throw spot.wrong("field", "one of " + String.join(", ", fields.keySet()) + " was expected");
    }
    return named(spot, "values")
        ? new Condition.In(field, Set.of(), spot.id("list"))
        : new Condition.In(field, spot.distinct("values"), null);
  }

  private Condition amount(Spot spot) {
    Long min = spot.minor("min", digits);
    Long below = spot.minor("below", digits);
    return spot.fitting("min", () -> new Condition.Amount(min, below));
  }

  private static Condition discounted(Spot spot) {
    BigDecimal percent = spot.decimal("percent");
    return spot.fitting("percent", () -> new Condition.Discounted(percent));
  }

  private static Condition within(Spot spot) {
    Duration age = spot.read("age", Duration::parse, "a time such as PT15M was expected");
    return spot.fitting("age", () -> new Condition.Within(age));
  }

  private static Condition hours(Spot spot) {
    Set<DayOfWeek> days = spot.choices("days", DayOfWeek.class);
    LocalTime from = spot.read("from", LocalTime::parse, "a time such as 08:30 was expected");
    LocalTime to = spot.read("to", LocalTime::parse, "a time such as 20:00 was expected");
    return new Condition.Hours(days, from, to);
  }

  private static Condition issuer(Spot spot) {
    if (named(spot, "ranges")) {
      return new Condition.Issuer(List.of(), spot.id("list"));
    }
    Set<String> texts = spot.distinct("ranges");
    return spot.fitting(
        "ranges", () -> new Condition.Issuer(texts.stream().map(BinRange::parse).toList(), null));
  }

  private static Condition country(Spot spot) {
    Set<String> countries = spot.distinct("in");
    if (!countries.stream().allMatch(it -> it.matches("[A-Z]{2}"))) {
      throw spot.wrong("in", "countries of two letters were expected");
    }
    return new Condition.Country(countries);
  }

  private Condition sum(Spot spot) {
    String measure = spot.id("measure");
    Long least = spot.minor("atLeast", digits);
    if (least == null || least < 1) {
      throw spot.wrong("atLeast", "an amount above zero was expected");
    }
    return new Condition.Sum(measure, least);
  }

  private static Condition ratio(Spot spot) {
    String of = spot.id("of");
    String to = spot.id("to");
    BigDecimal percent = spot.decimal("percent");
    return spot.fitting("percent", () -> new Condition.Ratio(of, to, percent));
  }
}
