package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.store.Tx;

/** Writes the postings and conflicts of one entry, and moves the accounts with them. */
final class Books {
  private final Entry entry;
  private final Tx tx;
  private int postings;
  private int conflicts;

  Books(Entry entry, Tx tx) {
    this.entry = entry;
    this.tx = tx;
  }

  Entry entry() {
    return entry;
  }

  Tx tx() {
    return tx;
  }

  /** Moves points; none for zero. */
  void post(Posting.Kind kind, String member, long points, String sale, int line, String hold) {
    if (points < 0) {
      throw new IllegalArgumentException("a posting is not negative");
    }
    if (points == 0) {
      return;
    }
    tx.update(
        "insert into points_posting (terminal, seq, part, at_ms, kind, member, from_account,"
            + " to_account, points, sale, line, hold) values (?,?,?,?,?,?,?,?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        postings++,
        entry.at().toEpochMilli(),
        kind.name(),
        member,
        kind.from().name(),
        kind.to().name(),
        points,
        sale,
        line,
        hold);
    move(member, kind.from(), -points);
    move(member, kind.to(), points);
  }

  private void move(String member, Account account, long points) {
    int moved =
        tx.update(
            "update points_account set points = points + ? where member = ? and account = ?",
            points,
            member,
            account.name());
    if (moved == 0) {
      tx.update(
          "insert into points_account (member, account, points) values (?,?,?)",
          member,
          account.name(),
          points);
    }
  }

  long balance(String member, Account account) {
    return tx.first(
            "select points from points_account where member = ? and account = ?",
            row -> row.number(1),
            member,
            account.name())
        .orElse(0L);
  }

  /** Notes what could not be followed. */
  void conflict(String subject, String what) {
    tx.update(
        "insert into points_conflict (terminal, seq, part, subject, what) values (?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        conflicts++,
        subject,
        what);
  }
}
