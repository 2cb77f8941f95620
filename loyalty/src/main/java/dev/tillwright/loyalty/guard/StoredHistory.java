package dev.tillwright.loyalty.guard;

import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The history that the follower keeps. */
final class StoredHistory implements History {
  static final String COLUMNS = "kind, member, at_ms, terminal, operator, minor, points, sale";

  private final Tx tx;

  StoredHistory(Tx tx) {
    this.tx = tx;
  }

  static Activity activity(Tx.Row row) {
    return new Activity(
        Activity.Kind.valueOf(row.text(1)),
        row.text(2),
        Instant.ofEpochMilli(row.number(3)),
        row.text(4),
        row.text(5),
        row.number(6),
        row.number(7),
        row.text(8));
  }

  @Override
  public List<Activity> between(String member, Instant after, Instant until) {
    List<Activity> newest =
        new ArrayList<>(
            tx.list(
                "select "
                    + COLUMNS
                    + " from guard_activity where member = ? and at_ms > ? and at_ms <= ?"
                    + " order by at_ms desc, terminal desc, seq desc, part desc limit "
                    + MOST,
                StoredHistory::activity,
                member,
                after.toEpochMilli(),
                until.toEpochMilli()));
    Collections.reverse(newest);
    return newest;
  }

  @Override
  public boolean own(String operator, String member) {
    return tx.first(
            "select 1 from guard_staff where operator = ? and member = ?",
            row -> true,
            operator,
            member)
        .isPresent();
  }

  /** Who earned by a sale. */
  Optional<String> buyer(String sale) {
    return tx.first(
        "select member from guard_activity where sale = ? and kind = 'ACCRUAL'",
        row -> row.text(1),
        sale);
  }
}
