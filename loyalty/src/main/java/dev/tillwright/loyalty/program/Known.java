package dev.tillwright.loyalty.program;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that exist, by field: what a rule names beside them is a mistake. Of a field that is
 * not here any name is taken.
 *
 * @param values the names of each field that holds texts
 */
public record Known(Map<Field, Set<String>> values) {
  /** Of no field. */
  public static final Known NOTHING = new Known(Map.of());

  public Known {
    values = Map.copyOf(values);
  }

  Optional<Set<String>> of(Field field) {
    return Optional.ofNullable(values.get(field));
  }
}
