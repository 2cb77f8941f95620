package dev.tillwright.core.store;

import static dev.tillwright.core.store.Stores.failure;
import static dev.tillwright.core.store.Stores.number;
import static dev.tillwright.core.store.Stores.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL behind a data source does what SQLite's file does. */
class PostgresTest {
  private DataSource source;
  private Database database;

  @BeforeEach
  void open() {
    source = TestPostgres.schema();
    database = Database.of(source);
    String bytes = database.dialect().bytes();
    database.change(
        tx ->
            tx.update(
                "create table t (id bigint not null primary key, name text, bytes " + bytes + ")"));
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private long count() {
    return number(database, "select count(*) from t");
  }

  @Test
  void values_areReadBackAsWritten() {
    byte[] bytes = {0, -1, 7};
    database.change(
        tx -> {
          tx.update("insert into t values (?, ?, ?)", 1L, "caf\u00e9 \ud83d\ude00", bytes);
          tx.update("insert into t values (?, ?, ?)", 2, null, null);
          assertThat(tx.insertIfAbsent("insert into t values (?, ?, ?)", 2, "x", null)).isFalse();
          assertThat(tx.insertIfAbsent("insert into t values (?, ?, ?)", true, "x", null))
              .isFalse();
          assertThat(tx.insertIfAbsent("insert into t values (?, ?, ?)", 4, "x", null)).isTrue();
          assertThat(tx.update("update t set name = ? where id > ?", "y", 3)).isEqualTo(1);
        });
    assertThat(texts(database, "select coalesce(name, '-') from t order by id"))
        .containsExactly("caf\u00e9 \ud83d\ude00", "-", "y");
    byte[] found =
        database.read(tx -> tx.first("select bytes from t where id = 1", r -> r.bytes(1)).get());
    assertThat(found).isEqualTo(bytes);
  }

  @Test
  void writeThatThrows_leavesNothing_andTheConnectionGoesOn() {
    failure(
        "store.failed",
        () ->
            database.change(
                tx -> {
                  tx.update("insert into t values (1, 'a', null)");
                  tx.update("insert into t values (1, 'b', null)");
                }));
    assertThat(count()).isZero();
    database.change(tx -> tx.update("insert into t values (1, 'a', null)"));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void error_namesTheStatement_neverAValue() {
    String pan = "4111111111111111";
    assertThat(
            failure(
                "store.failed",
                () ->
                    database.change(
                        tx -> tx.update("insert into nowhere values ('" + pan + "', ?)", pan))))
        .hasMessageContaining("insert into nowhere values")
        .hasMessageNotContaining("4111")
        .hasNoCause();
  }

  @Test
  void read_seesOneSnapshot_andMayNotWrite() {
    long after =
        database.read(
            tx -> {
              String sql = "select count(*) from t";
              assertThat(tx.first(sql, row -> row.number(1))).contains(0L);
              database.change(other -> other.update("insert into t values (1, 'a', null)"));
              return tx.first(sql, row -> row.number(1)).orElseThrow();
            });
    assertThat(after).isZero();
    failure("store.readonly", () -> database.read(tx -> tx.update("delete from t")));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void largeResult_isFetchedInParts_andReadInsideItself() {
    database.change(
        tx ->
            tx.update(
                "insert into t select g, repeat('x', 1000), null from generate_series(1, 3000) g"));
    AtomicInteger rows = new AtomicInteger();
    long inner =
        database.read(
            tx -> {
              tx.each(
                  "select id from t order by id",
                  row -> {
                    if (rows.incrementAndGet() % 500 == 0) {
                      tx.each("select id from t where id = ?", one -> rows.addAndGet(0), 1);
                    }
                  });
              return tx.first(
                      "select count(*) from pg_cursors where name <> ''", row -> row.number(1))
                  .orElseThrow();
            });
    assertThat(rows).hasValue(3000);
    assertThat(inner).as("portals are closed").isZero();
  }

  @Test
  void transactionsThatCross_areTriedAgain_andNoneIsLost() throws Exception {
    database.change(tx -> tx.update("insert into t values (1, '0', null)"));
    int programs = 4;
    int each = 25;
    AtomicInteger runs = new AtomicInteger();
    List<Database> all = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(programs);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> ends = new ArrayList<>();
      for (int p = 0; p < programs; p++) {
        Database own = Database.of(source);
        all.add(own);
        Callable<Boolean> work =
            () -> {
              start.await();
              for (int i = 0; i < each; i++) {
                own.change(
                    tx -> {
                      runs.incrementAndGet();
                      long before =
                          tx.first(
                                  "select name from t where id = 1", r -> Long.parseLong(r.text(1)))
                              .orElseThrow();
                      tx.update("update t set name = ? where id = 1", Long.toString(before + 1));
                    });
              }
              return true;
            };
        ends.add(threads.submit(work));
      }
      start.countDown();
      for (Future<Boolean> end : ends) {
        assertThat(end.get(60, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      threads.shutdownNow();
      all.forEach(Database::close);
    }
    assertThat(texts(database, "select name from t")).containsExactly("" + programs * each);
    System.out.printf(
        "%d crossing transactions of %d programs took %d runs%n",
        programs * each, programs, runs.get());
  }

  @Test
  void deadlock_isTriedAgain() throws Exception {
    database.change(tx -> tx.update("insert into t values (1, 'a', null), (2, 'b', null)"));
    CountDownLatch bothHold = new CountDownLatch(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Database other = Database.of(source)) {
      Future<Boolean> one = threads.submit(() -> crossed(database, bothHold, 1, 2));
      Future<Boolean> two = threads.submit(() -> crossed(other, bothHold, 2, 1));
      assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(two.get(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      threads.shutdownNow();
    }
    assertThat(number(database, "select sum(length(name)) from t")).isEqualTo(6);
  }

  private static boolean crossed(Database of, CountDownLatch bothHold, int first, int second) {
    of.change(
        tx -> {
          tx.update("update t set name = name || '+' where id = ?", first);
          bothHold.countDown();
          try {
            assertThat(bothHold.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          tx.update("update t set name = name || '+' where id = ?", second);
        });
    return true;
  }

  @Test
  void rowThatIsHeld_isWaitedForWithinThePatience() throws Exception {
    database.change(tx -> tx.update("insert into t values (1, 'a', null)"));
    try (Connection holder = source.getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.executeUpdate("update t set name = 'held' where id = 1");
      try (Database impatient = Database.of(source, Duration.ofMillis(200))) {
        failure(
            "store.locked",
            () -> impatient.change(tx -> tx.update("update t set name = 'b' where id = 1")));
      }
      holder.rollback();
    }
    assertThat(texts(database, "select name from t")).containsExactly("a");
  }

  @Test
  void connectionThatIsCutWhileIdle_isReplacedAndNothingIsSeen() throws Exception {
    database.change(tx -> tx.update("insert into t values (1, 'a', null)"));
    cutOthers();
    database.change(tx -> tx.update("insert into t values (2, 'b', null)"));
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void connectionThatIsCutInTheMiddle_startsTheWorkAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    database.change(
        tx -> {
          tx.update("insert into t values (1, 'a', null)");
          if (runs.incrementAndGet() == 1) {
            cutOthers();
          }
          tx.update("insert into t values (2, 'b', null)");
        });
    assertThat(runs).hasValue(2);
    assertThat(count()).isEqualTo(2);
  }

  private void cutOthers() {
    try (Connection knife = source.getConnection();
        Statement statement = knife.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
              + " and backend_type = 'client backend'");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void serverThatDoesNotForceItsWrites_isRefused() {
    for (String setting : List.of("fsync", "full_page_writes", "server_encoding")) {
      assertThat(failure("store.failed", () -> Database.of(lying(setting, "off"))))
          .hasMessageContaining("cannot be used safely")
          .hasMessageContaining(setting + " = off");
    }
  }

  /** The same server, saying something else of one of its settings. */
  private DataSource lying(String setting, String value) {
    String sql =
        "select case name when '%s' then '%s' else setting end from pg_settings where name = ?"
            .formatted(setting, value);
    return Faked.source(
        source,
        (method, arguments) -> {
          if (method.equals("prepareStatement")
              && ((String) arguments[0]).contains("pg_settings")) {
            arguments[0] = sql;
          }
        });
  }

  @Test
  void settings_areInForce_andAPoolGetsItsConnectionBackAsItWas() throws Exception {
    String sql =
        "select string_agg(setting, ' ' order by name) from pg_settings where name in"
            + " ('transaction_isolation', 'transaction_read_only', 'lock_timeout',"
            + " 'statement_timeout', 'synchronous_commit')";
    assertThat(database.<String>write(tx -> tx.first(sql, row -> row.text(1)).orElseThrow()))
        .isEqualTo("10000 60000 on serializable off");
    assertThat(texts(database, sql)).containsExactly("10000 60000 on repeatable read on");
    try (Connection only = source.getConnection();
        Statement statement = only.createStatement()) {
      statement.execute("set synchronous_commit = 'off'");
      DataSource pool = Faked.pool(only);
      Database.of(pool, Dialect.postgres()).close();
      try (ResultSet row = statement.executeQuery(sql)) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("0 0 on read committed off");
      }
      assertThat(only.getAutoCommit()).isTrue();
      assertThat(only.getNetworkTimeout()).isZero();
    }
  }

  @Test
  void migrations_ofProgramsThatBeginAtOnce_areAppliedOnce() throws Exception {
    DataSource fresh = TestPostgres.schema();
    int programs = 6;
    ExecutorService threads = Executors.newFixedThreadPool(programs);
    CountDownLatch start = new CountDownLatch(1);
    List<Migration> steps =
        List.of(
            Migration.of(1, "create table m (a integer not null primary key)"),
            Migration.of(2, "insert into m values (7)"));
    try {
      List<Future<Boolean>> ends = new ArrayList<>();
      for (int p = 0; p < programs; p++) {
        ends.add(
            threads.submit(
                () -> {
                  start.await();
                  try (Database own = Database.of(fresh)) {
                    own.migrate("part", steps);
                    own.migrate("part", steps);
                  }
                  return true;
                }));
      }
      start.countDown();
      for (Future<Boolean> end : ends) {
        assertThat(end.get(60, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    try (Database own = Database.of(fresh)) {
      assertThat(number(own, "select count(*) from m")).isEqualTo(1);
      own.migrate("part", steps);
      failure("store.newer", () -> own.migrate("part", steps.subList(0, 1)));
    }
  }
}
