package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Brings a component's tables to the version of the code, in one transaction. */
final class Schema {
  private static final Pattern DELETES =
      Pattern.compile("^(drop|delete|truncate)\\b.*|^alter\\b.*\\bdrop\\b.*", Pattern.DOTALL);

  private final String name;
  private final Dialect dialect;
  private final Clock clock;

  Schema(String name, Dialect dialect, Clock clock) {
    this.name = name;
    this.dialect = dialect;
    this.clock = clock;
  }

  static void check(String component, List<Migration> steps) {
    if (!component.matches("[a-z][a-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException("not a name of a component: " + component);
    }
    int expected = 1;
    for (Migration step : steps) {
      if (step.version() != expected++) {
        throw new IllegalArgumentException(
            "the steps of " + component + " must rise by one from 1");
      }
      for (String statement : step.statements()) {
        if (DELETES.matcher(statement.strip().toLowerCase(Locale.ROOT)).matches()) {
          throw new IllegalArgumentException(
              "step " + step.version() + " of " + component + " would delete");
        }
      }
    }
  }

  /** Whether the database has a schema at all. */
  boolean begun(Tx tx) {
    return tx.first(dialect.table(), row -> true, "schema_version").isPresent();
  }

  /** The version of the component's tables; 0 when there are none. */
  int stands(Tx tx, String component, List<Migration> steps) {
    if (!begun(tx)) {
      return 0;
    }
    long stands =
        tx.first(
                "select coalesce(max(version), 0) from schema_version where component = ?",
                row -> row.number(1),
                component)
            .orElse(0L);
    if (stands > steps.size()) {
      throw new TillwrightException(
          "store.newer",
          false,
          "the database "
              + name
              + " holds version "
              + stands
              + " of "
              + component
              + "; this program knows "
              + steps.size()
              + ": use a newer program");
    }
    return (int) stands;
  }

  /** The version of each component's tables. */
  SortedMap<String, Integer> versions(Tx tx) {
    SortedMap<String, Integer> versions = new TreeMap<>();
    tx.each(
        "select component, max(version) from schema_version group by component",
        row -> versions.put(row.text(1), (int) row.number(2)));
    return versions;
  }

  void apply(Tx tx, String component, List<Migration> steps) {
    tx.update(
        "create table if not exists schema_version (component text not null,"
            + " version integer not null, applied text not null,"
            + " primary key (component, version))");
    // The row of version 0 is what two programs that migrate at once meet at.
    tx.insertIfAbsent(
        "insert into schema_version (component, version, applied) values (?, 0, '')", component);
    tx.update(
        "update schema_version set applied = '' where component = ? and version = 0", component);
    int stands = stands(tx, component, steps);
    String applied = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    for (Migration step : steps) {
      if (step.version() > stands) {
        for (String statement : step.statements()) {
          tx.update(statement);
        }
        tx.update(
            "insert into schema_version (component, version, applied) values (?, ?, ?)",
            component,
            step.version(),
            applied);
      }
    }
  }
}
