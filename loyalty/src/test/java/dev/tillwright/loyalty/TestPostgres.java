package dev.tillwright.loyalty;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One PostgreSQL server for all tests of a module, started when first asked for; everyone who asks
 * gets a schema of their own. Where no server can start, the test is skipped and says why.
 *
 * <p>A module that needs it has its copy of this file: a test jar of core would have to be built
 * before {@code mvn -am compile exec:java} could resolve it.
 */
public final class TestPostgres {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;
  private static @Nullable String absent;

  private TestPostgres() {}

  /** A data source whose tables nobody else sees. */
  public static DataSource schema() {
    return schema("s" + SCHEMAS.incrementAndGet());
  }

  /** The same again, for a second program at one's tables. */
  public static DataSource schema(String name) {
    EmbeddedPostgres running = server();
    String schema = name.toLowerCase(java.util.Locale.ROOT);
    DataSource any = running.getPostgresDatabase();
    try (Connection connection = any.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists " + schema);
    } catch (SQLException e) {
      throw new AssertionError("no schema for a test", e);
    }
    return running.getDatabase("postgres", "postgres", java.util.Map.of("currentSchema", schema));
  }

  private static synchronized EmbeddedPostgres server() {
    if (server == null && absent == null) {
      start();
    }
    EmbeddedPostgres running = server;
    if (running == null) {
      String why = "PostgreSQL cannot start here, its tests are skipped: " + absent;
      System.out.println(why);
      return Assumptions.abort(why);
    }
    return running;
  }

  private static void start() {
    try {
      EmbeddedPostgres started =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "64")
              .start();
      server = started;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop-postgres"));
    } catch (IOException | RuntimeException | LinkageError e) {
      absent = e.toString();
    }
  }

  private static void stop(EmbeddedPostgres started) {
    try {
      started.close();
    } catch (IOException e) {
      System.out.println("PostgreSQL was not stopped in order: " + e);
    }
  }
}
