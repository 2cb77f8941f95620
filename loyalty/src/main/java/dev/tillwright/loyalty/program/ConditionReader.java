package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonIn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Conditions from JSON. Nesting is bounded by the reader of JSON. */
final class ConditionReader {
  private static final Map<String, Field> FIELDS =
      Arrays.stream(Field.values()).collect(Collectors.toMap(Field::code, Function.identity()));

  private final int moneyDigits;

  ConditionReader(int moneyDigits) {
    this.moneyDigits = moneyDigits;
  }

  Condition read(JsonIn in) {
    String type = Place.type(in, Names.CONDITIONS);
    Place place = new Place(in, Names.CONDITIONS.getOrDefault(type, List.of()));
    return switch (type) {
      case "all" -> new Condition.All(several(place));
      case "any" -> new Condition.Any(several(place));
      case "not" -> new Condition.Not(read(in.object("of")));
      case "in" -> in(place);
      case "range" -> range(place);
      case "counter" -> counter(place);
      case "aggregate" -> aggregate(place);
      case "tender" -> paid(place);
      case "member" -> new Condition.Member();
      case "firstPurchase" -> new Condition.FirstPurchase();
      case "linkedReturn" -> new Condition.LinkedReturn();
      case "expression" -> expression(place);
      default -> TimeReader.read(type, place);
    };
  }

  private List<Condition> several(Place place) {
    List<Condition> of = place.json().objects("of").stream().map(this::read).toList();
    if (of.isEmpty()) {
      throw place.wrong("of", "at least one condition was expected");
    }
    return of;
  }

  private static Condition in(Place place) {
    Field field = field(place);
    if (!field.holdsText()) {
      throw place.wrong("field", "this field holds a number; use a range");
    }
    Set<String> values = place.distinct("values", "(?s).*", "texts were expected");
    if (values.isEmpty()) {
      throw place.wrong("values", "at least one value was expected");
    }
    return new Condition.In(field, values);
  }

  private Condition range(Place place) {
    Field field = field(place);
    if (field.holdsText()) {
      throw place.wrong("field", "this field holds a text; use in");
    }
    Place.Bounds bounds = place.bounds(digits(field.type() == Field.Type.AMOUNT), true);
    return new Condition.Range(field, bounds.min(), bounds.below());
  }

  private Condition counter(Place place) {
    Condition.Counter.Of of = place.choice("of", Condition.Counter.Of.class);
    boolean ofRule = of == Condition.Counter.Of.AWARDS || of == Condition.Counter.Of.POINTS;
    if (!ofRule && place.json().has("rule")) {
      throw place.wrong("rule", "purchases are not those of a rule");
    }
    Span period = place.choice("period", Span.class);
    if (period == Span.TRANSACTION) {
      throw place.wrong("period", "a counter counts what was before this sale");
    }
    Place.Bounds bounds = place.bounds(digits(of == Condition.Counter.Of.SPEND), true);
    String rule = place.optionalId("rule").orElse(ofRule ? "this" : "program");
    ZoneOf zone = place.choice("zone", ZoneOf.PROGRAM);
    return new Condition.Counter(of, rule, period, zone, bounds.min(), bounds.below());
  }

  private Condition aggregate(Place place) {
    Condition of = place.json().optionalObject("of").map(this::read).orElseGet(Condition::always);
    if (of.leaves().anyMatch(ConditionReader::notOfItem)) {
      throw place.wrong("of", "lines are selected by what they are: item, category, brand, amount");
    }
    Condition.Aggregate.Measure measure =
        place.choice("measure", Condition.Aggregate.Measure.class);
    Place.Bounds bounds = place.bounds(digits(measure.amount()), true);
    return new Condition.Aggregate(of, measure, bounds.min(), bounds.below());
  }

  /** What else a sale is belongs beside an aggregate, not into it. */
  private static boolean notOfItem(Condition leaf) {
    return !leaf.ofLine();
  }

  private Condition paid(Place place) {
    Set<String> kinds = place.kinds("kinds");
    if (kinds.isEmpty()) {
      throw place.wrong("kinds", "at least one kind was expected");
    }
    Place.Bounds bounds = place.bounds(moneyDigits, false);
    return new Condition.Paid(kinds, bounds.min(), bounds.below());
  }

  private static Condition expression(Place place) {
    return new Condition.Expression(
        place.matching("language", "[a-z0-9-]{1,32}", "a language's name was expected"),
        place.matching("text", "(?s).{1,4096}", "1 to 4096 characters were expected"),
        place.truth("line"));
  }

  private int digits(boolean amount) {
    return amount ? moneyDigits : Place.MAX_SCALE;
  }

  private static Field field(Place place) {
    Field field = FIELDS.get(place.json().text("field"));
    if (field == null) {
      throw place.wrong("field", Names.oneOf(FIELDS.keySet()));
    }
    return field;
  }
}
