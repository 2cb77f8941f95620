package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What a member had at an instant: the postings up to it, and what was due by then whether or not a
 * run had posted it: holds that lapsed, points that became free or ended.
 */
final class AsOf {
  private final Tx tx;
  private final Owner owner;
  private final Instant at;
  private final Map<Account, Long> accounts = new EnumMap<>(Account.class);
  private final Map<String, Map<Account, Long>> lots = new HashMap<>();
  private final Map<String, Map<String, Long>> holds = new HashMap<>();

  AsOf(Tx tx, Owner owner, Instant at) {
    this.tx = tx;
    this.owner = owner;
    this.at = at;
  }

  Balance balance() {
    return posted() ? LedgerQueries.posted(tx, owner) : folded();
  }

  /** The same from postings, lots and holds alone, for who may read no accounts. */
  Balance folded() {
    tx.each(
        "select lot, hold, from_account, to_account, points, kind from ledger_posting"
            + " where member = ? and program = ? and at_ms <= ?",
        this::add,
        owner.member(),
        owner.program(),
        at.toEpochMilli());
    lapse();
    tx.each(
        "select lot, available_ms, expires_ms from ledger_lot where member = ? and program = ?",
        row -> age(row.text(1), row.number(2), row.number(3)),
        owner.member(),
        owner.program());
    return new Balance(accounts);
  }

  /** Whether what is posted is what there was: nothing came later, and nothing is due. */
  private boolean posted() {
    long ms = at.toEpochMilli();
    return tx.first(
            "select 1 where exists (select 1 from ledger_posting where member = ? and program = ?"
                + " and at_ms > ?) or exists (select 1 from ledger_hold where member = ?"
                + " and program = ? and state = 'HELD' and until_ms <= ?) or exists (select 1 from"
                + " ledger_lot where member = ? and program = ? and remaining > 0"
                + " and (expires_ms <= ? or matured = 0 and available_ms <= ?))",
            row -> true,
            owner.member(),
            owner.program(),
            ms,
            owner.member(),
            owner.program(),
            ms,
            owner.member(),
            owner.program(),
            ms,
            ms)
        .isEmpty();
  }

  private void add(Tx.Row row) {
    String lot = row.text(1);
    String hold = row.text(2);
    Account from = Account.valueOf(row.text(3));
    Account to = Account.valueOf(row.text(4));
    long points = row.number(5);
    leave(lot, from, points);
    // What settles a debt is in no lot any more.
    arrive(row.text(6).equals(Posting.Kind.SETTLE.name()) ? "" : lot, to, points);
    if (from == Account.HELD) {
      holds.computeIfAbsent(hold, key -> new HashMap<>()).merge(lot, -points, Long::sum);
    } else if (to == Account.HELD) {
      holds.computeIfAbsent(hold, key -> new HashMap<>()).merge(lot, points, Long::sum);
    }
  }

  private void move(String lot, Account from, Account to, long points) {
    leave(lot, from, points);
    arrive(lot, to, points);
  }

  private void leave(String lot, Account from, long points) {
    arrive(lot, from, -points);
  }

  private void arrive(String lot, Account to, long points) {
    accounts.merge(to, points, Math::addExact);
    lots.computeIfAbsent(lot, key -> new EnumMap<>(Account.class))
        .merge(to, points, Math::addExact);
  }

  private void lapse() {
    tx.each(
        "select hold from ledger_hold where member = ? and program = ? and until_ms <= ?",
        row ->
            holds
                .getOrDefault(row.text(1), Map.of())
                .forEach((lot, points) -> move(lot, Account.HELD, Account.AVAILABLE, points)),
        owner.member(),
        owner.program(),
        at.toEpochMilli());
  }

  private void age(String lot, long available, long expires) {
    Map<Account, Long> of = lots.getOrDefault(lot, Map.of());
    if (available <= at.toEpochMilli()) {
      move(lot, Account.PENDING, Account.AVAILABLE, of.getOrDefault(Account.PENDING, 0L));
    }
    if (expires <= at.toEpochMilli()) {
      move(lot, Account.PENDING, Account.EXPIRED, of.getOrDefault(Account.PENDING, 0L));
      move(lot, Account.AVAILABLE, Account.EXPIRED, of.getOrDefault(Account.AVAILABLE, 0L));
    }
  }
}
