package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.money.Allocation;
import dev.tillwright.loyalty.program.Terms;
import java.util.List;

/** Which lots a sale burned, in which order, and what of them came back. */
final class Burns {
  private final Books books;

  Burns(Books books) {
    this.books = books;
  }

  private record Burned(int part, Owner owner, String lot, long points, long givenBack) {
    long left() {
      return points - givenBack;
    }
  }

  /** Whether points paid for the sale; its buyer may be unnamed. */
  static boolean knows(Books books, String sale) {
    return books
        .tx()
        .first("select 1 from ledger_burn where sale = ?", row -> true, sale)
        .isPresent();
  }

  /** Notes what a sale burned. */
  void burned(String sale, Owner owner, List<Lots.Piece> pieces) {
    int part =
        books
            .tx()
            .first(
                "select coalesce(max(part), 0) from ledger_burn where sale = ?",
                row -> (int) row.number(1),
                sale)
            .orElse(0);
    for (Lots.Piece piece : pieces) {
      books
          .tx()
          .update(
              "insert into ledger_burn (sale, part, program, member, lot, points, given_back)"
                  + " values (?,?,?,?,?,?,0)",
              sale,
              ++part,
              owner.program(),
              owner.member(),
              piece.lot(),
              piece.points());
    }
  }

  /** Gives burned points back, never more than are left of the burn. */
  void giveBack(String sale, long points, String subject, Ref ref) {
    List<Burned> burns =
        books
            .tx()
            .list(
                "select part, program, member, lot, points, given_back from ledger_burn"
                    + " where sale = ? and points > given_back order by part desc",
                row ->
                    new Burned(
                        (int) row.number(1),
                        new Owner(row.text(2), row.text(3)),
                        row.text(4),
                        row.number(5),
                        row.number(6)),
                sale);
    long most = burns.stream().mapToLong(Burned::left).sum();
    if (points > most) {
      books.conflict(subject, "giveBack.more");
    }
    long given = Math.min(points, most);
    if (given == 0) {
      return;
    }
    Terms terms = books.sheet(burns.get(0).owner()).terms();
    long[] shares = shares(burns, given, terms.giveBack().order());
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        giveBack(sale, burns.get(i), shares[i], terms, ref);
      }
    }
  }

  private static long[] shares(List<Burned> burns, long given, Terms.GiveBack.Order order) {
    if (order == Terms.GiveBack.Order.PRORATA) {
      return Allocation.byWeights(given, burns.stream().mapToLong(Burned::left).toArray());
    }
    long[] shares = new long[burns.size()];
    long left = given;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.min(left, burns.get(i).left());
      left -= shares[i];
    }
    return shares;
  }

  private void giveBack(String sale, Burned burned, long points, Terms terms, Ref ref) {
    books
        .tx()
        .update(
            "update ledger_burn set given_back = given_back + ? where sale = ? and part = ?",
            points,
            sale,
            burned.part());
    books
        .tx()
        .update(
            "insert into ledger_given (cause, part, sale, points) values (?,?,?,?)",
            ref.cause(),
            burned.part(),
            sale,
            points);
    Lots lots = new Lots(books);
    Posting.Kind kind = Posting.Kind.GIVE_BACK;
    boolean alive = !burned.lot().isEmpty() && lots.alive(burned.lot());
    boolean again = terms.giveBack().expired() == Terms.GiveBack.Expired.REISSUE;
    if (burned.lot().isEmpty() || !alive && again) {
      new Taking(books).credit(burned.owner(), points, terms, kind, Account.GIVEN_BACK, ref);
      return;
    }
    lots.putBack(burned.lot(), points, kind, Account.GIVEN_BACK, ref);
    if (!alive) {
      lots.expire(burned.lot(), points, ref.cause());
    }
  }
}
