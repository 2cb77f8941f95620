package dev.tillwright.core.store;

import static dev.tillwright.core.store.Stores.SHORT;
import static dev.tillwright.core.store.Stores.failure;
import static dev.tillwright.core.store.Stores.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.ChildJvm;
import dev.tillwright.core.TillwrightException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path dir;
  private Path file;
  private Database database;

  @BeforeEach
  void open() {
    file = dir.resolve("till.db");
    database = Database.sqlite(file, SHORT);
    database.change(
        tx -> tx.update("create table t (id integer not null primary key, name text, bytes blob)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private long count() {
    return number(database, "select count(*) from t");
  }

  @Test
  void settingsThatSafetyRestsOn_areInForce_onEveryConnection() {
    for (boolean write : new boolean[] {true, false}) {
      java.util.function.Function<Tx, List<String>> look =
          tx ->
              Stream.of(
                      "journal_mode",
                      "synchronous",
                      "foreign_keys",
                      "busy_timeout",
                      "wal_autocheckpoint",
                      "query_only")
                  .map(p -> tx.first("pragma " + p, row -> row.text(1)).orElseThrow())
                  .toList();
      assertThat(write ? database.write(look) : database.read(look))
          .containsExactly("wal", "2", "1", "200", "4000", write ? "0" : "1");
    }
  }

  @Test
  void whatWaitsForTheDisk_doesSo_alsoAfterWhatDoesNot() {
    java.util.function.Function<Tx, String> force =
        tx -> tx.first("pragma synchronous", row -> row.text(1)).orElseThrow();
    for (int round = 0; round < 2; round++) {
      assertThat(database.fold(force)).isEqualTo("1");
      assertThatThrownBy(
              () ->
                  database.fold(
                      tx -> {
                        tx.update("insert into t (id) values (9)");
                        throw new IllegalStateException();
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(database.write(force)).isEqualTo("2");
    }
    assertThat(count()).as("what threw").isZero();
    database.fold(tx -> tx.update("insert into t (id) values (1)"));
    assertThat(count()).isEqualTo(1);
    database.close();
    database = Database.sqlite(file, SHORT);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void values_areReadBackAsWritten() {
    byte[] bytes = {0, -1, 7};
    database.change(
        tx -> {
          assertThat(
                  tx.update("insert into t values (?, ?, ?)", 1L, "caf\u00e9 \ud83d\ude00", bytes))
              .isEqualTo(1);
          tx.update("insert into t values (?, ?, ?)", 2, null, null);
          tx.update("insert into t values (?, ?, ?)", true ? 3 : 0, true, false);
          assertThat(tx.insertIfAbsent("insert into t values (?, ?, ?)", 2, "x", null)).isFalse();
          assertThat(tx.insertIfAbsent("insert into t values (?, ?, ?)", 4, "x", null)).isTrue();
          assertThat(tx.update("update t set name = ? where id > ?", "y", 3)).isEqualTo(1);
        });
    List<String> names =
        database.read(
            tx ->
                tx.list("select name from t order by id", row -> row.optionalText(1).orElse("-")));
    assertThat(names).containsExactly("caf\u00e9 \ud83d\ude00", "-", "1", "y");
    byte[] found =
        database.read(
            tx -> tx.first("select bytes from t where id = 1", r -> r.bytes(1)).orElseThrow());
    assertThat(found).isEqualTo(bytes);
    assertThat(database.<Boolean>read(tx -> tx.first("select 1 where 1 = 0", row -> 1).isEmpty()))
        .isTrue();
    failure(
        "store.failed",
        () -> database.read(tx -> tx.first("select name from t where id = 2", row -> row.text(1))));
    failure(
        "store.failed",
        () -> database.read(tx -> tx.first("select bytes from t where id = 2", r -> r.number(1))));
    failure("store.failed", () -> database.read(tx -> tx.first("select 1", row -> row.text(2))));
    assertThatThrownBy(() -> database.change(tx -> tx.update("select ?", 1.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sameStatement_insideItsOwnResult_worksOnItsOwn() {
    database.change(
        tx -> {
          for (int i = 0; i < 5; i++) {
            tx.update("insert into t values (?, ?, null)", i, "n" + i);
          }
        });
    List<String> pairs = new ArrayList<>();
    database.read(
        tx -> {
          String sql = "select name from t where id >= ? order by id";
          tx.each(
              sql, outer -> tx.each(sql, inner -> pairs.add(outer.text(1) + inner.text(1)), 3), 2);
          return true;
        });
    assertThat(pairs).containsExactly("n2n3", "n2n4", "n3n3", "n3n4", "n4n3", "n4n4");
  }

  @Test
  void moreStatementsThanAreKept_allWork() {
    for (int i = 0; i < 300; i++) {
      int n = i % 150;
      assertThat(number(database, "select " + n)).isEqualTo(n);
    }
  }

  @Test
  void missingDriver_isSaid_namingTheDependency() throws Exception {
    String classPath =
        Stream.of(ChildJvm.classPath().split(java.io.File.pathSeparator))
            .filter(entry -> !entry.contains("sqlite-jdbc"))
            .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
    Process child = ChildJvm.start(classPath, WithoutDriver.class, dir.resolve("x.db").toString());
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    assertThat(said).contains("store.driver").contains("org.xerial:sqlite-jdbc");
  }

  /** A program without the driver. */
  static final class WithoutDriver {
    private WithoutDriver() {}

    public static void main(String[] arguments) {
      try {
        Database.sqlite(Path.of(arguments[0]));
      } catch (TillwrightException e) {
        System.out.println(e.code() + " " + e.getMessage());
      }
    }
  }

  @Test
  void writeThatThrows_leavesNothing() {
    assertThatThrownBy(
            () ->
                database.change(
                    tx -> {
                      tx.update("insert into t values (1, 'a', null)");
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
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
    assertThat(count()).isEqualTo(1);
    failure("store.readonly", () -> database.read(tx -> tx.update("delete from t")));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void transaction_outsideOfItsCall_isRefused() throws Exception {
    AtomicReference<Tx> kept = new AtomicReference<>();
    database.change(kept::set);
    assertThatThrownBy(() -> java.util.Objects.requireNonNull(kept.get()).update("delete from t"))
        .isInstanceOf(IllegalStateException.class);
    AtomicReference<Throwable> seen = new AtomicReference<>();
    database.change(
        tx -> {
          Thread other =
              new Thread(
                  () -> {
                    try {
                      tx.update("delete from t");
                    } catch (IllegalStateException e) {
                      seen.set(e);
                    }
                  });
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(seen.get()).isNotNull();
  }

  @Test
  void writeInsideAWrite_isRefused() {
    assertThatThrownBy(() -> database.change(tx -> database.change(inner -> {})))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void errors_nameTheFileAndTheStatement_neverAValue() {
    String pan = "4111111111111111";
    TillwrightException failure =
        failure(
            "store.failed",
            () ->
                database.change(
                    tx -> tx.update("insert into nowhere values ('" + pan + "', ?)", pan)));
    assertThat(failure)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining("nowhere");
    assertThat(failure.toString()).doesNotContain(pan);
    assertThat(failure.getCause()).isNull();
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void writers_waitForEachOther_withinThePatience() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread slow =
        new Thread(
            () ->
                database.change(
                    tx -> {
                      tx.update("insert into t values (1, 'a', null)");
                      inside.countDown();
                      awaitQuietly(go);
                    }));
    slow.start();
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
    failure("store.locked", () -> database.change(tx -> {}));
    Thread.currentThread().interrupt();
    failure("store.interrupted", () -> database.change(tx -> {}));
    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
    slow.join(20_000);
    assertThat(count()).isEqualTo(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void moreReadersThanConnections_waitWithinThePatience() {
    failure(
        "store.locked",
        () ->
            database.read(
                a -> database.read(b -> database.read(c -> database.read(d -> count())))));
    assertThat(count()).isZero();
  }
}
