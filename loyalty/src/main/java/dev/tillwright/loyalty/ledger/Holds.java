package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Points as a tender: held, then captured by the finished sale, let go or lapsed. A hold keeps the
 * very lots it took, and puts back into them what it does not spend.
 */
final class Holds {
  private static final String COLUMNS =
      "select hold, sale, program, member, points, state, available, until_ms from ledger_hold ";

  private final Books books;
  private final Lots lots;

  Holds(Books books) {
    this.books = books;
    this.lots = new Lots(books);
  }

  /** A hold as it stands; {@code until} is the end, excluded. */
  record Hold(
      String hold,
      String sale,
      Owner owner,
      long points,
      State state,
      long available,
      Instant until) {}

  /** What became of a hold. */
  enum State {
    HELD,
    REFUSED,
    RELEASED,
    LAPSED,
    CAPTURED
  }

  private static Hold read(Tx.Row row) {
    return new Hold(
        row.text(1),
        row.text(2),
        new Owner(row.text(3), row.text(4)),
        row.number(5),
        State.valueOf(row.text(6)),
        row.number(7),
        Instant.ofEpochMilli(row.number(8)));
  }

  static Optional<Hold> find(Tx tx, String hold) {
    return tx.first(COLUMNS + "where hold = ?", Holds::read, hold);
  }

  /** Open holds whose end has come, oldest end first. */
  static List<Hold> due(Tx tx, Instant at, int most) {
    return tx.list(
        COLUMNS + "where state = 'HELD' and until_ms <= ? order by until_ms, hold limit ?",
        Holds::read,
        at.toEpochMilli(),
        most);
  }

  void held(PointsEntries.Held asked) {
    String sale = asked.sale().toString();
    Optional<Hold> before = find(books.tx(), asked.hold());
    if (before.isPresent()) {
      Hold same = before.get();
      if (same.points() != asked.points()
          || !same.owner().member().equals(asked.member())
          || !same.sale().equals(sale)) {
        books.conflict(asked.hold(), "hold.content");
      }
      return;
    }
    Owner owner = new Owner(TermsBook.house(books.tx()), asked.member());
    lapse(owner);
    long available = lots.spendable(owner);
    boolean enough = available >= asked.points();
    Instant until = books.sheet(owner).terms().hold().map(books.at()::plus).orElse(Lot.NEVER);
    books
        .tx()
        .update(
            "insert into ledger_hold (hold, sale, program, member, points, state, available,"
                + " at_ms, until_ms) values (?,?,?,?,?,?,?,?,?)",
            asked.hold(),
            sale,
            owner.program(),
            owner.member(),
            asked.points(),
            (enough ? State.HELD : State.REFUSED).name(),
            available,
            books.at().toEpochMilli(),
            until.toEpochMilli());
    if (enough) {
      // Nothing is read back of a hold without its sale, so the cause is the sale to come.
      Ref ref = Ref.of(Causes.SALE + sale).hold(asked.hold());
      keep(asked.hold(), lots.spend(owner, asked.points(), Posting.Kind.HOLD, Account.HELD, ref));
    }
  }

  private void keep(String hold, List<Lots.Piece> pieces) {
    for (int part = 0; part < pieces.size(); part++) {
      books
          .tx()
          .update(
              "insert into ledger_hold_lot (hold, part, lot, points) values (?,?,?,?)",
              hold,
              part + 1,
              pieces.get(part).lot(),
              pieces.get(part).points());
    }
  }

  static List<Lots.Piece> pieces(Tx tx, String hold) {
    return tx.list(
        "select lot, points from ledger_hold_lot where hold = ? order by part",
        row -> new Lots.Piece(row.text(1), row.number(2)),
        hold);
  }

  private static String cause(Hold hold) {
    return Causes.SALE + hold.sale();
  }

  /** A hold that was refused, captured, lapsed or let go before stays as it is. */
  void released(PointsEntries.Released released) {
    Optional<Hold> hold = find(books.tx(), released.hold());
    if (hold.isEmpty()) {
      books.conflict(released.hold(), "hold.unknown");
    } else if (hold.get().state() == State.HELD) {
      spend(hold.get(), 0, Posting.Kind.RELEASE, State.RELEASED, cause(hold.get()));
    }
  }

  /** Lets go of a member's holds whose end has come. */
  void lapse(Owner owner) {
    books
        .tx()
        .list(
            COLUMNS
                + "where member = ? and program = ? and state = 'HELD' and until_ms <= ?"
                + " order by until_ms, hold",
            Holds::read,
            owner.member(),
            owner.program(),
            books.at().toEpochMilli())
        .forEach(this::lapse);
    lots.settle(owner);
  }

  void lapse(Hold hold) {
    spend(hold, 0, Posting.Kind.LAPSE, State.LAPSED, cause(hold));
  }

  /** Captures so many points of a hold and lets the rest go; what was captured, by lot. */
  private List<Lots.Piece> spend(
      Hold hold, long points, Posting.Kind rest, State state, String cause) {
    List<Lots.Piece> captured = new ArrayList<>();
    Ref ref = Ref.of(cause).hold(hold.hold());
    long left = points;
    for (Lots.Piece piece : pieces(books.tx(), hold.hold())) {
      long part = Math.min(left, piece.points());
      left -= part;
      if (part > 0) {
        captured.add(new Lots.Piece(piece.lot(), part));
        books.post(
            Posting.Kind.CAPTURE,
            hold.owner(),
            Account.HELD,
            Account.BURNED,
            part,
            ref.lot(piece.lot()));
      }
      if (piece.points() > part) {
        lots.putBack(piece.lot(), piece.points() - part, rest, Account.HELD, ref);
      }
    }
    books.tx().update("update ledger_hold set state = ? where hold = ?", state.name(), hold.hold());
    return captured;
  }

  /** Captures apart from a sale, or not at all: after the hold's end, or more than it holds. */
  boolean capture(String hold, long points, String cause) {
    Optional<Hold> found = find(books.tx(), hold);
    if (found.isEmpty()) {
      books.conflict(hold, "hold.unknown");
      return false;
    }
    Hold held = found.get();
    if (held.state() == State.HELD && !books.at().isBefore(held.until())) {
      lapse(held);
      return false;
    }
    if (held.state() != State.HELD || points > held.points()) {
      return false;
    }
    spend(held, points, Posting.Kind.RELEASE, State.CAPTURED, cause);
    return true;
  }

  /** Points that a finished sale was paid with. */
  void capture(CompletedSale sale, Optional<Owner> buyer) {
    for (TenderLine tender : sale.tenders()) {
      if (tender.kind() == TenderKind.POINTS && tender.points() > 0) {
        capture(sale, tender, buyer);
      }
    }
  }

  private void capture(CompletedSale sale, TenderLine tender, Optional<Owner> buyer) {
    String id = sale.id().toString();
    Optional<Hold> found = Optional.ofNullable(tender.payment()).flatMap(h -> find(books.tx(), h));
    Optional<Owner> owner = found.map(Hold::owner).or(() -> buyer);
    if (owner.isEmpty()) {
      books.conflict(id, "burn.nobody");
      return;
    }
    List<Lots.Piece> captured = new ArrayList<>();
    long held = 0;
    if (found.isPresent() && found.get().state() == State.HELD) {
      Hold hold = found.get();
      if (books.at().isBefore(hold.until())) {
        held = Math.min(hold.points(), tender.points());
        String cause = Causes.SALE + id;
        captured.addAll(spend(hold, held, Posting.Kind.RELEASE, State.CAPTURED, cause));
      } else {
        lapse(hold);
        books.conflict(id, "hold.lapsed");
      }
    }
    long unheld = tender.points() - held;
    if (unheld > 0) {
      // The shop took these points for goods, so they are spent, held or not (policy NEGATIVE).
      books.conflict(id, "burn.unheld");
      Ref ref = Ref.of(Causes.SALE + id).hold(found.map(Hold::hold).orElse(""));
      captured.addAll(new Taking(books).burn(owner.get(), unheld, ref));
    }
    new Burns(books).burned(id, owner.get(), captured);
  }
}
