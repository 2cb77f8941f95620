package dev.tillwright.core.journal;

import static dev.tillwright.core.journal.Journals.CLOCK;
import static dev.tillwright.core.journal.Journals.assertCode;
import static dev.tillwright.core.journal.Journals.draft;
import static dev.tillwright.core.journal.Journals.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.JournalFault.What;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JournalVerifierTest {
  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void write() {
    file = dir.resolve("till.db");
    Journals.write(file, "till-01", 4, 0, 6);
  }

  private Verification verify() {
    return JournalVerifier.verify(file, Optional.empty());
  }

  @Test
  void wholeJournal_isOk_withItsHead() {
    Verification result = verify();
    assertThat(result.ok()).isTrue();
    assertThat(result.entries()).isEqualTo(10);
    Verification.Chain chain = result.chains().get(0);
    assertThat(chain.terminal()).isEqualTo("till-01");
    assertThat(chain.headSeq()).isEqualTo(10);
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, "till-01", CLOCK)) {
      assertThat(chain.headHash()).isEqualTo(journal.headHash());
    }
  }

  @Test
  void journalWithoutEntries_isOk() {
    Path empty = dir.resolve("empty.db");
    Journals.write(empty, "till-01", 0);
    Verification result = JournalVerifier.verify(empty, Optional.of("till-01"));
    assertThat(result.ok()).isTrue();
    assertThat(result.chains()).hasSize(1);
  }

  @Test
  void besideAWriter_seesOneWholeSnapshot() {
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, "till-01", CLOCK)) {
      for (int i = 0; i < 20; i++) {
        journal.submit(List.of(draft(i), draft(i)));
        assertThat(verify().firstFault()).isEmpty();
        assertThat(JournalVerifier.verify(database, Optional.of("till-01")).ok()).isTrue();
      }
    }
    assertThat(verify().entries()).isEqualTo(50);
  }

  @Test
  void terminalThatIsNotThere_isAFault() {
    assertThat(JournalVerifier.verify(file, Optional.of("till-99")).firstFault())
        .map(JournalFault::what)
        .contains(What.UNKNOWN_TERMINAL);
  }

  @Test
  void twoTerminals_aFaultOfOneLeavesTheOtherWhole() {
    Journals.write(file, "till-02", 3);
    sql(file, "update journal set payload = '{}' where terminal = 'till-01' and seq = 2");
    Verification result = verify();
    assertThat(result.chains()).extracting(c -> c.fault().isEmpty()).containsExactly(false, true);
    assertThat(JournalVerifier.verify(file, Optional.of("till-02")).ok()).isTrue();
    assertThat(JournalVerifier.verify(file, Optional.of("till-01")).ok()).isFalse();
  }

  static Stream<Arguments> tamperings() {
    String zeros = "0".repeat(64);
    return Stream.of(
        tampering(What.CHANGED, 5, "update journal set payload = '{}' where seq = 5"),
        tampering(What.CHANGED, 5, "update journal set payload = payload || ' ' where seq = 5"),
        tampering(What.CHANGED, 10, "update journal set kind = 'sale.voided' where seq = 10"),
        tampering(
            What.CHANGED, 1, "update journal set at = '2010-12-01T08:26:00.124Z' where seq = 1"),
        tampering(What.CHANGED, 3, "update journal set at = 'yesterday' where seq = 3"),
        tampering(What.CHANGED, 3, "update journal set hash = '" + zeros + "' where seq = 3"),
        tampering(What.CHANGED, 3, "update journal set hash = upper(hash) where seq = 3"),
        tampering(What.UNLINKED, 3, "update journal set prev_hash = '" + zeros + "' where seq = 3"),
        tampering(What.CHANGED, 5, "update journal set epoch = 2 where seq = 5"),
        tampering(What.MISSING, 4, "update journal set epoch = 9 where seq = 4"),
        tampering(What.CHANGED, 8, "update journal set epoch = 1 where seq = 8"),
        tampering(What.CHANGED, 8, "update journal set epoch = 0 where seq = 8"),
        tampering(What.MISSING, 4, "update journal set terminal = 'till-02' where seq = 4"),
        tampering(What.MISSING, 6, "update journal set seq = 11 where seq = 6"),
        tampering(What.MALFORMED, 1, "update journal set seq = 0 where seq = 1"),
        tampering(What.MALFORMED, 5, "update journal set seq = -7 where seq = 5"),
        tampering(What.MALFORMED, 4, "update journal set seq = 'four' where seq = 4"),
        tampering(What.MALFORMED, 4, "update journal set seq = 4.5 where seq = 4"),
        tampering(What.MISSING, 1, "update journal set epoch = 'x' where epoch = 1"),
        tampering(What.MALFORMED, 2, "update journal set epoch = 99999999999 where seq >= 2"),
        tampering(
            What.MALFORMED, 5, "update journal set payload = cast(payload as blob) where seq = 5"),
        tampering(
            What.MALFORMED, 5, "update journal set payload = zeroblob(2000000) where seq = 5"),
        tampering(What.MALFORMED, 5, "update journal set kind = cast(kind as blob) where seq = 5"),
        tampering(What.MALFORMED, 5, "update journal set hash = x'00' where seq = 5"),
        tampering(What.MISSING, 1, "delete from journal where seq = 1"),
        tampering(What.MISSING, 7, "delete from journal where seq = 7"),
        tampering(What.CUT_OFF, 10, "delete from journal where seq = 10"),
        tampering(What.CUT_OFF, 1, "delete from journal"),
        tampering(
            What.EXTRA,
            4,
            "insert into journal select terminal, 2, seq, at, kind, payload, prev_hash, hash"
                + " from journal where seq = 4"),
        tampering(
            What.NOT_WRITTEN,
            10,
            "update journal_writer set seq = 9, hash = (select hash from journal where seq = 9)"),
        tampering(
            What.CHANGED,
            3,
            "update journal set payload = (select payload from journal where seq = 4) where seq ="
                + " 3"),
        tampering(
            What.UNLINKED,
            3,
            "update journal set seq = 100 where seq = 3",
            "update journal set seq = 3 where seq = 4",
            "update journal set seq = 4 where seq = 100"),
        tampering(What.WRITER_DIFFERS, 10, "update journal_writer set hash = '" + zeros + "'"),
        tampering(What.WRITER_DIFFERS, 10, "update journal_writer set epoch = 2"),
        tampering(What.WRITER_DIFFERS, 10, "update journal_writer set seq = 'ten'"),
        tampering(What.CUT_OFF, 11, "update journal_writer set seq = 11"),
        tampering(What.WRITER_DIFFERS, 10, "delete from journal_writer"),
        tampering(What.UNREADABLE, 0, "drop table journal_writer"),
        tampering(What.UNREADABLE, 0, "drop table journal"),
        tampering(What.UNREADABLE, 0, "alter table journal rename column hash to h"));
  }

  private static Arguments tampering(What what, long seq, String... statements) {
    return Arguments.of(what, seq, statements);
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void tampering_isFoundAndLocated(What what, long seq, String[] statements) {
    sql(file, statements);
    JournalFault fault = verify().firstFault().orElseThrow();
    assertThat(fault.what()).isEqualTo(what);
    assertThat(fault.seq()).isEqualTo(seq);
    assertThat(fault.message()).doesNotContain("caf\u00e9");
    assertThat(fault.message()).contains(seq > 0 ? "entry " + seq + " " : "journal of");
  }

  @Test
  void openingATamperedJournal_isRefused_namingTheEntry() {
    sql(file, "update journal set payload = '{}' where seq = 5");
    try (Database database = Database.sqlite(file)) {
      assertCode("journal.broken", () -> Journal.open(database, "till-01", CLOCK));
      assertThat(epoch(database)).isEqualTo(3);
    }
    sql(file, "delete from journal where seq > 8");
    try (Database database = Database.sqlite(file)) {
      assertCode("journal.broken", () -> Journal.open(database, "till-01", CLOCK));
    }
    sql(file, "delete from journal_writer");
    try (Database database = Database.sqlite(file)) {
      assertCode("journal.broken", () -> Journal.open(database, "till-01", CLOCK));
    }
  }

  private static long epoch(Database database) {
    return database.read(
        tx -> tx.first("select epoch from journal_writer", row -> row.number(1)).orElseThrow());
  }

  @Test
  void readingATamperedEntry_isRefused() {
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, "till-01", CLOCK)) {
      for (String bad :
          List.of(
              "update journal set payload = '{}' where seq = 5",
              "update journal set at = 'never' where seq = 5",
              "delete from journal where seq = 5")) {
        database.change(tx -> tx.update(bad));
        List<Long> seen = new ArrayList<>();
        assertCode("journal.broken", () -> journal.read(1, 10, e -> seen.add(e.seq())));
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
        assertCode("journal.broken", () -> journal.entry(5));
      }
      assertThat(journal.entry(6)).isPresent();
    }
  }

  /** Every bit of every byte of one stored entry, its record header included. */
  @Test
  void flippedBit_anywhereInAStoredEntry_isFound() throws IOException {
    byte[] good = Files.readAllBytes(file);
    String text = new String(good, StandardCharsets.ISO_8859_1);
    String payload =
        new String(
            "{\"sale\":3,\"note\":\"caf\u00e9\"}".getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1);
    int at = text.indexOf(payload, text.indexOf(payload) + 1); // epoch 3, position 8
    at = at < 0 ? text.indexOf(payload) : at;
    int first = text.lastIndexOf("till-01", at);
    int end = at + payload.length() + 128;
    int header = 10;
    int position = good[first + "till-01".length()] == 3 ? good[first + 8] : good[first + 7];
    for (int i = first - header; i < end; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) (1 << bit);
        Files.write(file, bad);
        Verification result = verify();
        String where = "byte " + (i - first) + " bit " + bit + ": " + result.firstFault();
        assertThat(result.ok()).as(where).isFalse();
        if (i >= first) {
          assertThat(result.firstFault().orElseThrow().seq()).as(where).isEqualTo(position);
        }
      }
    }
  }

  @Test
  void fileThatIsNoDatabase_isAResult() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
    assertThat(verify().firstFault()).map(JournalFault::what).contains(What.UNREADABLE);
    Files.write(file, new byte[5000]);
    assertThat(verify().ok()).isFalse();
    Files.write(file, new byte[0]);
    assertThat(verify().ok()).isFalse();
    Files.delete(file);
    assertCode("store.failed", this::verify);
  }

  @Test
  void damagedPage_isReportedAfterTheLastReadableEntry() throws IOException {
    Journals.write(file, "till-01", 300);
    byte[] good = Files.readAllBytes(file);
    int pages = good.length / 4096;
    int damaged = 0;
    for (int page = 1; page < pages; page++) {
      byte[] bad = good.clone();
      java.util.Arrays.fill(bad, page * 4096, page * 4096 + 4096, (byte) 0xa5);
      Files.write(file, bad);
      Optional<JournalFault> fault = verify().firstFault();
      damaged += fault.isPresent() ? 1 : 0;
    }
    // Pages of schema_version, follower and the free list carry nothing of the journal.
    assertThat(damaged).isGreaterThan(pages - 8).isGreaterThan(20);
    Files.write(file, java.util.Arrays.copyOf(good, good.length / 2));
    assertThat(verify().ok()).isFalse();
  }
}
