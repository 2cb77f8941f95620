package dev.tillwright.loyalty.guard;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * Watches the journal: judges each sale and return by the signals that were adopted, and keeps the
 * cases. It moves no points; {@link GuardDesk} does, by entries.
 *
 * <p><b>Guarantees.</b> A pure fold, as {@link Follower} says. A sale is judged once, by its id,
 * however often its entry comes. No signal is silent: each that shows is in a case.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class GuardFollower implements Follower {
  /** The follower's name. */
  public static final String NAME = "guard";

  /** A follower; all of its state is in the journal's database. */
  public GuardFollower() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return GuardTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(CompletedSale.KIND)) {
      new Watch(entry, tx).completed(CompletedSale.read(entry));
      return;
    }
    GuardEntries.read(entry).ifPresent(own -> apply(own, entry, tx));
  }

  private static void apply(GuardEntries own, Entry entry, Tx tx) {
    if (own instanceof GuardEntries.Adopted adopted) {
      tx.update("delete from guard_rules");
      tx.update("insert into guard_rules (id, json) values (1, ?)", adopted.json());
    } else if (own instanceof GuardEntries.Staff staff) {
      String sql =
          staff.own()
              ? "insert into guard_staff (operator, member) values (?,?)"
              : "delete from guard_staff where operator = ? and member = ?";
      if (staff.own()) {
        tx.insertIfAbsent(sql, staff.operator(), staff.member());
      } else {
        tx.update(sql, staff.operator(), staff.member());
      }
    } else if (own instanceof GuardEntries.Changed changed) {
      new Watch(entry, tx).seen(Activity.change(changed.member(), entry.at()), "");
    } else if (own instanceof GuardEntries.Held held) {
      tx.update(
          "update guard_case set state = 'HELD', held_by = ?, held = ?"
              + " where id = ? and state in ('OPEN', 'HELD')",
          held.key(),
          held.points(),
          held.id());
    } else if (own instanceof GuardEntries.Decided decided) {
      tx.update(
          "update guard_case set state = ?, decided_by = ?, reason = ?"
              + " where id = ? and state in ('OPEN', 'HELD')",
          decided.decision().name(),
          decided.operator(),
          decided.reason(),
          decided.id());
    }
  }

  @Override
  public void reset(Tx tx) {
    GuardTables.NAMES.forEach(table -> tx.update("delete from " + table));
  }
}
