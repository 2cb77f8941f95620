package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.function.Consumer;

/** What all members of a program may spend at an instant, in one pass over the open lots. */
final class Snapshot {
  private final Tx tx;
  private final String program;
  private final Instant at;

  Snapshot(Tx tx, String program, Instant at) {
    this.tx = tx;
    this.program = program;
    this.at = at;
  }

  void each(Consumer<Spendable> members) {
    long ms = at.toEpochMilli();
    tx.each(
        "select m.member, coalesce((select sum(l.remaining) from ledger_lot l"
            + " where l.member = m.member and l.program = m.program and l.remaining > 0"
            + " and l.available_ms <= ? and l.expires_ms > ?), 0)"
            + " + coalesce((select sum(p.points) from ledger_hold h"
            + " join ledger_hold_lot p on p.hold = h.hold join ledger_lot l on l.lot = p.lot"
            + " where h.member = m.member and h.program = m.program and h.state = 'HELD'"
            + " and h.until_ms <= ? and l.expires_ms > ?), 0) - m.debt as points"
            + " from ledger_member m where m.program = ? order by m.member",
        row -> {
          if (row.number(2) > 0) {
            members.accept(new Spendable(row.text(1), row.number(2)));
          }
        },
        ms,
        ms,
        ms,
        ms,
        program);
  }
}
