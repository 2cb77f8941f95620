package dev.tillwright.core.central;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** What the tests of the central store share. */
final class Centrals {
  static final Duration SOON = Duration.ofSeconds(30);
  static final Instant NOON = Instant.parse("2010-12-01T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  private Centrals() {}

  static Draft draft(long n) {
    return new Draft("sale.tried", "{\"n\":" + n + ",\"note\":\"caf\u00e9 \u8336\"}");
  }

  static void append(Journal journal, int count) {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drafts.add(draft(journal.headSeq() + i));
    }
    journal.append(drafts, SOON);
  }

  static List<Entry> all(Journal journal) {
    List<Entry> all = new ArrayList<>();
    journal.read(1, Long.MAX_VALUE, all::add);
    return all;
  }

  /** All that is there of a terminal, read row by row. */
  static List<Entry> all(CentralStore central, String terminal) {
    List<Entry> all = new ArrayList<>();
    List<Entry> page;
    do {
      page = central.entries(terminal, all.size(), 1000);
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  static long count(Database database, String sql, Object... arguments) {
    return database.read(tx -> tx.first(sql, row -> row.number(1), arguments).orElseThrow());
  }

  /** A store in a file that several programs of this process may open. */
  static DataSource file(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** The same server, as somebody else and perhaps through a wire. */
  static DataSource as(DataSource real, String role, int port) {
    try (Connection connection = real.getConnection()) {
      String url = connection.getMetaData().getURL();
      String wired = port == 0 ? url : url.replaceFirst("://[^/]*/", "://127.0.0.1:" + port + "/");
      String own = wired + "&user=" + role + "&connectTimeout=10&loginTimeout=10";
      return (DataSource)
          Proxy.newProxyInstance(
              Centrals.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (self, method, arguments) -> DriverManager.getConnection(own));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes a login role without rights; roles are of the whole server, so names differ by test. */
  static String role(DataSource owner, String name) {
    try (Connection connection = owner.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create role " + name + " login");
      return name;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
