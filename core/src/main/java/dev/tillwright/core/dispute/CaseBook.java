package dev.tillwright.core.dispute;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The follower that knows where every case stands. */
public final class CaseBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "cases";

  /** At most so many cases in one list. */
  public static final int MAX_LIST = 200;

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "CREATE TABLE case_file (id TEXT PRIMARY KEY, kind TEXT NOT NULL,"
                  + " sale TEXT NOT NULL, reference TEXT NOT NULL, state TEXT NOT NULL,"
                  + " closed BIGINT NOT NULL, deadline BIGINT NOT NULL, opened_at TEXT NOT NULL,"
                  + " opened_seq BIGINT NOT NULL, intake TEXT NOT NULL)",
              "CREATE INDEX case_file_open ON case_file (closed, deadline, opened_seq)",
              "CREATE INDEX case_file_sale ON case_file (sale, opened_seq)",
              "CREATE INDEX case_file_reference ON case_file (reference)",
              "CREATE TABLE case_event (id TEXT NOT NULL, seq BIGINT NOT NULL,"
                  + " PRIMARY KEY (id, seq))"));

  private static final String COLUMNS =
      "SELECT id, intake, state, deadline, opened_at, opened_seq FROM case_file ";

  /** A follower that knows nothing yet. */
  public CaseBook() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    Optional<CaseEvent> read = CaseEntries.read(entry);
    if (read.isEmpty()) {
      return;
    }
    CaseEvent event = read.get();
    tx.insertIfAbsent("INSERT INTO case_event (id, seq) VALUES (?, ?)", event.id(), entry.seq());
    if (event instanceof CaseEvent.Opened it) {
      opened(entry, it, tx);
    } else if (event instanceof CaseEvent.Moved it) {
      tx.update(
          "UPDATE case_file SET state = ?, closed = ? WHERE id = ?",
          it.state().name(),
          it.state().closed(),
          it.id());
    } else if (event instanceof CaseEvent.Due it) {
      tx.update(
          "UPDATE case_file SET deadline = ? WHERE id = ?", it.deadline().toEpochMilli(), it.id());
    }
  }

  private static void opened(Entry entry, CaseEvent.Opened opened, Tx tx) {
    CaseIntake intake = opened.intake();
    tx.insertIfAbsent(
        "INSERT INTO case_file (id, kind, sale, reference, state, closed, deadline, opened_at,"
            + " opened_seq, intake) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)",
        opened.id(),
        intake.kind().name(),
        intake.sale().toString(),
        intake.reference(),
        CaseState.NEW.name(),
        intake.deadline().toEpochMilli(),
        entry.at().toString(),
        entry.seq(),
        entry.payload());
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM case_file");
    tx.update("DELETE FROM case_event");
  }

  /** One case. */
  public static Optional<CaseFile> find(String id, Tx tx) {
    return tx.first(COLUMNS + "WHERE id = ?", CaseBook::file, id);
  }

  /** The case of a kind with a reference of the scheme or the customer. */
  public static Optional<CaseFile> find(CaseKind kind, String reference, Tx tx) {
    return tx.first(
        COLUMNS + "WHERE reference = ? AND kind = ? ORDER BY opened_seq LIMIT 1",
        CaseBook::file,
        reference,
        kind.name());
  }

  /** The cases about a sale, oldest first; at most {@value #MAX_LIST}. */
  public static List<CaseFile> ofSale(SaleId sale, Tx tx) {
    return tx.list(
        COLUMNS + "WHERE sale = ? ORDER BY opened_seq LIMIT ?",
        CaseBook::file,
        sale.toString(),
        MAX_LIST);
  }

  /** The cases that are not closed and due before a time, the most urgent first. */
  public static List<CaseFile> dueBefore(Instant end, Tx tx) {
    return tx.list(
        COLUMNS + "WHERE closed = 0 AND deadline < ? ORDER BY deadline, opened_seq LIMIT ?",
        CaseBook::file,
        end.toEpochMilli(),
        MAX_LIST);
  }

  /**
   * A case that is not closed.
   *
   * @param openedSeq where it was taken in
   */
  public record Open(String id, SaleId sale, long openedSeq) {}

  /** The cases that are not closed, oldest first. */
  public static List<Open> open(Tx tx) {
    return tx.list(
        "SELECT id, sale, opened_seq FROM case_file WHERE closed = 0 ORDER BY opened_seq",
        row -> new Open(row.text(1), SaleId.parse(row.text(2)), row.number(3)));
  }

  /** Where the entries of a case stand, in order; at most {@code limit}. */
  static List<Long> entries(String id, int limit, Tx tx) {
    return tx.list(
        "SELECT seq FROM case_event WHERE id = ? ORDER BY seq LIMIT ?",
        row -> row.number(1),
        id,
        limit);
  }

  private static CaseFile file(Tx.Row row) {
    return new CaseFile(
        row.text(1),
        CaseEntries.intake(JsonIn.parse(row.text(2))),
        CaseState.valueOf(row.text(3)),
        Instant.ofEpochMilli(row.number(4)),
        Instant.parse(row.text(5)),
        row.number(6));
  }
}
