package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * Writes the rows of visits. Each carries the sums of its member up to and with it, so that what
 * was in any window is the difference of two rows, found by the key. Entries of several terminals
 * may come in any order: what is inserted before others moves them.
 */
final class Visits {
  private static final String LATER =
      " where currency = ? and member = ? and at_ms >= ? and (at_ms > ? or (terminal > ?"
          + " or (terminal = ? and (seq > ? or (seq = ? and part > ?)))))";

  private final Tx tx;

  Visits(Tx tx) {
    this.tx = tx;
  }

  /** Where a visit stands among those of its member. */
  record Place(String currency, String member, long at, String terminal, long seq, int part) {}

  private record Sums(long purchases, long spent) {}

  /**
   * @param named whom the entry names: the same member, or one that was merged into him
   */
  void add(Place place, String named, boolean bought, long minor, String sale) {
    Sums before = before(place);
    long one = bought ? 1 : 0;
    tx.update(
        "insert into segment_visit (currency, member, at_ms, terminal, seq, part, bought, minor,"
            + " sale, named, purchases, spent) values (?,?,?,?,?,?,?,?,?,?,?,?)",
        place.currency(),
        place.member(),
        place.at(),
        place.terminal(),
        place.seq(),
        place.part(),
        one,
        minor,
        sale,
        named,
        before.purchases() + one,
        Math.addExact(before.spent(), minor));
    later(place, one, minor);
    tx.insertIfAbsent(
        "insert into segment_member (currency, member) values (?,?)",
        place.currency(),
        place.member());
  }

  /** Takes the visits of a voided sale out, as if they had not been. */
  void remove(String sale) {
    for (Removed each :
        tx.list(
            "select currency, member, at_ms, terminal, seq, part, bought, minor"
                + " from segment_visit where sale = ?",
            Visits::removed,
            sale)) {
      Place place = each.place();
      tx.update(
          "delete from segment_goods where member = ? and at_ms = ? and terminal = ? and seq = ?",
          place.member(),
          place.at(),
          place.terminal(),
          place.seq());
      take(place, each.bought() == 1, each.minor());
    }
  }

  /** Takes one visit out. */
  void take(Place place, boolean bought, long minor) {
    tx.update(
        "delete from segment_visit where currency = ? and member = ? and at_ms = ?"
            + " and terminal = ? and seq = ? and part = ?",
        place.currency(),
        place.member(),
        place.at(),
        place.terminal(),
        place.seq(),
        place.part());
    later(place, bought ? -1 : 0, -minor);
  }

  private record Removed(Place place, long bought, long minor) {}

  private static Removed removed(Tx.Row row) {
    return new Removed(
        new Place(
            row.text(1),
            row.text(2),
            row.number(3),
            row.text(4),
            row.number(5),
            (int) row.number(6)),
        row.number(7),
        row.number(8));
  }

  private void later(Place from, long purchases, long minor) {
    tx.update(
        "update segment_visit set purchases = purchases + ?, spent = spent + ?" + LATER,
        purchases,
        minor,
        from.currency(),
        from.member(),
        from.at(),
        from.at(),
        from.terminal(),
        from.terminal(),
        from.seq(),
        from.seq(),
        from.part());
  }

  private Sums before(Place place) {
    List<Sums> found =
        tx.list(
            "select purchases, spent from segment_visit where currency = ? and member = ?"
                + " and at_ms <= ? and not (at_ms = ? and (terminal > ?"
                + " or (terminal = ? and (seq > ? or (seq = ? and part > ?)))))"
                + " order by at_ms desc, terminal desc, seq desc, part desc limit 1",
            row -> new Sums(row.number(1), row.number(2)),
            place.currency(),
            place.member(),
            place.at(),
            place.at(),
            place.terminal(),
            place.terminal(),
            place.seq(),
            place.seq(),
            place.part());
    return found.isEmpty() ? new Sums(0, 0) : found.get(0);
  }
}
