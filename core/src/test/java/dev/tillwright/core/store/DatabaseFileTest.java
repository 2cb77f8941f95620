package dev.tillwright.core.store;

import static dev.tillwright.core.store.Stores.SHORT;
import static dev.tillwright.core.store.Stores.failure;
import static dev.tillwright.core.store.Stores.number;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {
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
  void secondOpen_isRefused_namingTheFile_untilTheFirstCloses() throws Exception {
    TillwrightException failure = failure("store.locked", () -> Database.sqlite(file));
    assertThat(failure).hasMessageContaining(file.toRealPath().toString());
    assertThat(failure.retryable()).isTrue();
    Path link = Files.createSymbolicLink(dir.resolve("link.db"), file);
    failure("store.locked", () -> Database.sqlite(link));
    database.close();
    database = Database.sqlite(link, SHORT);
    failure("store.locked", () -> Database.sqlite(file));
    assertThat(count()).isZero();
  }

  @Test
  void lockedFromOutside_isSaidAfterThePatience_andPasses() throws Exception {
    try (Connection outside = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      outside.createStatement().execute("begin exclusive");
      TillwrightException failure =
          failure(
              "store.locked",
              () -> database.change(tx -> tx.update("insert into t values (1, 'a', null)")));
      assertThat(failure.retryable()).isTrue();
      assertThat(count()).isZero();
      outside.createStatement().execute("rollback");
    }
    database.change(tx -> tx.update("insert into t values (1, 'a', null)"));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void openingAFileThatIsLockedFromOutside_isRefused_andLeavesNoLock() throws Exception {
    Path other = dir.resolve("other.db");
    try (Connection outside = DriverManager.getConnection("jdbc:sqlite:" + other)) {
      outside.createStatement().execute("create table x (y integer)");
      outside.createStatement().execute("begin exclusive");
      failure("store.locked", () -> Database.sqlite(other, SHORT));
      outside.createStatement().execute("rollback");
    }
    Database.sqlite(other, SHORT).close();
  }

  @Test
  void closed_refusesUse_andLeavesNoLogBehind() {
    assertThat(dir.resolve("till.db-wal")).exists();
    database.close();
    database.close();
    assertThat(dir.resolve("till.db-wal")).doesNotExist();
    assertThatThrownBy(this::count).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.change(tx -> {})).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void purge_leavesNothingOfWhatWasDeleted_inAnyFile() throws Exception {
    String secret = "ann-bloggs-07700-900123";
    database.change(tx -> tx.update("insert into t (id, name) values (1, ?)", secret));
    database.change(tx -> tx.update("delete from t"));
    assertThat(found(secret)).as("before, its log has it").isNotEmpty();
    database.purge();
    assertThat(found(secret)).isEmpty();
    database.change(tx -> tx.update("insert into t (id, name) values (2, 'x')"));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void purge_whileSomebodyReads_saysThatItIsNotDone() {
    database.change(tx -> tx.update("insert into t (id, name) values (1, 'x')"));
    database.read(
        tx -> {
          tx.list("select id from t", row -> row.number(1));
          return failure("store.locked", database::purge);
        });
    database.purge();
  }

  private List<Path> found(String text) throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      List<Path> holding = new ArrayList<>();
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(each, ISO_8859_1);
        if (bytes.contains(text)) {
          holding.add(each);
        }
      }
      return holding;
    }
  }

  @Test
  void readOnly_besideTheOwner_seesWhatIsCommitted_andMayNotWrite() {
    database.change(tx -> tx.update("insert into t values (1, 'a', null)"));
    try (Database looking = Database.sqliteReadOnly(file)) {
      assertThat(number(looking, "select count(*) from t")).isEqualTo(1);
      database.change(tx -> tx.update("insert into t values (2, 'b', null)"));
      assertThat(number(looking, "select count(*) from t")).isEqualTo(2);
      failure("store.readonly", () -> looking.change(tx -> {}));
      failure("store.readonly", () -> looking.read(tx -> tx.update("delete from t")));
    }
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void readOnly_ofACopy_changesNothingAndMakesNothing() throws Exception {
    database.close();
    Path folder = Files.createDirectory(dir.resolve("copy"));
    Path copy = folder.resolve("a b?mode=rwc&%41#.db");
    Files.copy(file, copy);
    byte[] before = Files.readAllBytes(copy);
    try (Database looking = Database.sqliteReadOnly(copy)) {
      assertThat(number(looking, "select count(*) from t")).isZero();
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(copy);
      }
      // A till that opens the copy meanwhile makes what was read doubtful.
      try (Database owner = Database.sqlite(copy)) {
        owner.change(tx -> tx.update("insert into t values (1, 'a', null)"));
        failure("store.locked", () -> looking.read(tx -> 1));
      }
    }
    assertThat(before).isNotEqualTo(Files.readAllBytes(copy));
  }

  @Test
  void readOnly_ofACopyWithItsLog_seesTheLog() throws Exception {
    database.change(tx -> tx.update("insert into t values (1, 'a', null)"));
    Path folder = Files.createDirectory(dir.resolve("copy"));
    for (String end : List.of("", "-wal")) {
      // A process of its own: closing the file in this one would drop SQLite's locks.
      Process cp =
          new ProcessBuilder("cp", file + end, folder.resolve("till.db" + end).toString()).start();
      assertThat(cp.waitFor()).isZero();
    }
    byte[] log = Files.readAllBytes(folder.resolve("till.db-wal"));
    try (Database looking = Database.sqliteReadOnly(folder.resolve("till.db"))) {
      assertThat(number(looking, "select count(*) from t")).isEqualTo(1);
    }
    assertThat(Files.readAllBytes(folder.resolve("till.db-wal"))).isEqualTo(log);
  }

  @Test
  void placesThatAreNoDatabase_areRefused() throws Exception {
    failure("store.failed", () -> Database.sqlite(dir));
    failure("store.failed", () -> Database.sqlite(dir.resolve("no").resolve("where.db")));
    failure("store.failed", () -> Database.sqliteReadOnly(dir.resolve("missing.db")));
    Path text = Files.writeString(dir.resolve("text.db"), "not a database, only words ".repeat(50));
    failure("store.corrupt", () -> Database.sqlite(text));
    failure("store.corrupt", () -> Database.sqliteReadOnly(text));
    assertThat(text).hasContent("not a database, only words ".repeat(50));
    assertThatThrownBy(() -> Database.sqlite(file, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesWithSpecialCharacters_areTakenAsTheyAre() {
    for (String name : List.of("a b.db", "q?mode=memory.db", "100%41.db", "#1.db", "\u7530.db")) {
      try (Database other = Database.sqlite(dir.resolve(name))) {
        other.change(tx -> tx.update("create table x (y integer)"));
        assertThat(dir.resolve(name)).exists();
        assertThat(other.toString()).contains(name);
      }
    }
  }
}
