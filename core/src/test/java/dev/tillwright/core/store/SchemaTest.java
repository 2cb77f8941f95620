package dev.tillwright.core.store;

import static dev.tillwright.core.store.Stores.SHORT;
import static dev.tillwright.core.store.Stores.failure;
import static dev.tillwright.core.store.Stores.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path dir;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.sqlite(dir.resolve("till.db"), SHORT);
    database.change(
        tx -> tx.update("create table t (id integer not null primary key, name text, bytes blob)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void migrate_appliesEachStepOnce_inOrder() {
    Migration one = Migration.of(1, "create table m (a integer)");
    Migration two =
        Migration.of(2, "alter table m add column b text", "insert into m values (1, 'x')");
    database.migrate("part", List.of(one));
    database.migrate("part", List.of(one));
    database.migrate("part", List.of(one, two));
    database.migrate("part", List.of(one, two));
    List<String> rows =
        texts(
            database,
            "select component || version || (select count(*) from m) from schema_version"
                + " where version > 0 order by version");
    assertThat(rows).containsExactly("part11", "part21");
    TillwrightException failure =
        failure("store.newer", () -> database.migrate("part", List.of(one)));
    assertThat(failure).hasMessageContaining("version 2 of part").hasMessageContaining("knows 1");
  }

  @Test
  void migrate_stepThatFails_leavesEverythingAsItWas() {
    Migration one = Migration.of(1, "create table m (a integer)");
    Migration bad = Migration.of(2, "create table n (a integer)", "insert into nowhere values (1)");
    failure("store.failed", () -> database.migrate("part", List.of(one, bad)));
    List<String> tables = texts(database, "select name from sqlite_master order by name");
    assertThat(tables).containsExactly("t");
    database.migrate("part", List.of(one));
    failure("store.failed", () -> database.migrate("part", List.of(one, bad)));
    assertThat(texts(database, "select name from sqlite_master where type = 'table' order by name"))
        .containsExactly("m", "schema_version", "t");
  }

  @Test
  void migrate_stepsThatDeleteOrSkip_areRefused() {
    for (String sql :
        Arrays.asList(
            "drop table t", " DELETE from t", "truncate t", "alter table t drop column name")) {
      assertThatThrownBy(() -> database.migrate("part", List.of(Migration.of(1, sql))))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> database.migrate("part", List.of(Migration.of(2, "select 1"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> database.migrate("Not A Name", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
