package dev.tillwright.loyalty.ledger;

import dev.tillwright.loyalty.program.TermSheet;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Points that come from elsewhere, and points that are taken by correction. */
final class Grants {
  private final Books books;

  Grants(Books books) {
    this.books = books;
  }

  void granted(LedgerEntries.Granted granted) {
    String cause = Causes.GRANT + granted.key();
    if (!new Causes(books).first(cause)) {
      return;
    }
    Owner owner = owner(granted.program(), granted.member());
    for (LedgerEntries.GrantedLot lot : granted.lots()) {
      new Lots(books)
          .open(
              owner,
              life(lot, owner),
              lot.points(),
              Posting.Kind.GRANT,
              Account.GRANTED,
              Ref.of(cause));
    }
    books.qualify(owner, books.at(), cause, granted.counts());
  }

  private Lots.Life life(LedgerEntries.GrantedLot lot, Owner owner) {
    TermSheet sheet = books.sheet(owner);
    Instant earned = Objects.requireNonNullElse(lot.earned(), books.at());
    Instant available =
        lot.available() != null
            ? lot.available()
            : earned.atZone(sheet.zone()).plus(sheet.terms().pending()).toInstant();
    Instant expires =
        lot.expires() != null
            ? lot.expires()
            : sheet
                .terms()
                .expiry()
                .map(it -> new Activity(books, owner).end(it, sheet.zone(), earned))
                .orElse(Lot.NEVER);
    return new Lots.Life(earned, available, expires);
  }

  void taken(LedgerEntries.Taken taken) {
    Causes causes = new Causes(books);
    String cause = Causes.TAKE + taken.key();
    if (!causes.first(cause)) {
      return;
    }
    Owner owner = owner(taken.program(), taken.member());
    if (!take(owner, taken, cause)) {
      causes.outcome(cause, Outcome.REFUSED);
    }
  }

  private boolean take(Owner owner, LedgerEntries.Taken taken, String cause) {
    Lots lots = new Lots(books);
    new Holds(books).lapse(owner);
    Optional<Lot> of =
        Lots.ofSale(books.tx(), taken.sale()).filter(lot -> lot.owner().equals(owner));
    Optional<Lot> own = of.filter(lot -> lot.alive(books.at()));
    long waiting = own.filter(lot -> !lot.spendable(books.at())).map(Lot::remaining).orElse(0L);
    if (Math.addExact(lots.spendable(owner), waiting) < taken.points()) {
      return false;
    }
    Ref ref = Ref.of(cause);
    Posting.Kind kind = Posting.Kind.TAKE;
    long left = taken.points();
    if (own.isPresent()) {
      left -= lots.takeFrom(own.get().id(), left, kind, Account.TAKEN, ref);
    }
    lots.spend(owner, left, kind, Account.TAKEN, ref);
    of.ifPresent(lot -> new UnderReview(books).taken(cause, lot.id(), taken.points()));
    return true;
  }

  /** Takes so many spendable points or none; whether it did. */
  boolean spend(Owner owner, long points, Posting.Kind kind, Account to, String cause) {
    Lots lots = new Lots(books);
    new Holds(books).lapse(owner);
    if (lots.spendable(owner) < points) {
      return false;
    }
    lots.spend(owner, points, kind, to, Ref.of(cause));
    return true;
  }

  Owner owner(String program, String member) {
    return new Owner(program.isEmpty() ? TermsBook.house(books.tx()) : program, member);
  }

  void captured(LedgerEntries.Captured captured) {
    Causes causes = new Causes(books);
    String cause = Causes.CAPTURE + captured.key();
    if (causes.first(cause)
        && !new Holds(books).capture(captured.hold(), captured.points(), cause)) {
      causes.outcome(cause, Outcome.REFUSED);
    }
  }
}
