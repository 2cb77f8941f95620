package dev.tillwright.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of the store share. */
final class Stores {
  static final Duration SHORT = Duration.ofMillis(200);

  private Stores() {}

  static TillwrightException failure(String code, ThrowingCallable call) {
    AtomicReference<TillwrightException> seen = new AtomicReference<>();
    assertThatThrownBy(call).isInstanceOfSatisfying(TillwrightException.class, seen::set);
    TillwrightException failure = java.util.Objects.requireNonNull(seen.get());
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    return failure;
  }

  static long number(Database database, String sql) {
    return database.read(tx -> tx.first(sql, row -> row.number(1)).orElseThrow());
  }

  static List<String> texts(Database database, String sql) {
    return database.read(tx -> tx.list(sql, row -> row.text(1)));
  }
}
