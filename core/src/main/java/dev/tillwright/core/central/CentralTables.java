package dev.tillwright.core.central;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the central store's tables. Each begins its key with the terminal, so that a
 * distributed database can keep a terminal's rows together.
 */
final class CentralTables {
  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table central_aside (terminal text not null, epoch integer not null,"
                  + " seq bigint not null, at text not null, kind text not null,"
                  + " payload text not null, prev_hash text not null, hash text not null,"
                  + " reason text not null, primary key (terminal, seq, epoch, hash))",
              "create table central_role (role_name text not null primary key,"
                  + " terminal text not null)"),
          Migration.of(
              2,
              "create table central_aside_seen (terminal text not null, seen bigint not null,"
                  + " primary key (terminal))"));

  static final String MARK =
      "select epoch, seq, hash from journal where terminal = ? order by seq desc limit 1";
  static final String AT =
      "select " + JournalCopy.COLUMNS + " from journal where terminal = ? and seq = ?";
  static final String HASH = "select hash from journal where terminal = ? and seq = ?";
  static final String HASHES =
      "select seq, hash from journal where terminal = ? and seq between ? and ? order by seq";
  static final String NEXT_TERMINAL =
      "select terminal from journal where terminal > ? order by terminal limit 1";
  static final String ASIDES =
      "select "
          + JournalCopy.COLUMNS
          + ", reason from central_aside where terminal = ? and (seq, epoch, hash) > (?, ?, ?)"
          + " order by seq, epoch, hash limit ?";
  static final String ASIDE_COUNT = "select count(*) from central_aside where terminal = ?";

  private static final String ALL_ASIDE =
      "insert into central_aside ("
          + JournalCopy.COLUMNS
          + ", reason) select "
          + JournalCopy.COLUMNS
          + ", ? from journal where terminal = ? and seq > ? on conflict do nothing";
  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?)";
  private static final int MOST_ROWS = 64;

  private CentralTables() {}

  /** So many of a terminal's entries that are set aside somebody has looked at. */
  static long seen(Tx tx, String terminal) {
    return tx.first(
            "select seen from central_aside_seen where terminal = ?",
            row -> row.number(1),
            terminal)
        .orElse(0L);
  }

  static long allSeen(Tx tx, String terminal) {
    long all = tx.first(ASIDE_COUNT, row -> row.number(1), terminal).orElse(0L);
    tx.update(
        "insert into central_aside_seen (terminal, seen) values (?, ?)"
            + " on conflict (terminal) do update set seen = excluded.seen",
        terminal,
        all);
    return all;
  }

  static Head mark(Tx tx, String terminal) {
    return tx.first(
            MARK,
            row -> new Head(Math.toIntExact(row.number(1)), row.number(2), row.text(3)),
            terminal)
        .orElse(Head.NONE);
  }

  static Optional<String> hash(Tx tx, String terminal, long seq) {
    return tx.first(HASH, row -> row.text(1), terminal, seq);
  }

  /** Several rows a statement: over a slow line the number of round trips is what counts. */
  static int insert(Tx tx, List<Entry> entries) {
    int inserted = 0;
    for (int from = 0; from < entries.size(); ) {
      // Powers of two only, so that few statements are prepared.
      int rows = Math.min(MOST_ROWS, Integer.highestOneBit(entries.size() - from));
      List<@Nullable Object> values = new ArrayList<>();
      entries
          .subList(from, from + rows)
          .forEach(entry -> values.addAll(Arrays.asList(JournalCopy.values(entry))));
      inserted += tx.update(insert(rows), values.toArray());
      from += rows;
    }
    return inserted;
  }

  static String insert(int rows) {
    return "insert into journal ("
        + JournalCopy.COLUMNS
        + ") values "
        + String.join(", ", Collections.nCopies(rows, ROW))
        + " on conflict do nothing";
  }

  static boolean setAside(Tx tx, Entry entry, Fork.What what) {
    List<@Nullable Object> values = new ArrayList<>(Arrays.asList(JournalCopy.values(entry)));
    values.add(what.name());
    return tx.insertIfAbsent(
        "insert into central_aside ("
            + JournalCopy.COLUMNS
            + ", reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values.toArray());
  }

  /** Takes all behind a position out of a journal, and keeps it beside. */
  static int moveAside(Tx tx, String terminal, long seq, Fork.What what) {
    tx.update(ALL_ASIDE, what.name(), terminal, seq);
    return tx.update("delete from journal where terminal = ? and seq > ?", terminal, seq);
  }
}
