package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads typed values out of one JSON object, with the pointer of the place in each error. */
final class Place {
  static final int MAX_SCALE = 6;
  private static final int MAX_PRECISION = 18;
  private static final long MOST = 1_000_000_000_000L;

  private final JsonIn in;

  Place(JsonIn in, List<String> names) {
    this.in = in.only(names.toArray(String[]::new));
  }

  /** The type of an object that may be of several. */
  static String type(JsonIn in, Map<String, List<String>> types) {
    String type = in.text("type");
    if (!types.containsKey(type)) {
      throw in.wrong("type", Names.oneOf(types.keySet()));
    }
    return type;
  }

  JsonIn json() {
    return in;
  }

  JsonException wrong(String name, String what) {
    return in.wrong(name, what);
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return one(type, in.text(name), name);
  }

  <E extends Enum<E>> E one(Class<E> type, String value, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    name,
                    Names.oneOf(
                        Arrays.stream(type.getEnumConstants())
                            .map(Enum::name)
                            .collect(Collectors.toSet()))));
  }

  /** A whole number from 1 to a million millions. */
  long count(String name) {
    long value = in.number(name);
    if (value < 1 || value > MOST) {
      throw wrong(name, "a whole number from 1 to " + MOST + " was expected");
    }
    return value;
  }

  /** As {@link #count}; the other value when the field is not there. */
  long count(String name, long otherwise) {
    return in.has(name) ? count(name) : otherwise;
  }

  /** A whole number within bounds; none when the field is not there. */
  Optional<Integer> optionalWithin(String name, int least, int most) {
    if (!in.has(name)) {
      return Optional.empty();
    }
    long value = in.number(name);
    if (value < least || value > most) {
      throw wrong(name, "a whole number from " + least + " to " + most + " was expected");
    }
    return Optional.of((int) value);
  }

  boolean truth(String name) {
    return in.has(name) && in.truth(name);
  }

  <E extends Enum<E>> E choice(String name, E otherwise) {
    return in.has(name) ? choice(name, otherwise.getDeclaringClass()) : otherwise;
  }

  /** A rule's, group's or budget's id. */
  String id(String name) {
    return matching(name, "[a-z0-9-]{1,64}", "1 to 64 of a-z, 0-9 and - were expected");
  }

  Optional<String> optionalId(String name) {
    return in.has(name) ? Optional.of(id(name)) : Optional.empty();
  }

  /** Kinds of tender, each once. */
  Set<String> kinds(String name) {
    return distinct(name, "[A-Z][A-Z_]{0,31}", "kinds of tender such as POINTS were expected");
  }

  /** Texts that stand once each, in a form. */
  Set<String> distinct(String name, String pattern, String what) {
    List<String> values = in.texts(name);
    if (!values.stream().allMatch(value -> value.matches(pattern))) {
      throw wrong(name, what);
    }
    Set<String> distinct = new HashSet<>(values);
    if (distinct.size() < values.size()) {
      throw wrong(name, "a value stands twice");
    }
    return distinct;
  }

  /** A positive amount of the currency. */
  Money amount(String name, Currency currency) {
    BigDecimal value = positive(name);
    if (value.scale() > currency.getDefaultFractionDigits()) {
      throw wrong(name, "more decimals than the currency has");
    }
    return Money.parse(value.toPlainString(), currency);
  }

  /** At least this much, below that much; one or both. */
  Bounds bounds(int digits, boolean needed) {
    BigDecimal min = bound("min", digits);
    BigDecimal below = bound("below", digits);
    if (needed && min == null && below == null) {
      throw wrong("min", "a range has a min, a below or both");
    }
    if (min != null && below != null && min.compareTo(below) >= 0) {
      throw wrong("below", "the range is empty: below is not above min");
    }
    return new Bounds(min, below);
  }

  private @Nullable BigDecimal bound(String name, int digits) {
    BigDecimal value = optionalDecimal(name).orElse(null);
    if (value != null && value.scale() > digits) {
      throw wrong(name, "more decimals than the currency has");
    }
    return value;
  }

  /** Two ends, each of which may be open. */
  record Bounds(@Nullable BigDecimal min, @Nullable BigDecimal below) {}

  /** A decimal above zero with at most six decimals. */
  BigDecimal positive(String name) {
    BigDecimal value = decimal(name);
    if (value.signum() <= 0) {
      throw wrong(name, "a decimal above zero was expected");
    }
    return value;
  }

  BigDecimal decimal(String name) {
    BigDecimal value = in.decimal(name);
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (plain.scale() > MAX_SCALE
        || plain.precision() - plain.scale() > MAX_PRECISION - MAX_SCALE) {
      throw wrong(name, "a decimal has at most 12 digits before and 6 after the point");
    }
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  Optional<BigDecimal> optionalDecimal(String name) {
    return in.has(name) ? Optional.of(decimal(name)) : Optional.empty();
  }

  /** A text in a form of {@code java.time} or {@code java.util}, such as a date. */
  <T> T read(String name, Function<String, T> form, String what) {
    try {
      return form.apply(in.text(name));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw wrong(name, what);
    }
  }

  <T> Optional<T> optional(String name, Function<String, T> form, String what) {
    return in.has(name) ? Optional.of(read(name, form, what)) : Optional.empty();
  }

  String matching(String name, String pattern, String what) {
    String value = in.text(name);
    if (!value.matches(pattern)) {
      throw wrong(name, what);
    }
    return value;
  }

  /** Texts by language. */
  Map<String, String> languages(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    in.optionalObject(name)
        .ifPresent(
            object -> {
              for (String language : object.names()) {
                if (!language.matches("[a-z]{2,3}(-[A-Z][a-z]{3})?")) {
                  throw object.wrong(language, "a language such as en or zh-Hans was expected");
                }
                texts.put(language, object.text(language));
              }
            });
    return texts;
  }
}
