package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The current row of a result set. */
final class JdbcRow implements Tx.Row {
  private final ResultSet result;
  private final StoreErrors errors;

  JdbcRow(ResultSet result, StoreErrors errors) {
    this.result = result;
    this.errors = errors;
  }

  @Override
  public String text(int column) {
    return need(column, column(column, ResultSet::getString));
  }

  @Override
  public Optional<String> optionalText(int column) {
    return Optional.ofNullable(column(column, ResultSet::getString));
  }

  @Override
  public long number(int column) {
    return need(
        column,
        column(
            column,
            (from, at) -> {
              long value = from.getLong(at);
              return from.wasNull() ? null : Long.valueOf(value);
            }));
  }

  @Override
  public byte[] bytes(int column) {
    return need(column, column(column, ResultSet::getBytes));
  }

  private <T> T need(int column, @Nullable T value) {
    if (value == null) {
      throw errors.failed("store.failed", "has nothing in column " + column + " of a result");
    }
    return value;
  }

  private <T> @Nullable T column(int column, Read<T> read) throws TillwrightException {
    try {
      return read.from(result, column);
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }

  @FunctionalInterface
  private interface Read<T> {
    @Nullable T from(ResultSet result, int column) throws SQLException;
  }
}
