package dev.tillwright.core.journal;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/** The tables of journals and their followers' positions. */
final class JournalTables {

  private JournalTables() {}

  static void migrate(Database database) {
    database.migrate(
        "journal",
        List.of(
            Migration.of(
                1,
                "create table journal (terminal text not null, epoch integer not null,"
                    + " seq bigint not null, at text not null, kind text not null,"
                    + " payload text not null, prev_hash text not null, hash text not null,"
                    + " primary key (terminal, epoch, seq))"
                    + database.dialect().keyOrdered(),
                "create table journal_writer (terminal text not null, epoch integer not null,"
                    + " seq bigint not null, hash text not null, primary key (terminal))",
                "create table follower (name text not null, terminal text not null,"
                    + " seq bigint not null, primary key (name, terminal))")));
  }

  static Optional<Head> writer(Tx tx, String terminal) {
    return tx.first(
        "select epoch, seq, hash from journal_writer where terminal = ?",
        row -> new Head(Math.toIntExact(row.number(1)), row.number(2), row.text(3)),
        terminal);
  }

  /** Moves the writer's row, unless someone else moved it: then nothing changes. */
  static boolean moveWriter(Tx tx, String terminal, Head from, Head to) {
    return tx.update(
            "update journal_writer set epoch = ?, seq = ?, hash = ?"
                + " where terminal = ? and epoch = ? and seq = ? and hash = ?",
            to.epoch(),
            to.seq(),
            to.hash(),
            terminal,
            from.epoch(),
            from.seq(),
            from.hash())
        == 1;
  }

  /**
   * The writer's row after every commit under way: touching it waits for the row's lock, which a
   * commit whose answer was lost may still hold.
   */
  static Optional<Head> settledWriter(Tx tx, String terminal) {
    tx.update("update journal_writer set seq = seq where terminal = ?", terminal);
    return writer(tx, terminal);
  }

  static void insert(Tx tx, Entry entry) {
    tx.update(
        "insert into journal (terminal, epoch, seq, at, kind, payload, prev_hash, hash)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        entry.terminal(),
        entry.epoch(),
        entry.seq(),
        EntryTime.text(entry.at()),
        entry.kind(),
        entry.payload(),
        entry.prevHash(),
        entry.hash());
  }
}
