package dev.tillwright.core.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A transaction over JDBC. */
final class JdbcTx implements Tx {
  private static final int FETCH = 256;

  private final Session session;
  private final Dialect dialect;
  private final StoreErrors errors;
  private final Thread owner = Thread.currentThread();
  private boolean open = true;

  JdbcTx(Session session, Dialect dialect, StoreErrors errors) {
    this.session = session;
    this.dialect = dialect;
    this.errors = errors;
  }

  void end() {
    open = false;
  }

  @Override
  public int update(String sql, @Nullable Object... arguments) {
    return with(sql, arguments, PreparedStatement::executeUpdate);
  }

  @Override
  public boolean insertIfAbsent(String sql, @Nullable Object... arguments) {
    return update(dialect.insertIfAbsent(sql), arguments) > 0;
  }

  @Override
  public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
    List<T> rows = new ArrayList<>();
    each(sql, row -> rows.add(mapper.map(row)), arguments);
    return rows;
  }

  @Override
  public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
    return with(
        sql,
        arguments,
        statement -> {
          try (ResultSet result = statement.executeQuery()) {
            session.touch();
            if (!result.next()) {
              return Optional.<T>empty();
            }
            return Optional.of(mapper.map(new JdbcRow(result, errors)));
          }
        });
  }

  @Override
  public void each(String sql, Consumer<Row> rows, @Nullable Object... arguments) {
    with(
        sql,
        arguments,
        statement -> {
          statement.setFetchSize(FETCH);
          int count = 0;
          try (ResultSet result = statement.executeQuery()) {
            JdbcRow row = new JdbcRow(result, errors);
            for (; result.next(); count++) {
              session.touch();
              rows.accept(row);
            }
          }
          return count;
        });
  }

  private <T> T with(String sql, @Nullable Object[] arguments, Run<T> run) {
    if (!open || Thread.currentThread() != owner) {
      throw new IllegalStateException("a transaction is used outside of its call");
    }
    try {
      PreparedStatement statement = session.take(sql);
      boolean sound = false;
      try {
        for (int i = 0; i < arguments.length; i++) {
          bind(statement, i + 1, arguments[i]);
        }
        T result = run.on(statement);
        session.touch();
        statement.clearParameters(); // nothing of a row stays behind in memory
        sound = true;
        return result;
      } finally {
        if (sound) {
          session.giveBack(sql, statement);
        } else {
          statement.close();
        }
      }
    } catch (SQLException e) {
      throw errors.of(e, sql);
    }
  }

  private static void bind(PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setObject(at, null);
    } else if (value instanceof String text) {
      statement.setString(at, text);
    } else if (value instanceof Long number) {
      statement.setLong(at, number);
    } else if (value instanceof Integer number) {
      statement.setInt(at, number);
    } else if (value instanceof Boolean truth) {
      statement.setInt(at, truth ? 1 : 0);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(at, bytes);
    } else {
      throw new IllegalArgumentException(
          "argument " + at + " has a type that is not kept: " + value.getClass().getName());
    }
  }

  @FunctionalInterface
  private interface Run<T> {
    T on(PreparedStatement statement) throws SQLException;
  }
}
