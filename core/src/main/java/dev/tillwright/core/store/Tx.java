package dev.tillwright.core.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open transaction. Statements are prepared once a connection and kept. For one thread, valid
 * only inside the call it was given to.
 *
 * <p>Arguments may be {@code null}, {@link String}, {@link Long}, {@link Integer}, {@link Boolean}
 * (kept as 0 or 1) or {@code byte[]}. All methods throw {@link
 * dev.tillwright.core.TillwrightException} with a code that begins with {@code store.}: {@code
 * store.locked}, {@code store.lost} and {@code store.late} (retryable), {@code store.full}, {@code
 * store.corrupt}, {@code store.readonly}, {@code store.failed}. After any of them the transaction
 * can only be given up: PostgreSQL refuses what comes next.
 */
public interface Tx {

  /** Runs an insert, update or delete and answers how many rows it touched. */
  int update(String sql, @Nullable Object... arguments);

  /**
   * Runs an insert in the portable form; a duplicate key answers {@code false} and changes nothing.
   */
  boolean insertIfAbsent(String sql, @Nullable Object... arguments);

  /** All rows, in the statement's order. For results that are known to be small. */
  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments);

  /** The only row, or none. */
  <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments);

  /**
   * Hands over the rows one by one, in the statement's order, and keeps none: for results of any
   * size. The row is valid only inside the call of {@code rows}, which may use this transaction.
   */
  void each(String sql, Consumer<Row> rows, @Nullable Object... arguments);

  /** Reads one row of a result. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(Row row);
  }

  /** The current row of a result; columns count from 1. */
  interface Row {
    String text(int column);

    Optional<String> optionalText(int column);

    long number(int column);

    /** The bytes of a blob, or those of a text as they are stored. */
    byte[] bytes(int column);
  }
}
