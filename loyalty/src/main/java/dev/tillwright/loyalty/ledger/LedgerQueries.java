package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the ledger. It says what the follower has read so far; wait for the follower first where
 * the newest entry matters. Any number of threads at once.
 */
public final class LedgerQueries {
  private static final int MOST_POSTINGS = 10_000;

  private final Database database;

  /** Reads the ledger that is in this database. */
  public LedgerQueries(Database database) {
    this.database = database;
  }

  /** What a member has; all zero for one who never had points. */
  public Balance balance(String member) {
    return database.read(
        tx -> accounts(tx, "select account, points from points_account where member = ?", member));
  }

  /** What all members have together. */
  public Balance totals() {
    return database.read(
        tx -> accounts(tx, "select account, sum(points) from points_account group by account"));
  }

  private static Balance accounts(Tx tx, String sql, Object... arguments) {
    Map<Account, Long> points = new EnumMap<>(Account.class);
    tx.list(sql, row -> points.put(Account.valueOf(row.text(1)), row.number(2)), arguments);
    Function<Account, Long> of = account -> points.getOrDefault(account, 0L);
    return new Balance(
        -of.apply(Account.ISSUED),
        of.apply(Account.CLAWED_BACK),
        of.apply(Account.BURNED),
        -of.apply(Account.GIVEN_BACK),
        of.apply(Account.AVAILABLE),
        of.apply(Account.HELD));
  }

  /**
   * A member's postings with their reasons, newest first.
   *
   * @param most 1 to 10,000
   */
  public List<Posting> statement(String member, int most) {
    if (most < 1 || most > MOST_POSTINGS) {
      throw new IllegalArgumentException("1 to " + MOST_POSTINGS + " postings");
    }
    return database.read(
        tx ->
            tx
                .list(
                    "select terminal, seq, part, at_ms, kind, member, points, sale, line, hold"
                        + " from points_posting where member = ?"
                        + " order by at_ms desc, terminal desc, seq desc, part desc limit ?",
                    LedgerQueries::posting,
                    member,
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
        Posting.Kind.valueOf(row.text(5)),
        row.text(6),
        row.number(7),
        row.text(8),
        (int) row.number(9),
        row.text(10),
        List.of());
  }

  private static Posting explained(Tx tx, Posting posting) {
    if (posting.kind() != Posting.Kind.AWARD) {
      return posting;
    }
    return new Posting(
        posting.terminal(),
        posting.seq(),
        posting.part(),
        posting.at(),
        posting.kind(),
        posting.member(),
        posting.points(),
        posting.sale(),
        posting.line(),
        posting.hold(),
        reasons(tx, posting.sale()).stream().map(AwardView.Reason::text).toList());
  }

  /** What a sale earned; none when it earned nothing, or the ledger has not read it yet. */
  public Optional<AwardView> award(String sale) {
    return database.read(
        tx -> {
          List<AwardView.Line> lines = lines(tx, sale);
          List<AwardView.Reason> reasons = reasons(tx, sale);
          return tx.first(
              "select sale, terminal, seq, member, program, digest, points from points_award"
                  + " where sale = ?",
              row ->
                  new AwardView(
                      row.text(1),
                      row.text(2),
                      row.number(3),
                      row.text(4),
                      row.text(5),
                      row.text(6),
                      row.number(7),
                      lines,
                      reasons),
              sale);
        });
  }

  private static List<AwardView.Line> lines(Tx tx, String sale) {
    return tx.list(
        "select line, points, quantity, returned, clawed_back, total_minor from points_award_line"
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
        "select rule, points, said from points_reason where sale = ? order by part",
        row -> new AwardView.Reason(row.text(1), row.number(2), row.text(3)),
        sale);
  }

  /** What the ledger could not follow, in the order of the entries; at most 10,000. */
  public List<Conflict> conflicts() {
    return database.read(
        tx ->
            tx.list(
                "select terminal, seq, subject, what from points_conflict"
                    + " order by terminal, seq, part limit "
                    + MOST_POSTINGS,
                row -> new Conflict(row.text(1), row.number(2), row.text(3), row.text(4))));
  }

  /** A hold, as far as the ledger has read. */
  Optional<Holds.Hold> hold(String hold) {
    return database.read(tx -> Holds.find(tx, hold));
  }
}
