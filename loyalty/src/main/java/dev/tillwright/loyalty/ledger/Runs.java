package dev.tillwright.loyalty.ledger;

/** Posts what is due: holds that lapse, points that become free, points that end. */
final class Runs {
  /** Of each kind, in one run. */
  static final int MOST = 5_000;

  private final Books books;

  Runs(Books books) {
    this.books = books;
  }

  void run(LedgerEntries.Run run) {
    if (run.until().isAfter(books.at())) {
      // A clock that runs ahead must not end anybody's points.
      books.conflict(run.until().toString(), "run.future");
      return;
    }
    long until = run.until().toEpochMilli();
    String cause = Causes.RUN + books.entry().terminal() + "/" + books.entry().seq();
    Holds holds = new Holds(books);
    Holds.due(books.tx(), run.until(), MOST).forEach(holds::lapse);
    Lots lots = new Lots(books);
    for (Lot lot :
        Lots.list(
            books.tx(),
            "where lot in (select lot from ledger_lot where matured = 0 and available_ms <= ?"
                + " order by available_ms, lot limit "
                + MOST
                + ")",
            until)) {
      lots.matured(lot, cause);
    }
    for (Lot lot :
        Lots.list(
            books.tx(),
            "where lot in (select lot from ledger_lot where expires_ms <= ? and remaining > 0"
                + " order by expires_ms, lot limit "
                + MOST
                + ")",
            until)) {
      lots.expire(lot, lot.remaining(), cause);
    }
  }
}
