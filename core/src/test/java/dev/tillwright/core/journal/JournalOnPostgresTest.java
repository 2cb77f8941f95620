package dev.tillwright.core.journal;

import static dev.tillwright.core.journal.Journals.CLOCK;
import static dev.tillwright.core.journal.Journals.SOON;
import static dev.tillwright.core.journal.Journals.all;
import static dev.tillwright.core.journal.Journals.assertCode;
import static dev.tillwright.core.journal.Journals.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.CommitProxy;
import dev.tillwright.core.CommitProxy.Fault;
import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.JournalFault.What;
import dev.tillwright.core.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is PostgreSQL's own: several programs at one database, and a wire that can break. */
class JournalOnPostgresTest {
  private DataSource source;
  private Database database;

  @BeforeEach
  void open() {
    source = TestPostgres.schema();
    database = Database.of(source);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private Journal journal() {
    return Journal.open(database, "till-01", CLOCK);
  }

  @Test
  void openingFromAnotherProgram_fencesTheOlderWriter_whichThenWritesNothing() {
    try (Journal older = journal();
        Database other = Database.of(source);
        Journal newer = Journal.open(other, "till-01", CLOCK)) {
      newer.append(draft(1), SOON);
      assertCode("journal.fenced", () -> older.append(draft(2), SOON));
      newer.append(draft(3), SOON);
      assertThat(all(newer))
          .extracting(Entry::payload)
          .containsExactly(draft(1).payload(), draft(3).payload());
    }
    assertThat(JournalVerifier.verify(database, Optional.empty()).ok()).isTrue();
  }

  @Test
  void tillsOfSeveralPrograms_writeBesideEachOther() throws Exception {
    int tills = 4;
    int each = 50;
    List<Database> databases = new ArrayList<>();
    List<Journal> journals = new ArrayList<>();
    long began = System.nanoTime();
    try {
      List<CompletableFuture<List<Entry>>> ends = new ArrayList<>();
      for (int t = 0; t < tills; t++) {
        Database own = Database.of(source);
        databases.add(own);
        Journal journal = Journal.open(own, "till-" + t, CLOCK);
        journals.add(journal);
        journal.follow(new Sums("sums" + (char) ('a' + t)));
      }
      for (int i = 0; i < each; i++) {
        for (Journal journal : journals) {
          ends.add(journal.submit(List.of(draft(i))));
        }
      }
      for (CompletableFuture<List<Entry>> end : ends) {
        assertThat(end.get(60, TimeUnit.SECONDS)).hasSize(1);
      }
      for (Journal journal : journals) {
        journal.awaitFollowers(SOON);
      }
    } finally {
      journals.forEach(Journal::close);
      databases.forEach(Database::close);
    }
    System.out.printf(
        "%d tills appended %d entries in %d ms%n",
        tills, tills * each, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    Verification result = JournalVerifier.verify(database, Optional.empty());
    assertThat(result.ok()).isTrue();
    assertThat(result.entries()).isEqualTo((long) tills * each);
  }

  @Test
  void verifier_findsWhatWasChangedInTheDatabase() {
    try (Journal journal = journal()) {
      for (int i = 0; i < 5; i++) {
        journal.append(draft(i), SOON);
      }
    }
    database.change(tx -> tx.update("update journal set payload = '{}' where seq = 3"));
    JournalFault fault =
        JournalVerifier.verify(database, Optional.empty()).firstFault().orElseThrow();
    assertThat(fault.what()).isEqualTo(What.CHANGED);
    assertThat(fault.seq()).isEqualTo(3);
    assertCode("journal.broken", this::journal);
  }

  @Test
  void commitWhoseAnswerIsLost_isFoundToBeWritten_andTheJournalGoesOn() throws Exception {
    broken(Fault.ANSWER_LOST, 3);
  }

  @Test
  void commitThatNeverArrives_isFoundNotToBeWritten_andTheJournalGoesOn() throws Exception {
    broken(Fault.COMMIT_LOST, 2);
  }

  private void broken(Fault fault, int entries) throws Exception {
    try (CommitProxy wire = CommitProxy.before(source);
        Database through = Database.of(wire.through());
        Journal journal = Journal.open(through, "till-01", CLOCK)) {
      journal.append(draft(1), SOON);
      wire.breakNextCommit(fault);
      if (fault == Fault.COMMIT_LOST) {
        assertCode("store.lost", () -> journal.append(draft(2), SOON));
      } else {
        wire.release();
        assertThat(journal.append(draft(2), SOON).seq()).isEqualTo(2);
      }
      journal.append(draft(3), SOON);
      assertThat(all(journal)).hasSize(entries);
      assertThat(JournalVerifier.verify(through, Optional.empty()).ok()).isTrue();
    }
  }

  @Test
  void commitThatArrivesAfterTheWireBroke_isWaitedFor_notTakenForLost() throws Exception {
    try (CommitProxy wire = CommitProxy.before(source);
        Database through = Database.of(wire.through());
        Journal journal = Journal.open(through, "till-01", CLOCK)) {
      wire.breakNextCommit(Fault.COMMIT_LATE);
      CompletableFuture<List<Entry>> append = journal.submit(List.of(draft(1)));
      awaitSomeoneWaitingForALock();
      assertThat(append).isNotDone();
      wire.release();
      assertThat(append.get(20, TimeUnit.SECONDS)).extracting(Entry::seq).containsExactly(1L);
      journal.append(draft(2), SOON);
      assertThat(all(journal)).hasSize(2);
    }
  }

  private void awaitSomeoneWaitingForALock() throws InterruptedException {
    for (int i = 0; i < 2000; i++) {
      long waiting =
          database.read(
              tx ->
                  tx.first("select count(*) from pg_locks where not granted", r -> r.number(1))
                      .orElseThrow());
      if (waiting > 0) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("nobody waits for the late commit");
  }

  @Test
  void write_whoseCommitIsNotAnswered_hasAnErrorOfItsOwn() throws Exception {
    try (CommitProxy wire = CommitProxy.before(source);
        Database through = Database.of(wire.through())) {
      through.change(tx -> tx.update("create table x (y integer)"));
      for (Fault fault : List.of(Fault.ANSWER_LOST, Fault.COMMIT_LOST)) {
        wire.breakNextCommit(fault);
        wire.release();
        assertCode(
            "store.unknown", () -> through.change(tx -> tx.update("insert into x values (1)")));
      }
      // The server may still be at the commit whose answer nobody waits for.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (rows(through) == 0 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(rows(through)).as("one of the two took effect").isEqualTo(1);
    }
  }

  private static long rows(Database database) {
    return database.read(tx -> tx.first("select count(*) from x", r -> r.number(1)).orElseThrow());
  }

  @Test
  void serverThatIsAway_isAnError_andTheJournalGoesOnWhenItIsBack() throws Exception {
    CommitProxy wire = CommitProxy.before(source);
    try (Database through = Database.of(wire.through(), java.time.Duration.ofMillis(300));
        Journal journal = Journal.open(through, "till-01", CLOCK)) {
      journal.append(draft(1), SOON);
      wire.hangUp();
      try {
        journal.append(draft(2), SOON);
        throw new AssertionError("nobody answers");
      } catch (TillwrightException e) {
        assertThat(e.code()).isEqualTo("store.lost");
        assertThat(e.retryable()).isTrue();
      }
      wire.listen();
      journal.append(draft(3), SOON);
      assertThat(all(journal)).extracting(Entry::payload).contains(draft(3).payload()).hasSize(2);
    } finally {
      wire.close();
    }
  }
}
