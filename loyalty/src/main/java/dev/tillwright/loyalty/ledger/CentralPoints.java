package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.central.CentralRoles;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.payment.PointsTender;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.FarStore;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.program.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Points as a tender at one of several tills: what members have is the {@link PointsLedger} at the
 * central store, which follows the journals of all tills. A hold is first the till's entry, as
 * always; then one serializable transaction at the store counts what the ledger there has, less
 * what tills reserved for holds that it has not read yet, and reserves.
 *
 * <p><b>Guarantees.</b> While the store answers, tills never hold more of a member's points
 * together than the ledger has for him. Each posting is the effect of an entry still: nothing is
 * posted here. A reservation ends when the ledger holds those points itself or knows what became of
 * the sale, or after a time when that entry never comes: the till died.
 *
 * <p><b>Not promised.</b> What a member earned counts once its till shipped it. While the store
 * does not answer, nothing is held, or what {@link OfflineTender} lets pass; the ledger honours
 * that and notes what was not covered ({@link LedgerQueries#conflicts}, {@code burn.unheld}), as it
 * does of a till whose hold arrives after its reservation lapsed. Nothing is withheld from refunds:
 * what points are missing then is the terms' shortfall at the ledger.
 *
 * <p><b>Threads.</b> Any number at once; not inside a transaction, nor by a follower.
 */
public final class CentralPoints implements PointsTender {
  /** More open holds of one member are no customer; then the store has no answer. */
  private static final int MOST_OPEN = 1_000;

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table points_reserved (hold varchar(128) not null primary key,"
                  + " terminal varchar(32) not null, sale varchar(64) not null,"
                  + " member text not null, points bigint not null, until bigint not null)",
              "create index points_reserved_member on points_reserved (member)"));

  private final Journal journal;
  private final FarStore store;
  private final Rates rates;
  private final Duration lapse;
  private final @Nullable OfflineTender without;

  /**
   * A till's tender.
   *
   * @param journal the till's
   * @param store opens the central store, as a role that may read the ledger's tables and keep
   *     reservations: docs/several-tills.md. The caller closes it
   * @param program says what points are worth
   * @param lapse how long a reservation waits for the ledger to read its hold
   * @param without what holds while the store does not answer; {@code null} for nothing. Its
   *     follower must follow the journal
   */
  public CentralPoints(
      Journal journal,
      FarStore store,
      Program program,
      Duration lapse,
      @Nullable OfflineTender without) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.store = Objects.requireNonNull(store, "store");
    this.rates = new Rates(program);
    this.lapse = Objects.requireNonNull(lapse, "lapse");
    this.without = without;
  }

  /**
   * Makes the table of reservations: at head office, as the owner, beside the ledger that follows
   * there.
   *
   * @throws TillwrightException as {@link Database#migrate}
   */
  public static void prepare(Database central) {
    central.migrate("points.reserved", MIGRATIONS);
  }

  /**
   * Lets a till's role ask for points: it reads the ledger's holds, postings and lots, and adds or
   * drops reservations of its own terminal. By the owner, after {@link #prepare} and when the
   * ledger followed there once.
   *
   * @throws IllegalArgumentException for a database without row-level security
   * @throws TillwrightException {@code store.failed} when the role or the tables are not there
   */
  public static void allow(CentralStore central, String role, String terminal) {
    CentralRoles.allowReservations(
        central,
        role,
        terminal,
        "points_reserved",
        List.of("ledger_hold", "ledger_cause", "ledger_posting", "ledger_lot", "ledger_house"));
  }

  @Override
  public Money worth(long points, Currency currency) {
    return rates.worth(points, currency);
  }

  @Override
  public long pointsFor(Money amount) {
    return rates.pointsFor(amount);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when that entry asks for no such hold
   */
  @Override
  public HoldOutcome outcomeOf(String hold, long entrySeq, Duration deadline) {
    Entry entry =
        journal
            .entry(entrySeq)
            .orElseThrow(() -> new IllegalArgumentException("no entry " + entrySeq));
    PointsEntries.Held asked =
        PointsEntries.read(entry)
            .filter(it -> it instanceof PointsEntries.Held && it.hold().equals(hold))
            .map(PointsEntries.Held.class::cast)
            .orElseThrow(
                () -> new IllegalArgumentException("entry " + entrySeq + " asks for no such hold"));
    return store
        .write(deadline, tx -> reserved(asked, entry.at(), tx))
        .orElseGet(
            () ->
                without == null
                    ? new HoldOutcome.Pending(hold)
                    : without.outcomeOf(hold, entrySeq, deadline));
  }

  private HoldOutcome reserved(PointsEntries.Held asked, Instant at, Tx tx) {
    Optional<Holds.Hold> known = Holds.find(tx, asked.hold());
    if (known.isPresent() && known.get().state() != Holds.State.REFUSED) {
      boolean holds =
          known.get().state() == Holds.State.HELD || known.get().state() == Holds.State.CAPTURED;
      return holds
          ? new HoldOutcome.Held(asked.hold(), asked.points())
          : new HoldOutcome.Refused(asked.hold(), asked.points(), known.get().available());
    }
    long available = spendable(asked.member(), asked.hold(), at, tx);
    if (available < asked.points()) {
      return new HoldOutcome.Refused(asked.hold(), asked.points(), available);
    }
    tx.update(
        "delete from points_reserved where terminal = ? and (hold = ? or until <= ?)",
        journal.terminal(),
        asked.hold(),
        at.toEpochMilli());
    tx.update(
        "insert into points_reserved (hold, terminal, sale, member, points, until)"
            + " values (?, ?, ?, ?, ?, ?)",
        asked.hold(),
        journal.terminal(),
        asked.sale().toString(),
        asked.member(),
        asked.points(),
        at.plus(lapse).toEpochMilli());
    return new HoldOutcome.Held(asked.hold(), asked.points());
  }

  /** What the ledger has for a member, less what it does not hold itself yet. */
  private static long spendable(String member, String but, Instant at, Tx tx) {
    Owner owner = new Owner(TermsBook.house(tx), member);
    // What another till spent counts, also when that till's clock is ahead.
    long newest =
        tx.first(
                "select coalesce(max(at_ms), 0) from ledger_posting where member = ?"
                    + " and program = ?",
                row -> row.number(1),
                member,
                owner.program())
            .orElse(0L);
    Instant seen = Instant.ofEpochMilli(Math.max(newest, at.toEpochMilli()));
    return Math.subtractExact(
        new AsOf(tx, owner, seen).folded().available(), waiting(member, but, at, tx));
  }

  /** A hold that the ledger refused counts until it knows what became of its sale. */
  private static long waiting(String member, String but, Instant at, Tx tx) {
    List<Long> open =
        tx.list(
            "select r.points from points_reserved r where r.member = ? and r.hold <> ?"
                + " and r.until > ? and not exists (select 1 from ledger_hold h where h.hold ="
                + " r.hold and h.state <> 'REFUSED') and not exists (select 1 from ledger_cause c"
                + " where c.cause = '"
                + Causes.SALE
                + "' || r.sale) order by r.hold limit "
                + (MOST_OPEN + 1),
            row -> row.number(1),
            member,
            but,
            at.toEpochMilli());
    if (open.size() > MOST_OPEN) {
      throw new TillwrightException(
          "points.crowded", false, "more than " + MOST_OPEN + " open holds of one member");
    }
    return open.stream().reduce(0L, Math::addExact);
  }

  @Override
  public long available(String member, Duration deadline) {
    Instant at = journal.head().map(Entry::at).orElse(Instant.EPOCH);
    return store
        .read(deadline, tx -> spendable(member, "", at, tx))
        .orElseGet(
            () -> {
              if (without == null) {
                throw new TillwrightException(
                    "points.late", true, "the points ledger at the central store does not answer");
              }
              return without.available(member, deadline);
            });
  }

  /**
   * {@inheritDoc}
   *
   * <p>Those of {@link OfflineTender}; runs for what is due are head office's.
   */
  @Override
  public List<Draft> upkeep(Duration deadline) {
    return without == null ? List.of() : without.upkeep(deadline);
  }
}
