package dev.tillwright.core.backup;

import static dev.tillwright.core.backup.ArchiveBooks.KEYS;
import static dev.tillwright.core.backup.ArchiveBooks.PAIR;
import static dev.tillwright.core.backup.ArchiveBooks.SOON;
import static dev.tillwright.core.backup.ArchiveBooks.THEN;
import static dev.tillwright.core.backup.ArchiveBooks.TILL;
import static dev.tillwright.core.backup.ArchiveBooks.all;
import static dev.tillwright.core.backup.ArchiveBooks.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.core.FaultySource;
import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.backup.ArchiveBooks.Rolling;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.checkpoint.WitnessCheck;
import dev.tillwright.core.journal.Archived;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalExport;
import dev.tillwright.core.journal.JournalFault;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What old entries hold is moved into files that verify alone, and found there (B13). */
class ArchiveTest {
  private static final int ENTRIES = 1_480;
  private static final int EVERY = 100;

  @TempDir static Path once;
  @TempDir Path dir;
  private Path books;
  private Path folder;

  @BeforeAll
  static void write() {
    try (Database database = Database.sqlite(once.resolve("till.db"));
        Journal journal = ArchiveBooks.open(database)) {
      journal.follow(new Rolling());
      ArchiveBooks.write(journal, PAIR, ENTRIES, EVERY);
    }
  }

  @BeforeEach
  void copy() throws IOException {
    books = Files.copy(once.resolve("till.db"), dir.resolve("till.db"));
    folder = ArchiveBooks.folder(dir);
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static void sql(Path file, String statement) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String inJournal(Database database, long seq) {
    return database.read(
        tx ->
            tx.first("select payload from journal where seq = ?", row -> row.text(1), seq)
                .orElseThrow());
  }

  private Verification.Chain chain(Path... archives) {
    try (Database database = Database.sqliteReadOnly(books)) {
      Verification found = JournalVerifier.verify(database, Optional.of(TILL), List.of(archives));
      return found.chains().get(0);
    }
  }

  private Path file(Archived of) {
    return folder.resolve(of.file());
  }

  @Test
  void fileThatIsThereAlready_andSaysThatItIsOlder_isNotTaken_andNothingLeavesTheJournal()
      throws IOException {
    Path twin = Files.copy(books, dir.resolve("twin.db"));
    Archived made;
    try (Database database = Database.sqlite(twin);
        Journal journal = ArchiveBooks.open(database)) {
      made = archive(journal, folder).upTo(350).orElseThrow();
    }
    sql(
        file(made),
        "update archive set payload = json_set(payload, '$.newest', '2001-01-01T00:00:00Z')");
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      refused("backup.exists", () -> archive(journal, folder).upTo(350));
      assertThat(journal.archives()).isEmpty();
      assertThat(inJournal(database, 5)).isNotEmpty();
    }
  }

  @Test
  void whatMoved_isReadAsBefore_andEveryHashStandsWhereItStood() {
    List<Entry> before;
    Archived first;
    Archived second;
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      journal.follow(new Rolling());
      before = all(journal);
      first = archive(journal, folder).upTo(350).orElseThrow();
      second = archive(journal, folder).upTo(99_999).orElseThrow();
      assertThat(first.first()).isEqualTo(1);
      assertThat(first.last()).as("a checkpoint ends there").isBetween(300L, 350L);
      assertThat(second.first()).isEqualTo(first.last() + 1);
      assertThat(second.last()).as("the newest stay").isLessThanOrEqualTo(journal.headSeq() - 1000);
      assertThat(inJournal(database, 5)).isEmpty();
      assertThat(inJournal(database, second.last())).isEmpty();
      assertThat(inJournal(database, second.last() + 1)).isNotEmpty();
      assertThat(all(journal).subList(0, before.size())).isEqualTo(before);
      assertThat(archive(journal, folder).upTo(99_999)).as("nothing is left to move").isEmpty();

      long total = Rolling.total(database);
      journal.rebuild("rolling");
      journal.awaitFollowers(SOON);
      assertThat(Rolling.total(database)).isEqualTo(total);
      assertThat(journal.archives()).containsExactly(first, second);
    }
    assertThat(chain().fault()).isEmpty();
    assertThat(chain().elsewhere()).isEqualTo(second.last());
    assertThat(chain(file(first)).elsewhere()).isEqualTo(second.last() - first.last());
    assertThat(chain(file(second), file(first)).elsewhere()).isZero();
    assertThat(chain(file(first), file(second)).fault()).isEmpty();
    try (Database database = Database.sqliteReadOnly(books)) {
      Witness slip = new Witness.Slip(TILL, 1, 7, before.get(6).hash());
      var report = WitnessCheck.check(database, TILL, List.of(slip), KEYS);
      assertThat(report.faults()).isEmpty();
    }
  }

  @Test
  void anArchiveVerifiesAlone_andEachChangedFieldIsFound() throws Exception {
    Archived first;
    Archived second;
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      first = archive(journal, folder).upTo(250).orElseThrow();
      second = archive(journal, folder).upTo(450).orElseThrow();
    }
    for (Archived each : List.of(first, second)) {
      ArchiveFile said = ArchiveFile.verify(file(each), KEYS);
      assertThat(said.first()).isEqualTo(each.first());
      assertThat(said.last()).isEqualTo(each.last());
      assertThat(said.checkpoint().head()).isEqualTo(each.head());
    }
    CheckpointKeys others =
        CheckpointKeys.of(Ed25519Signer.newPair(new SecureRandom()).getPublic());
    refused("archive.contradicted", () -> ArchiveFile.verify(file(second), others));
    Path copy = dir.resolve("copy.archive");
    long at = second.first() + 20;
    for (String change :
        List.of(
            "update journal set payload = '{}' where seq = " + at,
            "update journal set kind = 'sale.voided' where seq = " + at,
            "update journal set at = '2010-12-01T08:26:00.001Z' where seq = " + at,
            "delete from journal where seq = " + at,
            "delete from journal where seq = " + second.first(),
            "delete from journal where seq = " + second.last(),
            "update journal set seq = seq + 5000 where seq = " + at,
            "update archive set payload = replace(payload, '\"peaks\":[\"', '\"peaks\":[\"00')",
            "update archive set payload = replace(payload, '\"first\":', '\"first\":1')",
            "delete from archive")) {
      Files.copy(file(second), copy, StandardCopyOption.REPLACE_EXISTING);
      sql(copy, change);
      assertThatThrownBy(() -> ArchiveFile.verify(copy, KEYS))
          .as(change)
          .isInstanceOfSatisfying(
              TillwrightException.class, e -> assertThat(e.code()).startsWith("archive."));
    }
    Files.copy(file(second), copy, StandardCopyOption.REPLACE_EXISTING);
    sql(copy, "update journal set payload = '{\"n\":0}' where seq = " + at);
    assertThat(chain(file(first), copy).fault().orElseThrow().seq())
        .as("beside the journal, too")
        .isEqualTo(at);
  }

  @Test
  void aReaderInAnotherLanguage_findsTheSame() throws Exception {
    Archived first;
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      first = archive(journal, folder).upTo(250).orElseThrow();
      assertThat(archive(journal, folder).upTo(450)).isPresent();
    }
    List<Path> both;
    try (Stream<Path> files = Files.list(folder)) {
      both = files.sorted().toList();
    }
    assertThat(python(0, books)).contains("OK till-01").contains("ARCHIVED till-01 entries=4");
    assertThat(python(0, books, both.get(0), both.get(1)))
        .contains("OK till-01")
        .contains("differ=0")
        .doesNotContain("ARCHIVED");
    for (Path each : both) {
      assertThat(python(0, each)).contains("OK till-01").contains("checkpoints=1 differ=0");
    }
    sql(file(first), "update journal set payload = '{}' where seq = 9");
    assertThat(python(2, file(first))).contains("BAD till-01").contains("what=CHANGED seq=9");
    assertThat(python(2, books, both.get(0), both.get(1))).contains("what=CHANGED seq=9");
  }

  private String python(int code, Path file, Path... archives) throws Exception {
    Path output = dir.resolve("output");
    List<String> command = new ArrayList<>(List.of("python3", "../docs/verify_journal.py"));
    command.add(file.toString());
    if (archives.length > 0) {
      command.add("--archive");
    }
    Stream.of(archives).map(Path::toString).forEach(command::add);
    Process python;
    try {
      python =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      System.out.println("skipped: python3 is not here, so docs/verify_journal.py was not run");
      assumeTrue(false, "python3 is not here");
      throw e;
    }
    assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(python.exitValue()).as(said).isEqualTo(code);
    return said;
  }

  @Test
  void contentsThatAreGoneWithoutAnArchive_areFound() {
    Archived moved;
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      moved = archive(journal, folder).upTo(250).orElseThrow();
    }
    sql(books, "update journal set payload = '' where seq = " + (moved.last() + 10));
    JournalFault fault = chain().fault().orElseThrow();
    assertThat(fault.what()).isEqualTo(JournalFault.What.CHANGED);
    assertThat(fault.seq()).isEqualTo(moved.last() + 10);
  }

  @Test
  void withoutItsFile_aReaderIsToldWhichOneItNeeds_andNoViewIsEmptied() throws Exception {
    Archived moved;
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      moved = archive(journal, folder).upTo(250).orElseThrow();
    }
    Path away = Files.move(file(moved), dir.resolve("away"));
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      journal.follow(new Rolling());
      journal.awaitFollowers(SOON);
      long total = Rolling.total(database);
      for (boolean told : new boolean[] {false, true}) {
        if (told) {
          journal.archivesIn(folder);
        }
        assertThatThrownBy(() -> journal.entry(5))
            .hasMessageContaining(moved.file())
            .isInstanceOfSatisfying(
                TillwrightException.class, e -> assertThat(e.code()).isEqualTo("journal.archived"));
        refused("journal.archived", () -> journal.rebuild("rolling"));
      }
      assertThat(Rolling.total(database)).isEqualTo(total);
      assertThat(journal.hash(5)).as("what needs no contents goes on").isPresent();
      assertThat(journal.entry(moved.last() + 1)).isPresent();

      Files.move(away, file(moved));
      assertThat(journal.entry(5).orElseThrow().payload()).isEqualTo(ArchiveBooks.payload(5));
      sql(file(moved), "update journal set payload = '{\"n\":1}' where seq = 6");
      journal.archivesIn(folder); // the file is opened anew
      refused("journal.broken", () -> journal.entry(6));
    }
  }

  @Test
  void backupsRestores_andExportsGoOn() throws Exception {
    Path backups = Files.createDirectory(dir.resolve("backups"));
    BackupManifest taken;
    List<Entry> before;
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      assertThat(archive(journal, folder).upTo(450)).isPresent();
      before = all(journal);
      taken = Backup.take(journal, backups, KEYS, THEN, SOON);
      try (Database into = Database.sqlite(dir.resolve("export.db"))) {
        JournalExport.write(journal, into);
      }
    }
    Path back = dir.resolve("back.db");
    Restore.of(backups.resolve(taken.file() + ".json")).keys(KEYS).into(back);
    try (Database database = Database.sqlite(back);
        Journal journal = ArchiveBooks.open(database)) {
      journal.archivesIn(folder);
      assertThat(all(journal).subList(0, before.size())).isEqualTo(before);
    }
    try (Database database = Database.sqlite(dir.resolve("export.db"));
        Journal journal = Journal.open(database, TILL, THEN)) {
      assertThat(all(journal).subList(0, before.size())).as("whole by itself").isEqualTo(before);
      assertThat(journal.archives()).isEmpty();
    }
  }

  @Test
  void onPostgres_theSame() {
    try (Database database = Database.of(TestPostgres.schema());
        Journal journal = ArchiveBooks.open(database)) {
      journal.follow(new Rolling());
      ArchiveBooks.write(journal, PAIR, 1_300, EVERY);
      List<Entry> before = all(journal);
      Archived moved = archive(journal, folder).upTo(99_999).orElseThrow();
      assertThat(inJournal(database, 5)).isEmpty();
      assertThat(all(journal).subList(0, before.size())).isEqualTo(before);
      long total = Rolling.total(database);
      journal.rebuild("rolling");
      journal.awaitFollowers(SOON);
      assertThat(Rolling.total(database)).isEqualTo(total);
      Verification found = JournalVerifier.verify(database, Optional.of(TILL));
      assertThat(found.firstFault()).isEmpty();
      assertThat(found.chains().get(0).elsewhere()).isEqualTo(moved.last());
      Verification whole =
          JournalVerifier.verify(database, Optional.of(TILL), List.of(file(moved)));
      assertThat(whole.firstFault()).isEmpty();
      assertThat(whole.chains().get(0).elsewhere()).isZero();
    }
  }

  @Test
  void aFileIsDeletedAfterItsRetention_andThatIsTold() {
    Instant written = THEN.instant();
    Retention tenYears = Retention.usual();
    try (Database database = Database.sqlite(books);
        Journal journal = ArchiveBooks.open(database)) {
      journal.follow(new Rolling());
      Archive archive = archive(journal, folder);
      Archived first = archive.upTo(250).orElseThrow();
      Archived second = archive.upTo(450).orElseThrow();
      assertThat(archive.deleteOldest(tenYears, written.plus(Duration.ofDays(3_652)))).isEmpty();
      assertThat(file(first)).exists();

      Instant due = written.plus(Duration.ofDays(3_654));
      assertThat(archive.deleteOldest(tenYears, due)).contains(first);
      assertThat(file(first)).doesNotExist();
      assertThat(file(second)).exists();
      Entry told = journal.head().orElseThrow();
      assertThat(told.kind()).isEqualTo(Archived.DELETED);
      assertThat(told.payload()).contains(first.file());
      journal.awaitFollowers(SOON);
      refused("journal.deleted", () -> journal.entry(5));
      refused("journal.deleted", () -> journal.rebuild("rolling"));
      assertThat(journal.entry(second.first())).isPresent();
    }
    assertThat(chain(folder.resolve(newestArchive())).fault()).isEmpty();
    try (Database database = Database.sqlite(books);
        Journal journal = Journal.open(database, TILL, THEN)) {
      journal.archivesIn(folder);
      journal.follow(new Late());
      journal.awaitFollowers(SOON);
      long first =
          database.read(tx -> tx.first("select min(seq) from late", r -> r.number(1)).get());
      assertThat(first).as("a new view begins where contents do").isGreaterThan(200);
    }
  }

  private String newestArchive() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(Backup::name)
          .filter(it -> it.endsWith(".archive"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A view of a program that came later. */
  private static final class Late implements Follower {
    @Override
    public String name() {
      return "late";
    }

    @Override
    public List<Migration> migrations() {
      return List.of(Migration.of(1, "create table late (seq bigint not null primary key)"));
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      tx.update("insert into late (seq) values (?)", entry.seq());
    }

    @Override
    public void reset(Tx tx) {
      tx.update("delete from late");
    }
  }

  /** The disk fails at each commit of an archive, in turn, before and after it took effect. */
  @Test
  void wherever_itIsCutOff_nothingIsLost_andTheNextCallGoesOn() throws Exception {
    Path fresh = dir.resolve("fresh.db");
    for (int step = 1, ended = 0; ended == 0; step++) {
      for (boolean done : new boolean[] {false, true}) {
        Files.copy(books, fresh, StandardCopyOption.REPLACE_EXISTING);
        Path shelf = Files.createDirectory(dir.resolve("shelf-" + step + "-" + done));
        ended += cutOff(fresh, shelf, step, done) ? 0 : 1;
        for (String end : List.of("-wal", "-shm", ".lock")) {
          Files.deleteIfExists(fresh.resolveSibling("fresh.db" + end));
        }
      }
      assertThat(step).as("it comes to an end").isLessThan(60);
    }
  }

  private static boolean cutOff(Path file, Path shelf, int step, boolean done) {
    FaultySource source = new FaultySource(file);
    int[] left = {step};
    boolean[] cut = {false};
    try (Database database = Database.of(source.dataSource());
        Journal journal = ArchiveBooks.open(database)) {
      Archive archive = archive(journal, shelf);
      journal.awaitFollowers(SOON);
      source.fault =
          (sql, after) -> {
            if (sql.equalsIgnoreCase("commit") && after == done && --left[0] <= 0) {
              cut[0] = true;
              throw FaultySource.error(10); // SQLITE_IOERR, from now on
            }
          };
      try {
        archive.upTo(230);
      } catch (TillwrightException expected) {
        assertThat(cut[0]).isTrue();
      }
      source.fault = (sql, after) -> {};
    }
    try (Database database = Database.sqlite(file);
        Journal journal = ArchiveBooks.open(database)) {
      journal.archivesIn(shelf);
      for (Entry each : all(journal)) {
        if (each.kind().equals("sale.completed")) {
          assertThat(each.payload()).isEqualTo(ArchiveBooks.payload(each.seq()));
        }
      }
      archive(journal, shelf).upTo(230);
      assertThat(journal.archives()).hasSize(1);
      assertThat(inJournal(database, journal.archives().get(0).last())).isEmpty();
      long told = all(journal).stream().filter(it -> it.kind().equals(Archived.KIND)).count();
      assertThat(told).as("told once").isEqualTo(1);
    }
    return cut[0];
  }
}
