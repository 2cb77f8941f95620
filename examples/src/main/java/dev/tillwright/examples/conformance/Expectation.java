package dev.tillwright.examples.conformance;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@code expect} of a row. Only keys that are there are compared, and each key that is there
 * must have been asked for: {@link #end} fails the row when one was not, for it would go unchecked.
 */
final class Expectation {
  private final Row row;
  private final Set<String> asked = new HashSet<>();

  Expectation(Row row) {
    this.row = row;
  }

  /** Whether the key is there; it counts as asked for. */
  boolean has(String key) {
    asked.add(key);
    return row.has(key);
  }

  /** The text under the key, which must be there. */
  String text(String key) {
    asked.add(key);
    return row.text(key);
  }

  long number(String key) {
    asked.add(key);
    return row.number(key);
  }

  /** Compares a text; a null in the file is a null here. */
  Expectation text(String key, Supplier<@Nullable String> actual) {
    if (has(key)) {
      String value = actual.get();
      if (row.isNull(key) ? value != null : !row.text(key).equals(value)) {
        throw RowFailure.differs(key);
      }
    }
    return this;
  }

  Expectation number(String key, Supplier<Long> actual) {
    if (has(key)) {
      Row.same(key, row.number(key), actual.get());
    }
    return this;
  }

  Expectation truth(String key, Supplier<Boolean> actual) {
    if (has(key)) {
      Row.same(key, row.truth(key), actual.get());
    }
    return this;
  }

  /** Compares a list in its order. */
  Expectation list(String key, Supplier<List<String>> actual) {
    if (has(key)) {
      Row.same(key, row.values(key), actual.get());
    }
    return this;
  }

  /** Compares a list whose order means nothing. */
  Expectation set(String key, Supplier<? extends Iterable<String>> actual) {
    if (has(key)) {
      Set<String> values = new TreeSet<>();
      actual.get().forEach(values::add);
      Row.same(key, new TreeSet<>(row.values(key)), values);
    }
    return this;
  }

  /** The row fails when it expects something that was not asked for. */
  void end() {
    for (String key : row.keys()) {
      if (!asked.contains(key)) {
        throw RowFailure.notUnderstood("expect has an unknown key " + key);
      }
    }
  }
}
