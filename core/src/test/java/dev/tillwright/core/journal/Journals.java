package dev.tillwright.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of the journal share. */
final class Journals {
  static final Duration SOON = Duration.ofSeconds(20);
  static final Clock CLOCK =
      Clock.fixed(Instant.parse("2010-12-01T08:26:00.123456Z"), ZoneOffset.UTC);

  private Journals() {}

  static Draft draft(long n) {
    return new Draft("sale.completed", "{\"n\":" + n + "}");
  }

  static List<Entry> all(Journal journal) {
    List<Entry> all = new ArrayList<>();
    journal.read(1, Long.MAX_VALUE, all::add);
    return all;
  }

  /** Writes {@code counts[i]} entries in epoch i+1 of the terminal and closes the file. */
  static void write(Path file, String terminal, int... counts) {
    try (Database database = Database.sqlite(file)) {
      for (int count : counts) {
        try (Journal journal = Journal.open(database, terminal, CLOCK)) {
          for (int i = 0; i < count; i++) {
            journal.append(
                new Draft("sale.completed", "{\"sale\":" + i + ",\"note\":\"caf\u00e9\"}"), SOON);
          }
        }
      }
    }
  }

  /** Changes a file behind the journal's back. */
  static void sql(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  static void assertCode(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
