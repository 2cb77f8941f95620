package dev.tillwright.core.journal;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * Which entries lie in archive files, and how far their contents are out of the journal. Made with
 * the first archive: books without one stay what an older program opens.
 */
final class ArchiveTables {
  private static final String COMPONENT = "journal.archive";

  private ArchiveTables() {}

  /**
   * One archive.
   *
   * @param begun where the journal ended when it was noted: its entry stands behind
   * @param told the entry that tells of it; 0 when that may be missing
   * @param pruned up to where contents are out of the journal
   * @param gone where the journal ended when its deletion was noted; 0 when it is not deleted
   */
  record Row(Archived range, long begun, long told, long pruned, long gone) {
    boolean finished() {
      return told > 0 && pruned >= range.last();
    }
  }

  static boolean there(Database database) {
    return database.versions().containsKey(COMPONENT);
  }

  static void migrate(Database database) {
    database.migrate(
        COMPONENT,
        List.of(
            Migration.of(
                1,
                "create table journal_archive (terminal text not null, from_seq bigint not null,"
                    + " to_seq bigint not null, payload text not null, begun bigint not null,"
                    + " told bigint not null, pruned bigint not null, gone bigint not null,"
                    + " primary key (terminal, from_seq))")));
  }

  static List<Row> all(Tx tx, String terminal) {
    return tx.list(
        "select payload, begun, told, pruned, gone from journal_archive where terminal = ?"
            + " order by from_seq",
        row ->
            new Row(
                Archived.parse(row.text(1), row.number(5) > 0),
                row.number(2),
                row.number(3),
                row.number(4),
                row.number(5)),
        terminal);
  }

  static void begin(Tx tx, String terminal, Archived range, long head) {
    tx.update(
        "insert into journal_archive (terminal, from_seq, to_seq, payload, begun, told, pruned,"
            + " gone) values (?, ?, ?, ?, ?, 0, ?, 0)",
        terminal,
        range.first(),
        range.last(),
        range.told().payload(),
        head,
        range.first() - 1);
  }

  static void told(Tx tx, String terminal, Archived range, long seq) {
    set(tx, "told", terminal, range, seq);
  }

  static void pruned(Tx tx, String terminal, Archived range, long seq) {
    set(tx, "pruned", terminal, range, seq);
  }

  static void gone(Tx tx, String terminal, Archived range, long head) {
    set(tx, "gone", terminal, range, head);
  }

  private static void set(Tx tx, String column, String terminal, Archived range, long value) {
    tx.update(
        "update journal_archive set " + column + " = ? where terminal = ? and from_seq = ?",
        value,
        terminal,
        range.first());
  }
}
