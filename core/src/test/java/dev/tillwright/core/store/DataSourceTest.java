package dev.tillwright.core.store;

import static dev.tillwright.core.FaultySource.error;
import static dev.tillwright.core.store.Stores.failure;
import static dev.tillwright.core.store.Stores.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.FaultySource;
import dev.tillwright.core.TillwrightException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  @TempDir Path dir;

  @Test
  void dataSource_worksLikeAFile() {
    FaultySource source = new FaultySource(dir.resolve("source.db"));
    try (Database behind = Database.of(source.dataSource(), Dialect.sqlite())) {
      behind.change(tx -> tx.update("create table x (y integer)"));
      behind.change(tx -> tx.update("insert into x values (?)", 7));
      assertThat(number(behind, "select y from x")).isEqualTo(7);
      assertThat(behind).hasToString("Database[behind a data source]");
    }
  }

  @Test
  void dataSourceOfAnotherProduct_isRefused() {
    FaultySource source = new FaultySource(dir.resolve("source.db"));
    source.product = "H2";
    assertThat(failure("store.failed", () -> Database.of(source.dataSource(), Dialect.sqlite())))
        .hasMessageContaining("not SQLite");
  }

  @Test
  void settingThatDoesNotTake_isRefused() {
    FaultySource source = new FaultySource(dir.resolve("source.db"));
    source.fault =
        (sql, done) -> {
          if (sql.contains("synchronous =") && !done) {
            throw error(1);
          }
        };
    failure("store.failed", () -> Database.of(source.dataSource(), Dialect.sqlite()));
    // A temporary database in memory cannot have a write-ahead log.
    FaultySource memory = new FaultySource(Path.of(":memory:"));
    assertThat(failure("store.failed", () -> Database.of(memory.dataSource(), Dialect.sqlite())))
        .hasMessageContaining("journal_mode = wal");
  }

  @Test
  void commitThatFails_saysWhy_andTheNextWriteHasAConnectionOfItsOwn() {
    FaultySource source = new FaultySource(dir.resolve("source.db"));
    try (Database behind = Database.of(source.dataSource(), Dialect.sqlite())) {
      behind.change(tx -> tx.update("create table x (y integer)"));
      Object[][] cases = {
        {10, "store.failed"},
        {266, "store.failed"},
        {13, "store.full"},
        {11, "store.corrupt"},
        {26, "store.corrupt"},
        {8, "store.readonly"}
      };
      for (Object[] each : cases) {
        source.fault =
            (sql, done) -> {
              if (sql.equals("commit") && !done) {
                throw error((Integer) each[0]);
              }
            };
        TillwrightException failure =
            failure(
                (String) each[1], () -> behind.change(tx -> tx.update("insert into x values (1)")));
        assertThat(failure).hasMessageNotContaining("value that must not be shown");
      }
      source.fault = (sql, done) -> {};
      assertThat(number(behind, "select count(*) from x")).isZero();
      behind.change(tx -> tx.update("insert into x values (1)"));
      assertThat(number(behind, "select count(*) from x")).isEqualTo(1);
    }
  }

  @Test
  void forceOfWhichNobodyKnowsWhetherItIsOff_costsTheConnection() {
    FaultySource source = new FaultySource(dir.resolve("source.db"));
    try (Database behind = Database.of(source.dataSource(), Dialect.sqlite())) {
      AtomicInteger left = new AtomicInteger(1);
      source.fault =
          (sql, done) -> {
            if (sql.equals("pragma synchronous = 1") && done && left.getAndDecrement() > 0) {
              throw error(5);
            }
          };
      assertThat(behind.<String>fold(DataSourceTest::force)).isEqualTo("1");
      assertThat(left).hasNonPositiveValue();
      assertThat(behind.<String>write(DataSourceTest::force)).isEqualTo("2");
      left.set(1);
      source.fault =
          (sql, done) -> {
            if (sql.equals("pragma synchronous = 1") && done && left.getAndDecrement() > 0) {
              throw error(10);
            }
          };
      failure("store.failed", () -> behind.fold(DataSourceTest::force));
      assertThat(behind.<String>write(DataSourceTest::force)).isEqualTo("2");
    }
  }

  private static String force(Tx tx) {
    return tx.first("pragma synchronous", row -> row.text(1)).orElseThrow();
  }

  @Test
  void lockThatPasses_isTriedAgain_aBoundedNumberOfTimes() {
    FaultySource source = new FaultySource(dir.resolve("source.db"));
    try (Database behind = Database.of(source.dataSource(), Dialect.sqlite())) {
      behind.change(tx -> tx.update("create table x (y integer)"));
      AtomicInteger left = new AtomicInteger(3);
      AtomicInteger runs = new AtomicInteger();
      source.fault =
          (sql, done) -> {
            if (sql.equals("commit") && !done && left.getAndDecrement() > 0) {
              throw error(5);
            }
          };
      behind.change(tx -> runs.addAndGet(tx.update("insert into x values (1)")));
      assertThat(runs).hasValue(4);
      assertThat(number(behind, "select count(*) from x")).isEqualTo(1);
      left.set(Integer.MAX_VALUE);
      failure("store.locked", () -> behind.change(tx -> tx.update("insert into x values (1)")));
      assertThat(Integer.MAX_VALUE - left.get()).isEqualTo(5);
    }
  }
}
