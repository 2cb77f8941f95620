package dev.tillwright.core.risk.rule;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads typed values out of one JSON object, with the pointer of the place in each error. */
final class Spot {
  private static final int MAX_SCALE = 6;
  private static final int MAX_WHOLE = 12;
  private static final int MAX_VERSION = 1_000_000_000;

  private final JsonIn in;

  Spot(JsonIn in, String... names) {
    this.in = in.only(names);
  }

  JsonIn json() {
    return in;
  }

  JsonException wrong(String name, String what) {
    return in.wrong(name, what);
  }

  String id(String name) {
    String value = in.text(name);
    if (!value.matches(RuleNames.ID)) {
      throw wrong(name, RuleNames.ID_WORDS);
    }
    return value;
  }

  int version(String name) {
    long value = in.number(name);
    if (value < 1 || value > MAX_VERSION) {
      throw wrong(name, "a whole number from 1 was expected");
    }
    return (int) value;
  }

  long count(String name) {
    long value = in.number(name);
    if (value < 1 || value > MAX_VERSION) {
      throw wrong(name, "a whole number from 1 was expected");
    }
    return value;
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return one(name, in.text(name), type);
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    return in.has(name) ? choice(name, type) : otherwise;
  }

  <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
    Set<E> all = EnumSet.noneOf(type);
    for (String value : in.texts(name)) {
      if (!all.add(one(name, value, type))) {
        throw wrong(name, "a value stands twice");
      }
    }
    if (all.isEmpty()) {
      throw wrong(name, "at least one was expected");
    }
    return all;
  }

  private <E extends Enum<E>> E one(String name, String value, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(it -> it.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    name,
                    "one of "
                        + String.join(
                            ", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList())
                        + " was expected"));
  }

  /** Texts that stand once each; at least one. */
  Set<String> distinct(String name) {
    List<String> values = in.texts(name);
    Set<String> all = new LinkedHashSet<>(values);
    if (all.size() < values.size()) {
      throw wrong(name, "a value stands twice");
    }
    if (all.isEmpty()) {
      throw wrong(name, "at least one was expected");
    }
    return all;
  }

  BigDecimal decimal(String name) {
    BigDecimal value = in.decimal(name);
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (plain.scale() > MAX_SCALE || plain.precision() - plain.scale() > MAX_WHOLE) {
      throw wrong(name, "a decimal has at most 12 digits before and 6 after the point");
    }
    return plain;
  }

  /** An amount as minor units; {@code null} when it is not there. */
  @Nullable Long minor(String name, int digits) {
    if (!in.has(name)) {
      return null;
    }
    BigDecimal value = decimal(name);
    if (value.scale() > digits) {
      throw wrong(name, "more decimals than the currency has");
    }
    if (value.signum() < 0) {
      throw wrong(name, "an amount from zero was expected");
    }
    return value.movePointRight(digits).longValueExact();
  }

  /** A text in a form of {@code java.time} or {@code java.util}. */
  <T> T read(String name, Function<String, T> form, String what) {
    String text = in.text(name);
    try {
      return form.apply(text);
    } catch (java.time.DateTimeException | IllegalArgumentException e) {
      throw wrong(name, what);
    }
  }

  /** A part whose own checks may refuse it. */
  <T> T fitting(String name, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw wrong(name, String.valueOf(e.getMessage()));
    }
  }
}
