package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonIn;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions from JSON. Nesting is bounded by the reader of JSON. */
final class ConditionReader {
  private static final Map<String, Field> FIELDS =
      Arrays.stream(Field.values()).collect(Collectors.toMap(Field::code, Function.identity()));
  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(Collectors.toMap(day -> day.name().substring(0, 3), Function.identity()));

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
      default -> window(place);
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
    if (field.type() != Field.Type.TEXT) {
      throw place.wrong("field", "this field holds a number; use a range");
    }
    List<String> values = place.json().texts("values");
    Set<String> distinct = new HashSet<>(values);
    if (values.isEmpty()) {
      throw place.wrong("values", "at least one value was expected");
    }
    if (distinct.size() < values.size()) {
      throw place.wrong("values", "a value stands twice");
    }
    return new Condition.In(field, distinct);
  }

  private Condition range(Place place) {
    Field field = field(place);
    if (field.type() == Field.Type.TEXT) {
      throw place.wrong("field", "this field holds a text; use in");
    }
    BigDecimal min = bound(place, field, "min");
    BigDecimal below = bound(place, field, "below");
    if (min == null && below == null) {
      throw place.wrong("min", "a range has a min, a below or both");
    }
    if (min != null && below != null && min.compareTo(below) >= 0) {
      throw place.wrong("below", "the range is empty: below is not above min");
    }
    return new Condition.Range(field, min, below);
  }

  private @Nullable BigDecimal bound(Place place, Field field, String name) {
    BigDecimal value = place.optionalDecimal(name).orElse(null);
    if (value != null && field.type() == Field.Type.AMOUNT && value.scale() > moneyDigits) {
      throw place.wrong(name, "more decimals than the currency has");
    }
    return value;
  }

  private static Condition window(Place place) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : place.json().texts("days")) {
      DayOfWeek day = DAYS.get(name);
      if (day == null) {
        throw place.wrong("days", Names.oneOf(DAYS.keySet()));
      }
      if (!days.add(day)) {
        throw place.wrong("days", "a day stands twice");
      }
    }
    String form = "a time of day such as 09:30 was expected";
    LocalTime from = place.optional("from", LocalTime::parse, form).orElse(LocalTime.MIDNIGHT);
    LocalTime to = place.optional("to", LocalTime::parse, form).orElse(LocalTime.MIDNIGHT);
    if (from.equals(to) && !from.equals(LocalTime.MIDNIGHT)) {
      throw place.wrong("to", "the window is empty");
    }
    if (place.json().has("days") && days.isEmpty()) {
      throw place.wrong("days", "at least one day was expected");
    }
    return new Condition.LocalWindow(
        days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, from, to);
  }

  private static Field field(Place place) {
    Field field = FIELDS.get(place.json().text("field"));
    if (field == null) {
      throw place.wrong("field", Names.oneOf(FIELDS.keySet()));
    }
    return field;
  }
}
