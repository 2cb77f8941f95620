package dev.tillwright.loyalty.ledger;

import dev.tillwright.loyalty.program.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes points that the member must give, there or not: of what is under review of the lot that
 * gave them, back into that lot, of what it lost by its end, of the other lots, and then by the
 * policy for what is missing.
 */
final class Taking {
  private final Books books;
  private final Lots lots;

  Taking(Books books) {
    this.books = books;
    this.lots = new Lots(books);
  }

  void take(
      Owner owner,
      String lot,
      long points,
      Terms.Missing missing,
      Posting.Kind kind,
      Account to,
      Ref ref) {
    long left = points;
    if (!lot.isEmpty()) {
      if (to == Account.CLAWED_BACK) {
        // First of all: no more is ever under review than the sale still gives.
        left -= new UnderReview(books).takeBack(owner, lot, left, kind, to, ref);
      }
      left -= lots.takeFrom(lot, left, kind, to, ref);
      left -= lots.takeExpired(lot, left, kind, to, ref);
    }
    left -= sum(lots.force(owner, left, kind, to, ref));
    switch (missing) {
      case NEGATIVE -> {
        books.post(kind, owner, Account.AVAILABLE, to, left, ref);
        books.owe(owner, left);
      }
      case WRITE_OFF -> books.post(kind, owner, Account.WRITTEN_OFF, to, left, ref);
      case CASH -> books.post(kind, owner, Account.CASHED, to, left, ref);
    }
  }

  /** Spends points that were given for goods; what is missing is owed. */
  List<Lots.Piece> burn(Owner owner, long points, Ref ref) {
    List<Lots.Piece> pieces =
        new ArrayList<>(lots.force(owner, points, Posting.Kind.BURN, Account.BURNED, ref));
    long left = points - sum(pieces);
    if (left > 0) {
      books.post(Posting.Kind.BURN, owner, Account.AVAILABLE, Account.BURNED, left, ref);
      books.owe(owner, left);
      pieces.add(new Lots.Piece("", left));
    }
    return pieces;
  }

  /** Gives points that no lot has: first against what is owed, the rest as a new lot. */
  void credit(Owner owner, long points, Terms terms, Posting.Kind kind, Account from, Ref ref) {
    long owed = Math.min(points, books.debt(owner));
    books.post(kind, owner, from, Account.AVAILABLE, owed, ref);
    books.owe(owner, -owed);
    if (points > owed) {
      Lots.Life life =
          new Lots.Life(
              books.at(),
              books.at(),
              terms
                  .expiry()
                  .map(expiry -> expiry.of(books.at(), books.sheet(owner).zone()))
                  .orElse(Lot.NEVER));
      lots.open(owner, life, points - owed, kind, from, ref);
    }
  }

  private static long sum(List<Lots.Piece> pieces) {
    return pieces.stream().mapToLong(Lots.Piece::points).sum();
  }
}
