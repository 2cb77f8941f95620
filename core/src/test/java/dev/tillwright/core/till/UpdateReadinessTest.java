package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.report.SalesTotals;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.core.till.UpdateReadiness.Finding;
import dev.tillwright.core.till.UpdateReadiness.Verdict;
import dev.tillwright.core.till.UpdateReadiness.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A till says whether it can be updated, and rolls forward and back without losing (B4, B13). */
class UpdateReadinessTest {
  @TempDir Path folder;
  private Path backups;

  @BeforeEach
  void makeFolder() throws IOException {
    backups = Files.createDirectory(folder.resolve("backups"));
  }

  private static Finding finding(Bench bench, What what) {
    return bench.till.safekeeping().updateReadiness().findings().stream()
        .filter(it -> it.what() == what)
        .findFirst()
        .orElseThrow();
  }

  private static UpdateReadiness readiness(Bench bench) {
    return bench.till.safekeeping().updateReadiness();
  }

  @Test
  void aTillIsReady_afterABackup_andNotAfterTheNextDayClose() {
    try (Bench bench = new Bench(folder)) {
      bench.cash(bench.sale("2.00"));
      assertThat(readiness(bench).ready()).isFalse();
      assertThat(readiness(bench).reasons())
          .containsExactly("no verified backup was ever taken: take one");

      bench.till.safekeeping().backup(bench.manager, backups);
      assertThat(readiness(bench).ready()).isTrue();

      bench.cash(bench.sale("3.00"));
      assertThat(readiness(bench).ready()).as("the journal goes back, too").isTrue();
      bench.till.closeDay(bench.manager);
      assertThat(readiness(bench).reasons()).hasSize(1);
      assertThat(finding(bench, What.BACKUP).sentence()).contains("since the last day close");
    }
  }

  @Test
  void whatWaitsForAHost_isSentFirst() {
    try (Bench bench = new Bench(folder)) {
      bench.host.offline(true);
      bench.payByCard(bench.sale("2.00"));
      assertThat(finding(bench, What.WAITING_PAYMENTS).verdict()).isEqualTo(Verdict.NOT_READY);
      assertThat(readiness(bench).forward()).isFalse();
      bench.host.offline(false);
      bench.till.forwardNow();
      assertThat(finding(bench, What.WAITING_PAYMENTS).verdict()).isEqualTo(Verdict.OK);
      assertThat(finding(bench, What.UNRESOLVED_PAYMENTS).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void aReceiptThatBeganAndDidNotEnd_isANote() {
    try (Bench bench = new Bench(folder)) {
      CompletedSale sale = bench.cash(bench.sale("2.00"));
      bench.till.print(sale.id());
      assertThat(finding(bench, What.PRINTS).verdict()).isEqualTo(Verdict.OK);
      // What the journal has when the till goes while the printer prints.
      Entry cut =
          bench
              .till
              .journal()
              .append(TillEntries.printing(sale.id(), "cut", true), Duration.ofSeconds(30));
      assertThat(finding(bench, What.PRINTS).verdict()).isEqualTo(Verdict.NOTE);
      assertThat(finding(bench, What.PRINTS).sentence()).startsWith("1 receipts began");
      bench.till.journal().rebuild("slips");
      assertThat(finding(bench, What.PRINTS).verdict()).as("after " + cut).isEqualTo(Verdict.NOTE);
    }
  }

  @Test
  void anOpenSale_isANote_andIsTakenUpAfterwards() {
    try (Bench bench = new Bench(folder)) {
      bench.till.safekeeping().backup(bench.manager, backups);
      Ticket open = bench.sale("2.00");
      open.suspend("lunch");
      assertThat(finding(bench, What.OPEN_SALES).verdict()).isEqualTo(Verdict.NOTE);
      assertThat(readiness(bench).ready()).isTrue();
      bench.reopen();
      assertThat(bench.till.suspended()).hasSize(1);
    }
  }

  /** A view of the application, in the version before the update and in the one after. */
  private record Sold(int version) implements Follower {
    @Override
    public String name() {
      return "sold";
    }

    @Override
    public List<Migration> migrations() {
      List<Migration> steps = new ArrayList<>();
      steps.add(Migration.of(1, "create table sold (seq bigint primary key)"));
      if (version > 1) {
        steps.add(Migration.of(2, "alter table sold add column kind text not null default ''"));
      }
      return steps;
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      if (entry.kind().equals(CompletedSale.KIND)) {
        tx.update("insert into sold (seq) values (?)", entry.seq());
      }
    }

    @Override
    public void reset(Tx tx) {
      tx.update("delete from sold");
    }
  }

  @Test
  void forwardAndBack_losesNothing() throws IOException {
    Path old = folder.resolve("till.db");
    Path back = Files.createDirectory(folder.resolve("back")).resolve("till.db");
    SalesTotals sold;
    try (Bench before = new Bench(folder, it -> it.follower(new Sold(1)))) {
      before.cash(before.sale("2.00"));
    }
    try (Bench after = new Bench(folder, it -> it.follower(new Sold(2)))) {
      after.cash(after.sale("3.00"));
      sold = after.x();
      after.till.safekeeping().exportJournal(after.manager, back);
      assertThat(tables(after)).as("every view has come to the end").isNotEmpty();
    }

    // The older program does not take the newer tables, and leaves them as they are.
    Map<String, Long> tables = tables(old);
    assertThatThrownBy(() -> new Bench(folder, it -> it.follower(new Sold(1))).close())
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("store.newer"))
        .hasMessageContaining("follower.sold");
    assertThat(tables(old)).isEqualTo(tables);

    // It takes the journal alone, and has every sale; and the newer one takes that again.
    for (int version : new int[] {1, 2}) {
      Sold view = new Sold(version);
      try (Bench bench =
          new Bench(Objects.requireNonNull(back.getParent()), it -> it.follower(view))) {
        assertThat(bench.x().gross()).isEqualTo(sold.gross());
        bench.cash(bench.sale("4.00"));
        sold = bench.x();
        assertThat(tables(bench).get("sold")).isEqualTo(sold.sales());
      }
    }
  }

  @Test
  void anExportThatFails_leavesNothing_andIsMadeAgain() throws IOException {
    Path file = backups.resolve("journal.db");
    try (Bench bench = new Bench(folder)) {
      bench.cash(bench.sale("2.00"));
      Database books = bench.till.journal().database();
      String payload =
          books
              .read(tx -> tx.first("select payload from journal where seq = 3", row -> row.text(1)))
              .orElseThrow();
      books.change(tx -> tx.update("update journal set payload = '{}' where seq = 3"));
      assertThatThrownBy(() -> bench.till.safekeeping().exportJournal(bench.manager, file))
          .isInstanceOfSatisfying(
              TillwrightException.class, e -> assertThat(e.code()).isEqualTo("journal.broken"));
      try (var files = Files.list(backups)) {
        assertThat(files.toList()).isEmpty();
      }
      books.change(tx -> tx.update("update journal set payload = ? where seq = 3", payload));
      assertThat(bench.till.safekeeping().exportJournal(bench.manager, file)).isPositive();
      Entry told = bench.till.journal().head().orElseThrow();
      assertThat(told.kind()).isEqualTo("journal.exported");
      assertThat(told.payload()).contains("\"max\"").contains(file.getFileName().toString());
    }
  }

  private static Map<String, Long> tables(Path file) {
    try (Database database = Database.sqliteReadOnly(file)) {
      return tables(database);
    }
  }

  private static Map<String, Long> tables(Bench bench) {
    bench.till.journal().awaitFollowers(java.time.Duration.ofSeconds(30));
    return tables(bench.till.journal().database());
  }

  /** How many rows each table has, but for the writer's, which each opening moves. */
  private static Map<String, Long> tables(Database database) {
    return database.read(
        tx -> {
          Map<String, Long> rows = new TreeMap<>();
          tx.list("select name from sqlite_master where type = 'table'", row -> row.text(1))
              .forEach(
                  name ->
                      rows.put(
                          name,
                          tx.first("select count(*) from " + name, row -> row.number(1))
                              .orElse(0L)));
          return rows;
        });
  }
}
