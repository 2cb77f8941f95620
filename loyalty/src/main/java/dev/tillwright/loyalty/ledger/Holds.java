package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Tx;
import java.util.Optional;

/** Points as a tender: held, then captured by the finished sale or let go. */
final class Holds {
  private final Books books;

  Holds(Books books) {
    this.books = books;
  }

  /** A hold as it stands. */
  record Hold(String hold, String sale, String member, long points, State state, long available) {}

  /** What became of a hold. */
  enum State {
    HELD,
    REFUSED,
    RELEASED,
    CAPTURED
  }

  static Optional<Hold> find(Tx tx, String hold) {
    return tx.first(
        "select hold, sale, member, points, state, available from points_hold where hold = ?",
        row ->
            new Hold(
                row.text(1),
                row.text(2),
                row.text(3),
                row.number(4),
                State.valueOf(row.text(5)),
                row.number(6)),
        hold);
  }

  void held(PointsEntries.Held asked) {
    String sale = asked.sale().toString();
    Optional<Hold> before = find(books.tx(), asked.hold());
    if (before.isPresent()) {
      Hold same = before.get();
      if (same.points() != asked.points()
          || !same.member().equals(asked.member())
          || !same.sale().equals(sale)) {
        books.conflict(asked.hold(), "hold.content");
      }
      return;
    }
    long available = books.balance(asked.member(), Account.AVAILABLE);
    boolean enough = available >= asked.points();
    books
        .tx()
        .update(
            "insert into points_hold (hold, sale, member, points, state, available)"
                + " values (?,?,?,?,?,?)",
            asked.hold(),
            sale,
            asked.member(),
            asked.points(),
            (enough ? State.HELD : State.REFUSED).name(),
            available);
    if (enough) {
      books.post(Posting.Kind.HOLD, asked.member(), asked.points(), sale, 0, asked.hold());
    }
  }

  /** A hold that was refused, captured or let go before stays as it is. */
  void released(PointsEntries.Released released) {
    Optional<Hold> hold = find(books.tx(), released.hold());
    if (hold.isEmpty()) {
      books.conflict(released.hold(), "hold.unknown");
    } else if (hold.get().state() == State.HELD) {
      release(hold.get(), hold.get().points());
      state(hold.get(), State.RELEASED);
    }
  }

  /** Points that a finished sale was paid with. */
  void capture(CompletedSale sale) {
    for (TenderLine tender : sale.tenders()) {
      if (tender.kind() == TenderKind.POINTS && tender.points() > 0) {
        capture(sale, tender);
      }
    }
  }

  private void capture(CompletedSale sale, TenderLine tender) {
    String id = sale.id().toString();
    Optional<Hold> found = Optional.ofNullable(tender.payment()).flatMap(h -> find(books.tx(), h));
    String member = found.map(Hold::member).orElse(sale.member());
    if (member == null) {
      books.conflict(id, "burn.nobody");
      return;
    }
    long captured = 0;
    String name = "";
    if (found.isPresent() && found.get().state() == State.HELD) {
      Hold hold = found.get();
      name = hold.hold();
      captured = Math.min(hold.points(), tender.points());
      books.post(Posting.Kind.CAPTURE, member, captured, id, 0, name);
      release(hold, hold.points() - captured);
      state(hold, State.CAPTURED);
    }
    long unheld = tender.points() - captured;
    if (unheld > 0) {
      // The shop took these points for goods, so they are spent, held or not (policy NEGATIVE).
      books.conflict(id, "burn.unheld");
      books.post(Posting.Kind.BURN, member, unheld, id, 0, name);
    }
    burned(id, member, tender.points());
  }

  private void burned(String sale, String member, long points) {
    int more =
        books
            .tx()
            .update("update points_burn set points = points + ? where sale = ?", points, sale);
    if (more == 0) {
      books
          .tx()
          .update(
              "insert into points_burn (sale, member, points, given_back) values (?,?,?,0)",
              sale,
              member,
              points);
    }
  }

  private void release(Hold hold, long points) {
    books.post(Posting.Kind.RELEASE, hold.member(), points, hold.sale(), 0, hold.hold());
  }

  private void state(Hold hold, State state) {
    books.tx().update("update points_hold set state = ? where hold = ?", state.name(), hold.hold());
  }
}
