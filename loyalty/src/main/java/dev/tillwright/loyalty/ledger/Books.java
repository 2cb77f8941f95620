package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.program.TermSheet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the postings and conflicts of one entry, and moves the accounts with them: all at its end,
 * and only when nobody else moved them meanwhile.
 */
final class Books {
  private final Entry entry;
  private final Tx tx;
  private final Map<Owner, Member> members = new LinkedHashMap<>();
  private final Map<String, TermSheet> sheets = new HashMap<>();
  private int postings;
  private int conflicts;
  private int lots;
  private int qualified;

  Books(Entry entry, Tx tx) {
    this.entry = entry;
    this.tx = tx;
  }

  Entry entry() {
    return entry;
  }

  Instant at() {
    return entry.at();
  }

  Tx tx() {
    return tx;
  }

  /** The accounts of one member as this entry moves them. */
  private static final class Member {
    final long version;
    final Map<Account, Long> moved = new EnumMap<>(Account.class);
    long debt;

    Member(long version, long debt) {
      this.version = version;
      this.debt = debt;
    }
  }

  private Member member(Owner owner) {
    return members.computeIfAbsent(
        owner,
        key -> {
          String found = "select version, debt from ledger_member where program = ? and member = ?";
          return tx.first(
                  found,
                  row -> new Member(row.number(1), row.number(2)),
                  owner.program(),
                  owner.member())
              .orElseGet(
                  () -> {
                    tx.update(
                        "insert into ledger_member (program, member, version, debt)"
                            + " values (?,?,0,0)",
                        owner.program(),
                        owner.member());
                    return new Member(0, 0);
                  });
        });
  }

  /** The newest sheet of the member's program. */
  TermSheet sheet(Owner owner) {
    return sheets.computeIfAbsent(owner.program(), program -> TermsBook.of(tx, program));
  }

  /** Points that were taken though there were none; no lot has them. */
  long debt(Owner owner) {
    return member(owner).debt;
  }

  void owe(Owner owner, long more) {
    Member member = member(owner);
    member.debt = Math.addExact(member.debt, more);
  }

  /** Moves points; none for zero. */
  void post(Posting.Kind kind, Owner owner, Account from, Account to, long points, Ref ref) {
    if (points < 0) {
      throw new IllegalArgumentException("a posting is not negative");
    }
    if (points == 0) {
      return;
    }
    ZoneId zone = sheet(owner).zone();
    String sale = ref.cause().startsWith(Causes.SALE) ? ref.cause().substring(5) : "";
    tx.update(
        "insert into ledger_posting (terminal, seq, part, at_ms, day, kind, program, member,"
            + " from_account, to_account, points, cause, sale, line, hold, lot)"
            + " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        postings++,
        entry.at().toEpochMilli(),
        entry.at().atZone(zone).toLocalDate().toString(),
        kind.name(),
        owner.program(),
        owner.member(),
        from.name(),
        to.name(),
        points,
        ref.cause(),
        sale,
        ref.line(),
        ref.hold(),
        ref.lot());
    Map<Account, Long> moved = member(owner).moved;
    moved.merge(from, -points, Math::addExact);
    moved.merge(to, points, Math::addExact);
  }

  /** An id for a lot that this entry makes. */
  String nextLot() {
    return entry.terminal() + "/" + entry.seq() + "/" + ++lots;
  }

  /** What counts for tiers, from when it counts on. */
  void qualify(Owner owner, Instant counts, String cause, Counts amounts) {
    if (amounts.nothing()) {
      return;
    }
    tx.update(
        "insert into ledger_qualify (terminal, seq, part, program, member, counts_ms, at_ms,"
            + " cause, spend, points, visits) values (?,?,?,?,?,?,?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        qualified++,
        owner.program(),
        owner.member(),
        counts.toEpochMilli(),
        entry.at().toEpochMilli(),
        cause,
        amounts.spendMinor(),
        amounts.points(),
        amounts.visits());
  }

  /** Notes what could not be followed. */
  void conflict(String subject, String what) {
    tx.update(
        "insert into ledger_conflict (terminal, seq, part, subject, what) values (?,?,?,?,?)",
        entry.terminal(),
        entry.seq(),
        conflicts++,
        subject,
        what);
  }

  /** Moves the accounts, each member's only from the version that was read. */
  void close() {
    Lots lots = new Lots(this);
    for (Owner owner : members.keySet().toArray(Owner[]::new)) {
      lots.settle(owner);
    }
    members.forEach(this::close);
  }

  private void close(Owner owner, Member member) {
    member.moved.forEach((account, points) -> move(owner, account, points));
    int written =
        tx.update(
            "update ledger_member set version = ?, debt = ?"
                + " where program = ? and member = ? and version = ?",
            member.version + 1,
            member.debt,
            owner.program(),
            owner.member(),
            member.version);
    if (written != 1) {
      throw new TillwrightException(
          "points.raced", true, "the account was moved by another writer meanwhile");
    }
  }

  private void move(Owner owner, Account account, long points) {
    if (points == 0) {
      return;
    }
    int moved =
        tx.update(
            "update ledger_account set points = points + ?"
                + " where program = ? and member = ? and account = ?",
            points,
            owner.program(),
            owner.member(),
            account.name());
    if (moved == 0) {
      tx.update(
          "insert into ledger_account (program, member, account, points) values (?,?,?,?)",
          owner.program(),
          owner.member(),
          account.name(),
          points);
    }
  }
}
