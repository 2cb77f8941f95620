package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.basket.Redeemable;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.payment.PointsTender;
import dev.tillwright.core.payment.Withheld;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.TenderLine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Points as a tender: the entry first, then the ledger says what its posting became. */
final class PointsDesk {
  private final Books books;
  private final PointsTender ledger;
  private final Duration deadline;

  PointsDesk(Books books, PointsTender ledger, Duration deadline) {
    this.books = books;
    this.ledger = ledger;
    this.deadline = deadline;
  }

  /**
   * Holds points for what is due, never more than it takes.
   *
   * @param limit what the program says points may pay
   * @param refuses asked with the tender as it would be, before anything is held
   */
  Held hold(
      Sale sale,
      String member,
      long points,
      Redeemable limit,
      Function<TenderLine, Optional<Outcome>> refuses) {
    Money due = sale.due();
    // In the program's steps, and not fewer than its least: the worth of them says how many.
    long asked = Math.min(points, ledger.pointsFor(due));
    long used = ledger.pointsFor(ledger.worth(asked, due.currency()));
    long most = ledger.pointsFor(due.min(limit.most()));
    if (used > most) {
      return Held.refused("points.aboveLimit", aboveLimit(most, limit));
    }
    Money worth = used < 1 ? Money.zero(due.currency()) : ledger.worth(used, due.currency());
    if (!worth.isPositive()) {
      return Held.refused("points.tooFew", "so few points cannot pay here");
    }
    Optional<Outcome> refused = refuses.apply(TenderLine.points(worth, Acceptance.PLANNED, used));
    if (refused.isPresent()) {
      return new Held(null, refused);
    }
    // A hold that was refused or let go is never used again: each asking has a name of its own.
    String hold = sale.id() + "/p" + (books.journal().headSeq() + 1);
    long seq =
        books.append(List.of(PointsEntries.held(hold, sale.id(), member, used))).get(0).seq();
    HoldOutcome outcome = ledger.outcomeOf(hold, seq, deadline);
    if (!(outcome instanceof HoldOutcome.Held)) {
      books.append(List.of(PointsEntries.released(hold))); // of a late answer nobody takes notice
    }
    return outcome.match(
        held -> Held.of(TenderLine.points(worth, hold, used)),
        tooFew ->
            Held.refused(
                "points.tooFew",
                "the member has " + Math.max(0, tooFew.available()) + " points to spend"),
        pending -> Held.refused("points.late", "the points ledger did not answer in time"));
  }

  private static String aboveLimit(long most, Redeemable limit) {
    return (most == 0 ? "no points can pay here" : "at most " + most + " points can pay here")
        + (limit.because().isEmpty() ? "" : ": " + limit.because());
  }

  /** How many points a member could use now towards an amount. */
  PointsOffer offer(String member, Money due, Redeemable limit) {
    Money most = due.min(limit.most());
    long available = Math.max(0, ledger.available(member, deadline));
    long points = ledger.pointsFor(most.min(ledger.worth(available, most.currency())));
    return new PointsOffer(points, ledger.worth(points, most.currency()), limit.because());
  }

  /** What is withheld from a refund; a ledger that does not answer withholds nothing. */
  Withheld withheld(CompletedSale back, long pointsBack, Money most) {
    try {
      return ledger.withheld(back, pointsBack, most, deadline);
    } catch (TillwrightException e) {
      if (!e.retryable()) {
        throw e;
      }
      return Withheld.nothing(most.currency());
    }
  }

  /** Tells the ledger what it has to be told by now. */
  void upkeep() {
    List<Draft> drafts = ledger.upkeep(deadline);
    if (!drafts.isEmpty()) {
      books.append(drafts);
    }
  }

  /** The entry that gives held points free again. */
  static Draft release(TenderLine line) {
    return PointsEntries.released(Objects.requireNonNull(line.payment(), "hold"));
  }

  /** The points to give back when this part of a points tender is paid out. */
  static long pointsBack(TenderLine original, SalesBook.PaidOut before, Money amount) {
    // By the cumulative share, so that parts that sum to the whole give back the whole.
    long paid = Math.addExact(before.amount().minor(), amount.minor());
    long cumulative = Math.multiplyExact(original.points(), paid) / original.amount().minor();
    return cumulative - before.points();
  }

  /** A tender line, or why there is none. */
  record Held(@Nullable TenderLine tenderLine, Optional<Outcome> refusal) {
    static Held of(TenderLine line) {
      return new Held(line, Optional.empty());
    }

    static Held refused(String code, String sentence) {
      return new Held(null, Optional.of(new Outcome.Declined(code, sentence)));
    }

    TenderLine line() {
      return Objects.requireNonNull(tenderLine, "no points are held");
    }
  }
}
