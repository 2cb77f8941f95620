package dev.tillwright.loyalty.insight.recommend;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.store.Tx;
import java.util.List;

/** The newest items of each member. */
final class Recent {
  /** So many are kept of a member. */
  static final int MOST = 30;

  private final Tx tx;

  Recent(Tx tx) {
    this.tx = tx;
  }

  void add(Entry entry, String member, List<Item> items) {
    long at = entry.at().toEpochMilli();
    for (int i = 0; i < items.size(); i++) {
      tx.update(
          "insert into pair_recent (member, code, at_ms, terminal, seq, line)"
              + " values (?,?,?,?,?,?) on conflict (member, code) do update set"
              + " at_ms = excluded.at_ms, terminal = excluded.terminal, seq = excluded.seq,"
              + " line = excluded.line where excluded.at_ms > pair_recent.at_ms"
              + " or (excluded.at_ms = pair_recent.at_ms and"
              + " (excluded.terminal > pair_recent.terminal or"
              + " (excluded.terminal = pair_recent.terminal and excluded.seq > pair_recent.seq)))",
          member,
          items.get(i).code(),
          at,
          entry.terminal(),
          entry.seq(),
          i);
    }
    tx.update(
        "delete from pair_recent where member = ? and code in (select code from pair_recent"
            + " where member = ? order by at_ms desc, terminal desc, seq desc, line"
            + " limit 1000 offset "
            + MOST
            + ")",
        member,
        member);
  }

  /** Newest first. */
  List<String> of(String member) {
    return tx.list(
        "select code from pair_recent where member = ?"
            + " order by at_ms desc, terminal desc, seq desc, line",
        row -> row.text(1),
        member);
  }
}
