package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.TermSheet;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the ledger. It says what the follower has read so far; wait for the follower first where
 * the newest entry matters. Where no program is named, the house's own is meant: the one that was
 * adopted last. Any number of threads at once.
 */
public final class LedgerQueries {
  private static final int MOST = 10_000;

  private final Database database;

  /** Reads the ledger that is in this database. */
  public LedgerQueries(Database database) {
    this.database = database;
  }

  /** The house's own program; empty before any is known. */
  public String program() {
    return database.read(TermsBook::house);
  }

  /** The newest terms of a program that were adopted. */
  public Optional<TermSheet> terms(String program) {
    return database.read(tx -> TermsBook.ofProgram(tx, program));
  }

  /** Whether the terms that hold are those of a program as it stands. */
  boolean holdsTermsOf(Program program) {
    return database.read(tx -> TermsBook.holds(tx, program.id(), program.digest()));
  }

  /**
   * What is posted for a member, in the house's own program; all zero for one who never had points.
   * What is due and was not run yet is not in it: {@link #balance(String, Instant)} counts that.
   */
  public Balance balance(String member) {
    return database.read(tx -> posted(tx, new Owner(TermsBook.house(tx), member)));
  }

  static Balance posted(Tx tx, Owner owner) {
    return accounts(
        tx,
        "select account, points from ledger_account where program = ? and member = ?",
        owner.program(),
        owner.member());
  }

  /** What a member had at an instant, with all that was due by then, in the house's own program. */
  public Balance balance(String member, Instant at) {
    return database.read(tx -> new AsOf(tx, new Owner(TermsBook.house(tx), member), at).balance());
  }

  /** What a member had at an instant, in any program. */
  public Balance balance(String program, String member, Instant at) {
    return database.read(tx -> new AsOf(tx, new Owner(program, member), at).balance());
  }

  /** What is posted for all members together, in all programs. */
  public Balance totals() {
    return database.read(
        tx -> accounts(tx, "select account, sum(points) from ledger_account group by account"));
  }

  /** What is posted for all members of one program: its liability and its breakage. */
  public Balance totals(String program) {
    return database.read(
        tx ->
            accounts(
                tx,
                "select account, sum(points) from ledger_account where program = ?"
                    + " group by account",
                program));
  }

  private static Balance accounts(Tx tx, String sql, Object... arguments) {
    Map<Account, Long> points = new EnumMap<>(Account.class);
    tx.list(sql, row -> points.put(Account.valueOf(row.text(1)), row.number(2)), arguments);
    return new Balance(points);
  }

  /** A member's lots with points left, in the order in which they are spent. */
  public List<Lot> lots(String member) {
    return database.read(tx -> Lots.open(tx, new Owner(TermsBook.house(tx), member)));
  }

  /** All of a member's lots there ever were, in the same order, in any program. */
  public List<Lot> allLots(String program, String member) {
    return database.read(tx -> Lots.list(tx, "where program = ? and member = ?", program, member));
  }

  /**
   * A member's points that will end, soonest first: those left at an instant and gone at another.
   */
  public List<Lot> expiring(String member, Instant at, Instant until) {
    return lots(member).stream().filter(lot -> lot.alive(at) && !lot.alive(until)).toList();
  }

  /** How many lots and holds are due at an instant and wait for a run. */
  public long due(Instant at) {
    return database.read(
        tx ->
            tx.first(
                    "select (select count(*) from ledger_lot where expires_ms <= ?"
                        + " and remaining > 0)"
                        + " + (select count(*) from ledger_lot where matured = 0"
                        + " and available_ms <= ?)"
                        + " + (select count(*) from ledger_hold where state = 'HELD'"
                        + " and until_ms <= ?)",
                    row -> row.number(1),
                    at.toEpochMilli(),
                    at.toEpochMilli(),
                    at.toEpochMilli())
                .orElse(0L));
  }

  /**
   * Hands over what each member of the house's own program may spend at an instant, by member, and
   * keeps none: for a till that goes offline, and for other systems. Who may spend nothing is left
   * out.
   */
  public void snapshot(Instant at, Consumer<Spendable> members) {
    database.read(
        tx -> {
          new Snapshot(tx, TermsBook.house(tx), at).each(members);
          return true;
        });
  }

  /**
   * A member's postings with their reasons, newest first, in the house's own program.
   *
   * @param most 1 to 10,000
   */
  public List<Posting> statement(String member, int most) {
    return statement(member, Instant.EPOCH, Lot.NEVER, most);
  }

  /**
   * A member's postings of a time with their reasons, newest first.
   *
   * @param from included
   * @param to excluded
   * @param most 1 to 10,000
   */
  public List<Posting> statement(String member, Instant from, Instant to, int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " postings");
    }
    return database.read(
        tx ->
            tx
                .list(
                    "select terminal, seq, part, at_ms, day, kind, program, member, from_account,"
                        + " to_account, points, sale, line, hold, lot from ledger_posting"
                        + " where member = ? and program = ? and at_ms >= ? and at_ms < ?"
                        + " order by at_ms desc, terminal desc, seq desc, part desc limit ?",
                    LedgerQueries::posting,
                    member,
                    TermsBook.house(tx),
                    from.toEpochMilli(),
                    to.toEpochMilli(),
                    most)
                .stream()
                .map(posting -> explained(tx, posting))
                .toList());
  }

  private static Posting posting(Tx.Row row) {
    return new Posting(
        row.text(1),
        row.number(2),
        (int) row.number(3),
        Instant.ofEpochMilli(row.number(4)),
        LocalDate.parse(row.text(5)),
        Posting.Kind.valueOf(row.text(6)),
        row.text(7),
        row.text(8),
        Account.valueOf(row.text(9)),
        Account.valueOf(row.text(10)),
        row.number(11),
        row.text(12),
        (int) row.number(13),
        row.text(14),
        row.text(15),
        List.of());
  }

  private static Posting explained(Tx tx, Posting posting) {
    return posting.kind() == Posting.Kind.AWARD
        ? posting.because(reasons(tx, posting.sale()).stream().map(AwardView.Reason::text).toList())
        : posting;
  }

  /** What a sale earned; none when it earned nothing, or the ledger has not read it yet. */
  public Optional<AwardView> award(String sale) {
    return database.read(
        tx -> {
          List<AwardView.Line> lines = lines(tx, sale);
          List<AwardView.Reason> reasons = reasons(tx, sale);
          return tx.first(
              "select sale, terminal, seq, member, named, digest, points, clawed_back"
                  + " from ledger_award where sale = ?",
              row ->
                  new AwardView(
                      row.text(1),
                      row.text(2),
                      row.number(3),
                      row.text(4),
                      row.text(5),
                      row.text(6),
                      row.number(7),
                      row.number(8),
                      lines,
                      reasons),
              sale);
        });
  }

  private static List<AwardView.Line> lines(Tx tx, String sale) {
    return tx.list(
        "select line, points, quantity, returned, clawed_back, total_minor from ledger_award_line"
            + " where sale = ? order by line",
        row ->
            new AwardView.Line(
                (int) row.number(1),
                row.number(2),
                new BigDecimal(row.text(3)),
                new BigDecimal(row.text(4)),
                row.number(5),
                row.number(6)),
        sale);
  }

  private static List<AwardView.Reason> reasons(Tx tx, String sale) {
    return tx.list(
        "select rule, points, said from ledger_reason where sale = ? order by part",
        row -> new AwardView.Reason(row.text(1), row.number(2), row.text(3)),
        sale);
  }

  /** What the ledger could not follow, in the order of the entries; at most 10,000. */
  public List<Conflict> conflicts() {
    return database.read(
        tx ->
            tx.list(
                "select terminal, seq, subject, what from ledger_conflict"
                    + " order by terminal, seq, part limit "
                    + MOST,
                row -> new Conflict(row.text(1), row.number(2), row.text(3), row.text(4))));
  }

  /**
   * What an entry with a key came to: points granted, taken, captured or reversed; none when the
   * ledger has not read it.
   */
  public Optional<Outcome> outcome(LedgerEntries keyed) {
    return Causes.of(keyed).flatMap(this::outcomeOf);
  }

  /** Points of a sale that are not free to spend yet; 0 for a sale that has none. */
  public long waiting(String sale, Instant at) {
    return database.read(
        tx ->
            Lots.ofSale(tx, sale)
                .filter(lot -> lot.alive(at) && !lot.spendable(at))
                .map(Lot::remaining)
                .orElse(0L));
  }

  /**
   * Points of a sale that were neither taken back with goods nor set aside under review, spent or
   * not; 0 for a sale that has none.
   */
  public long standing(String sale) {
    return database.read(
        tx ->
            tx.first(
                    "select points - clawed_back from ledger_award where sale = ?",
                    row -> row.number(1),
                    sale)
                .map(points -> Math.max(0, points - UnderReview.of(tx, sale)))
                .orElse(0L));
  }

  /** How many of a reward of the house's own catalogue were taken. */
  Vouchers.Taken taken(String member, String reward) {
    return database.read(
        tx -> Vouchers.Taken.of(tx, new Owner(TermsBook.house(tx), member), reward));
  }

  /** What a reward that was asked for came to; none when the ledger has not read it. */
  public Optional<Outcome> outcome(RewardEntries.Redeemed reward) {
    return outcomeOf(Causes.REDEEM + reward.key());
  }

  private Optional<Outcome> outcomeOf(String cause) {
    return database.read(
        tx ->
            tx.first(
                "select outcome from ledger_cause where cause = ?",
                row -> Outcome.valueOf(row.text(1)),
                cause));
  }

  /** A voucher as it stands; none when the ledger knows none of this code. */
  public Optional<Voucher> voucher(String code) {
    return database.read(tx -> Vouchers.find(tx, code));
  }

  /** What counts for a member's tier, in the house's own program, oldest first. */
  public List<Qualifying> qualifying(String member) {
    return database.read(tx -> Qualifying.of(tx, new Owner(TermsBook.house(tx), member)));
  }

  /** A hold, as far as the ledger has read. */
  Optional<Holds.Hold> hold(String hold) {
    return database.read(tx -> Holds.find(tx, hold));
  }
}
