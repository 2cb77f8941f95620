package dev.tillwright.core.central;

import static dev.tillwright.core.central.Centrals.CLOCK;
import static dev.tillwright.core.central.Centrals.SOON;
import static dev.tillwright.core.central.Centrals.all;
import static dev.tillwright.core.central.Centrals.append;
import static dev.tillwright.core.central.Centrals.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.CommitProxy;
import dev.tillwright.core.CommitProxy.Fault;
import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B2: what is PostgreSQL's own: roles, keys that are used, others who write at the same time. */
class CentralOnPostgresTest {
  private static final String REFUSED = "42501";

  @TempDir Path dir;
  private DataSource source;
  private Database owner;
  private CentralStore central;
  private String suffix;

  @BeforeEach
  void open() {
    source = TestPostgres.schema();
    owner = Database.of(source);
    central = CentralStore.open(owner);
    suffix =
        owner.read(
            tx -> tx.first("select cast(current_schema() as text)", r -> r.text(1)).orElseThrow());
  }

  @AfterEach
  void close() {
    if (owner != null) {
      owner.close();
    }
  }

  private List<Entry> journal(String terminal, int entries) {
    try (Database till = Database.sqlite(dir.resolve(terminal + ".db"));
        Journal journal = Journal.open(till, terminal, CLOCK)) {
      append(journal, entries);
      return all(journal);
    }
  }

  /** A role that may ship one terminal. */
  private DataSource role(String name, String terminal) {
    String role = Centrals.role(source, name + "_" + suffix);
    CentralRoles.allow(central, role, terminal);
    return Centrals.as(source, role, 0);
  }

  @Test
  void role_addsAndReadsItsOwnTerminal_andNothingElse() throws Exception {
    central.add(journal("till-02", 5));
    central.setAside(journal("till-03", 2), Fork.What.DIFFERS);
    DataSource one = role("one", "till-01");
    List<Entry> own = journal("till-01", 20);
    try (Database mine = Database.of(one)) {
      CentralStore joined = CentralStore.join(mine);
      assertThat(joined.add(own)).isEqualTo(20);
      assertThat(joined.add(own)).isZero();
      assertThat(joined.mark("till-01").seq()).isEqualTo(20);
      assertThat(joined.setAside(own, Fork.What.DIFFERS)).isEqualTo(20);
      assertThat(joined.mark("till-02").seq()).as("of others it sees nothing").isZero();
      assertThat(joined.terminals(10)).containsExactly("till-01");
      assertThat(joined.asides("till-03", 0, 10)).isEmpty();
      assertThat(count(mine, "select count(*) from central_role")).isEqualTo(1);
    }
    Entry forged =
        JournalCopy.entry(
            "till-02", 1, central.mark("till-02"), CLOCK.instant(), Centrals.draft(9));
    refused(one, CentralTables.insert(1), JournalCopy.values(forged));
    for (String sql :
        List.of(
            "insert into central_aside select 'till-02', epoch, seq, at, kind, payload, prev_hash,"
                + " hash, 'DIFFERS' from journal",
            "update journal set payload = '{}'",
            "update journal set seq = seq where terminal = 'till-01'",
            "delete from journal",
            "delete from central_aside",
            "truncate journal",
            "drop table journal",
            "alter table journal disable row level security",
            "drop policy terminal_adds on journal",
            "insert into central_role values ('postgres', 'till-02')",
            "update central_role set terminal = 'till-02'",
            "select * from journal_writer",
            "update journal_writer set seq = 0",
            "select * from follower",
            "select * from schema_version",
            "create table mine (x text)")) {
      refused(one, sql);
    }
    assertThat(all(central, "till-01")).isEqualTo(own);
    assertThat(all(central, "till-02")).hasSize(5);
  }

  private static void refused(DataSource role, String sql, Object... arguments)
      throws SQLException {
    try (Connection connection = role.getConnection()) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < arguments.length; i++) {
          statement.setObject(i + 1, arguments[i]);
        }
        assertThatThrownBy(statement::execute)
            .as(sql)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).as(sql).isEqualTo(REFUSED));
      }
    }
  }

  @Test
  void newMachine_replacesADeadOne_withARoleOfItsOwn() throws Exception {
    List<Entry> whole = journal("till-01", 30);
    central.add(whole);
    try (Database mine = Database.of(role("fresh", "till-01"));
        Database local = Database.sqlite(dir.resolve("new.db"))) {
      TillReplacement.of(CentralStore.join(mine), "till-01").newestReceipt(0).into(local, CLOCK);
      try (Journal journal = Journal.open(local, "till-01", CLOCK)) {
        assertThat(all(journal)).startsWith(whole.toArray(Entry[]::new)).hasSize(31);
        append(journal, 1);
        assertThat(CentralStore.join(mine).add(all(journal))).isEqualTo(1);
      }
    }
    assertThat(all(central, "till-01")).hasSize(32);
  }

  /** Every statement that shipping, followers and a replacement send, as it was sent. */
  @Test
  void everyHotStatement_usesTheKeyThatBeginsWithTheTerminal() throws Exception {
    for (int t = 1; t <= 8; t++) {
      central.add(journal("till-0" + t, 250));
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
    DataSource role = role("hot", "till-04");
    Recorder recorder = new Recorder();
    try (Database till = Database.sqlite(dir.resolve("till-04.db"));
        Journal journal = Journal.open(till, "till-04", CLOCK);
        Shipper shipper =
            new Shipper(
                journal,
                () -> Database.of(recorder.before(role)),
                ShippingPolicy.usual(),
                CLOCK,
                new Monitor(CLOCK))) {
      append(journal, 70);
      assertThat(shipper.shipNow(SOON).complete()).isTrue();
      try (Database again = Database.of(recorder.before(role))) {
        CentralStore.join(again).add(all(journal).subList(300, 320)); // as after a lost answer
      }
    }
    assertThat(plans(role, recorder)).isGreaterThanOrEqualTo(3);

    Recorder followed = new Recorder();
    try (Database through = Database.of(followed.before(source));
        Database local = Database.sqlite(dir.resolve("new.db"));
        CentralFollowers followers =
            CentralFollowers.of(
                CentralStore.join(through),
                new Monitor(CLOCK),
                List.of(new Rolling(entry -> {})))) {
      followers.catchUp(SOON);
      TillReplacement.of(CentralStore.join(through), "till-05").newestReceipt(0).into(local, CLOCK);
    }
    assertThat(plans(source, followed)).isGreaterThanOrEqualTo(6);
    assertThat(JournalVerifier.verify(owner, Optional.of("till-04")).ok()).isTrue();
  }

  private static int plans(DataSource as, Recorder recorder) throws SQLException {
    int seen = 0;
    for (Map.Entry<String, List<Object>> each : List.copyOf(recorder.statements.entrySet())) {
      String sql = each.getKey();
      if (!sql.matches("(select|update) .*(journal|journal_writer|follower|central_aside) .*")) {
        continue;
      }
      String plan = plan(as, sql, each.getValue());
      assertThat(plan)
          .as(sql)
          .containsPattern("Index (Only )?Scan|Bitmap Index Scan")
          .containsPattern("Index Cond: .*terminal (=|>)")
          .doesNotContain("Seq Scan on journal ");
      seen++;
    }
    return seen;
  }

  private static String plan(DataSource as, String sql, List<Object> values) throws SQLException {
    try (Connection connection = as.getConnection();
        Statement control = connection.createStatement()) {
      if (!sql.contains(" from journal ")) {
        // Tables of a row for each terminal fit one page; that the key would serve is what counts.
        control.execute("set enable_seqscan = off");
      }
      try (PreparedStatement explain = connection.prepareStatement("explain (costs off) " + sql)) {
        for (int i = 0; i < values.size(); i++) {
          explain.setObject(i + 1, values.get(i));
        }
        List<String> lines = new ArrayList<>();
        try (var rows = explain.executeQuery()) {
          while (rows.next()) {
            lines.add(rows.getString(1));
          }
        }
        return String.join("\n", lines);
      }
    }
  }

  @Test
  void serializationFailure_isTriedAgain_andTheEntryIsThereOnce() throws Exception {
    List<Entry> entries = journal("till-01", 3);
    Recorder recorder = new Recorder();
    try (Database through = Database.of(recorder.before(source));
        Connection other = source.getConnection()) {
      CentralStore store = CentralStore.join(through);
      other.setAutoCommit(false);
      other.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      try (PreparedStatement statement = other.prepareStatement(CentralTables.insert(1))) {
        Object[] values = JournalCopy.values(entries.get(0));
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
      }
      CompletableFuture<Integer> adding = CompletableFuture.supplyAsync(() -> store.add(entries));
      awaitSomeoneWaiting();
      other.commit();
      assertThat(adding.get(30, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(recorder.failures).containsKey("40001");
    }
    assertThat(all(central, "till-01")).isEqualTo(entries);
  }

  private void awaitSomeoneWaiting() throws InterruptedException {
    for (int i = 0; i < 4000; i++) {
      if (count(
              owner,
              "select count(*) from pg_locks where not granted and locktype = 'transactionid'")
          > 0) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("nobody waits for the other program");
  }

  @Test
  void commitWhoseAnswerIsLost_orThatNeverArrives_isReadBack() throws Exception {
    List<Entry> entries = journal("till-01", 6);
    try (CommitProxy wire = CommitProxy.before(source);
        Database through = Database.of(wire.through())) {
      CentralStore store = CentralStore.join(through);
      wire.breakNextCommit(Fault.ANSWER_LOST);
      wire.release();
      store.add(entries.subList(0, 3));
      wire.breakNextCommit(Fault.COMMIT_LOST);
      store.add(entries.subList(3, 6));
    }
    assertThat(all(central, "till-01")).isEqualTo(entries);
  }

  @Test
  void documentedScript_isTheOneThatIsRun() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "central-store.md"));
    List<String> statements = new ArrayList<>(CentralRoles.guard());
    statements.addAll(CentralRoles.grant("till_01", "till-01", "tillwright"));
    statements.addAll(CentralRoles.guardLimits());
    statements.addAll(CentralRoles.grantLimits("till_01_limits", "tillwright"));
    String flat = page.replaceAll("\\s+", " ");
    assertThat(statements).allMatch(statement -> flat.contains(statement + ";"));
    assertThatThrownBy(() -> CentralRoles.grant("till; drop table x", "till-01", "public"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
