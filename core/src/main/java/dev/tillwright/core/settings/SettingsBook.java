package dev.tillwright.core.settings;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/** The follower that tells what was in force at any position of a journal. */
public final class SettingsBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "settings";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table setting (terminal text not null, area text not null,"
                  + " seq bigint not null, payload text not null,"
                  + " primary key (terminal, area, seq))"));

  private static final String COLUMNS = "select seq, payload from setting s where terminal = ?";

  /** A follower that knows nothing yet. */
  public SettingsBook() {}

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
    if (!entry.kind().equals(SettingsEntries.KIND)) {
      return;
    }
    String area;
    try {
      area = SettingsEntries.read(entry).settings().area();
    } catch (JsonException foreign) {
      // Written by other hands; nothing is in force by it.
      return;
    }
    tx.insertIfAbsent(
        "insert into setting (terminal, area, seq, payload) values (?, ?, ?, ?)",
        entry.terminal(),
        area,
        entry.seq(),
        entry.payload());
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from setting");
  }

  /** What was in force when an entry was written, in the order of the areas. */
  public static List<InForce> at(String terminal, long seq, Tx tx) {
    return tx.list(
        COLUMNS
            + " and seq = (select max(b.seq) from setting b where b.terminal = s.terminal"
            + " and b.area = s.area and b.seq <= ?) order by area",
        SettingsBook::read,
        terminal,
        seq);
  }

  /** The same of one area; none when nothing was ever said of it. */
  public static Optional<InForce> at(String terminal, String area, long seq, Tx tx) {
    return tx.first(
        COLUMNS + " and area = ? and seq <= ? order by seq desc limit 1",
        SettingsBook::read,
        terminal,
        area,
        seq);
  }

  /** All that an area was set to, oldest first, behind a position; at most {@code limit}. */
  public static List<InForce> history(String terminal, String area, long after, int limit, Tx tx) {
    return tx.list(
        COLUMNS + " and area = ? and seq > ? order by seq limit ?",
        SettingsBook::read,
        terminal,
        area,
        after,
        limit);
  }

  private static InForce read(Tx.Row row) {
    return SettingsEntries.read(row.number(1), row.text(2));
  }
}
