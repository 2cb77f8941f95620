package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.FollowerLag;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books of the first till there was, opened by today's: nothing is lost (B4). */
class OlderBooksTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void load() throws IOException, SQLException {
    file = folder.resolve("till.db");
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("first-till.sql"));
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      sql.lines().filter(line -> !line.startsWith("--")).forEach(line -> run(statement, line));
    }
  }

  private static void run(Statement statement, String line) {
    try {
      statement.execute(line);
    } catch (SQLException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void theirSales_areFoundCountedAndGivenBack_andTheTillSellsOn() {
    assertThat(JournalVerifier.verify(file, Optional.empty()).ok()).isTrue();
    try (Bench bench = new Bench(folder)) {
      CompletedSale first = bench.till.find("first").get(0);
      assertThat(first.total()).isEqualTo(Bench.pounds("6.00"));
      assertThat(bench.till.find("back")).hasSize(1);
      assertThat(bench.slip(first)).contains("tea", "6.00");
      assertThat(bench.x().gross()).isEqualTo(Bench.pounds("4.00"));
      assertThat(bench.till.dayTotals(bench.manager).number()).isEqualTo(2);
      assertThat(bench.till.recovery().open()).as("was left open").hasSize(1);

      CompletedSale now = bench.cash(bench.sale("3.00"));
      assertThat(now.receipt()).as("receipt numbers go on without a gap").isEqualTo(5);
      bench.till.closeDay(bench.manager);
    }
    assertThat(JournalVerifier.verify(file, Optional.empty()).ok()).isTrue();
  }

  @Test
  void aMigrationThatFails_stopsTheOpening_andKeepsEverything() {
    List<String> before = contents();
    Follower broken =
        new View(
            List.of(
                Migration.of(1, "create table mine (a integer)"),
                Migration.of(
                    2, "create table more (a integer)", "insert into nowhere values (1)")));
    assertThatThrownBy(() -> new Bench(folder, it -> it.follower(broken)).close())
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("store.failed"));
    assertThat(contents()).containsAll(before).doesNotContain("table mine", "table more");

    Follower mended = new View(List.of(Migration.of(1, "create table mine (a integer)")));
    try (Bench bench = new Bench(folder, it -> it.follower(mended))) {
      assertThat(bench.till.find("first")).hasSize(1);
    }
  }

  /** Each entry of the journal and the name of each table. */
  private List<String> contents() {
    try (Database database = Database.sqliteReadOnly(file)) {
      return database.read(
          tx ->
              tx.list(
                  "select seq || ' ' || hash from journal union all"
                      + " select 'table ' || name from sqlite_master where type = 'table'",
                  row -> row.text(1)));
    }
  }

  @Test
  void entriesOfKindsThatNobodyKnows_survive_andAreLeftAloneByEveryView() {
    long unheard;
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, "till-01", Clock.systemUTC())) {
      Draft draft = new Draft("drone.landed", "{\"pad\":7}");
      unheard = journal.append(draft, SOON).seq();
    }
    try (Bench bench = new Bench(folder)) {
      bench.cash(bench.sale("3.00"));
      Journal journal = bench.till.journal();
      for (FollowerLag each : journal.lags()) {
        journal.rebuild(each.name());
      }
      journal.awaitFollowers(SOON);
      assertThat(journal.lags()).allMatch(it -> it.failures() == 0);
      assertThat(journal.entry(unheard)).map(Entry::payload).contains("{\"pad\":7}");
      assertThat(bench.x().gross()).isEqualTo(Bench.pounds("7.00"));
    }
  }

  private record View(List<Migration> migrations) implements Follower {
    @Override
    public String name() {
      return "mine";
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      // sees everything, keeps nothing
    }

    @Override
    public void reset(Tx tx) {
      // nothing is kept
    }
  }
}
