package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Database;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The whole view as text, the same for SQLite and PostgreSQL. */
final class Dumps {
  private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*)\\)");

  private Dumps() {}

  /** Every row of every table of the ledger, in one order. */
  static String of(Database database) {
    StringBuilder all = new StringBuilder();
    for (String table : Tables.NAMES) {
      all.append(table).append('\n');
      rows(database, table).forEach(row -> all.append(row).append('\n'));
    }
    return all.toString();
  }

  static List<String> rows(Database database, String table) {
    String row =
        columns(table).stream()
            .map(column -> "cast(" + column + " as text)")
            .collect(Collectors.joining("||'|'||"));
    return database
        .read(tx -> tx.list("select " + row + " from " + table, each -> each.text(1)))
        .stream()
        .sorted()
        .toList();
  }

  private static List<String> columns(String table) {
    List<String> statements =
        Tables.MIGRATIONS.stream().flatMap(step -> step.statements().stream()).toList();
    for (String statement : statements) {
      Matcher matcher = TABLE.matcher(statement);
      if (matcher.matches() && matcher.group(1).equals(table)) {
        String columns = matcher.group(2).replaceFirst(",\\s*primary key.*", "");
        return Arrays.stream(columns.split(",")).map(it -> it.strip().split(" ")[0]).toList();
      }
    }
    throw new IllegalArgumentException(table);
  }
}
