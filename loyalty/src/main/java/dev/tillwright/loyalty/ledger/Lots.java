package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lots of members: opened, taken from soonest expiry first (then oldest, then by id), put back,
 * freed and ended. A member who owes points has no live lot.
 */
final class Lots {
  private static final String COLUMNS =
      "select lot, program, member, earned_ms, available_ms, expires_ms, points, remaining,"
          + " expired, matured from ledger_lot ";
  private static final String ORDER = " order by expires_ms, earned_ms, lot";

  private final Books books;

  Lots(Books books) {
    this.books = books;
  }

  /** A part of a lot. */
  record Piece(String lot, long points) {}

  static Lot read(Tx.Row row) {
    return new Lot(
        row.text(1),
        row.text(2),
        row.text(3),
        Instant.ofEpochMilli(row.number(4)),
        Instant.ofEpochMilli(row.number(5)),
        Instant.ofEpochMilli(row.number(6)),
        row.number(7),
        row.number(8),
        row.number(9),
        row.number(10) == 1);
  }

  static List<Lot> list(Tx tx, String where, Object... arguments) {
    return tx.list(COLUMNS + where + ORDER, Lots::read, arguments);
  }

  /** Those with points left, in the order in which they are spent. */
  static List<Lot> open(Tx tx, Owner owner) {
    return list(
        tx, "where program = ? and member = ? and remaining > 0", owner.program(), owner.member());
  }

  /** The lot that a sale gave. */
  static Optional<Lot> ofSale(Tx tx, String sale) {
    return tx.first(
        COLUMNS + "where lot in (select lot from ledger_award where sale = ?)", Lots::read, sale);
  }

  private Optional<Lot> find(String id) {
    return books.tx().first(COLUMNS + "where lot = ?", Lots::read, id);
  }

  /** When the points of a lot are free, and when they end. */
  record Life(Instant earned, Instant available, Instant expires) {}

  /** Opens a lot and posts its points into it. */
  Lot open(Owner owner, Life life, long points, Posting.Kind kind, Account from, Ref ref) {
    String id = books.nextLot();
    boolean matured = !life.available().isAfter(books.at());
    books
        .tx()
        .update(
            "insert into ledger_lot (lot, program, member, earned_ms, available_ms, expires_ms,"
                + " points, remaining, expired, matured) values (?,?,?,?,?,?,?,?,0,?)",
            id,
            owner.program(),
            owner.member(),
            life.earned().toEpochMilli(),
            life.available().toEpochMilli(),
            life.expires().toEpochMilli(),
            points,
            points,
            matured);
    Lot lot =
        new Lot(
            id,
            owner.program(),
            owner.member(),
            life.earned(),
            life.available(),
            life.expires(),
            points,
            points,
            0,
            matured);
    books.post(kind, owner, from, lot.account(), points, ref.lot(id));
    return lot;
  }

  /** What can be spent; below zero for one who owes. */
  long spendable(Owner owner) {
    long sum = 0;
    for (Lot lot : open(books.tx(), owner)) {
      sum = Math.addExact(sum, lot.spendable(books.at()) ? lot.remaining() : 0);
    }
    return sum - books.debt(owner);
  }

  /** Takes from spendable lots, as much as there is. */
  List<Piece> spend(Owner owner, long points, Posting.Kind kind, Account to, Ref ref) {
    return take(
        open(books.tx(), owner).stream().filter(lot -> lot.spendable(books.at())).toList(),
        points,
        kind,
        to,
        ref);
  }

  /** Takes from live lots, those first that can be spent. */
  List<Piece> force(Owner owner, long points, Posting.Kind kind, Account to, Ref ref) {
    List<Lot> lots = new ArrayList<>();
    List<Lot> open = open(books.tx(), owner);
    open.stream().filter(lot -> lot.spendable(books.at())).forEach(lots::add);
    open.stream()
        .filter(lot -> lot.alive(books.at()) && !lot.spendable(books.at()))
        .forEach(lots::add);
    return take(lots, points, kind, to, ref);
  }

  private List<Piece> take(List<Lot> lots, long points, Posting.Kind kind, Account to, Ref ref) {
    List<Piece> pieces = new ArrayList<>();
    long left = points;
    for (Lot lot : lots) {
      if (left == 0) {
        break;
      }
      long part = Math.min(left, lot.remaining());
      takeFrom(lot, part, kind, to, ref);
      pieces.add(new Piece(lot.id(), part));
      left -= part;
    }
    return pieces;
  }

  /** Takes from one lot, whatever its time. */
  long takeFrom(String id, long points, Posting.Kind kind, Account to, Ref ref) {
    Optional<Lot> lot = find(id).filter(it -> it.remaining() > 0);
    long part = Math.min(points, lot.map(Lot::remaining).orElse(0L));
    lot.ifPresent(it -> takeFrom(it, part, kind, to, ref));
    return part;
  }

  private void takeFrom(Lot lot, long points, Posting.Kind kind, Account to, Ref ref) {
    Lot free = lot.spendable(books.at()) ? matured(lot, ref.cause()) : lot;
    remaining(lot.id(), -points);
    books.post(kind, lot.owner(), free.account(), to, points, ref.lot(lot.id()));
  }

  /** Takes back what a lot has lost by its end: those points are not owed a second time. */
  long takeExpired(String id, long points, Posting.Kind kind, Account to, Ref ref) {
    Optional<Lot> found = find(id);
    long part = Math.min(points, found.map(Lot::expired).orElse(0L));
    if (found.isPresent() && part > 0) {
      expired(id, -part);
      books.post(kind, found.get().owner(), Account.EXPIRED, to, part, ref.lot(id));
    }
    return part;
  }

  /** Puts points back where they were. */
  void putBack(String id, long points, Posting.Kind kind, Account from, Ref ref) {
    Lot lot = find(id).orElseThrow(() -> new IllegalStateException("a lot that is not there"));
    remaining(id, points);
    books.post(kind, lot.owner(), from, lot.account(), points, ref.lot(id));
  }

  boolean alive(String id) {
    return find(id).filter(lot -> lot.alive(books.at())).isPresent();
  }

  /** Frees a lot that waited. */
  Lot matured(Lot lot, String cause) {
    if (lot.matured()) {
      return lot;
    }
    books.tx().update("update ledger_lot set matured = 1 where lot = ?", lot.id());
    books.post(
        Posting.Kind.MATURE,
        lot.owner(),
        Account.PENDING,
        Account.AVAILABLE,
        lot.remaining(),
        Ref.of(cause).lot(lot.id()));
    return new Lot(
        lot.id(),
        lot.program(),
        lot.member(),
        lot.earned(),
        lot.available(),
        lot.expires(),
        lot.points(),
        lot.remaining(),
        lot.expired(),
        true);
  }

  /** Ends so many points of a lot. */
  void expire(Lot lot, long points, String cause) {
    Lot free = matured(lot, cause);
    remaining(lot.id(), -points);
    expired(lot.id(), points);
    books.post(
        Posting.Kind.EXPIRE,
        lot.owner(),
        free.account(),
        Account.EXPIRED,
        points,
        Ref.of(cause).lot(lot.id()));
  }

  void expire(String id, long points, String cause) {
    find(id).ifPresent(lot -> expire(lot, points, cause));
  }

  /** Who owes and has live points gives them for the debt. */
  void settle(Owner owner) {
    long debt = books.debt(owner);
    if (debt > 0) {
      Ref ref = Ref.of("settle:" + books.entry().terminal() + "/" + books.entry().seq());
      List<Piece> pieces = force(owner, debt, Posting.Kind.SETTLE, Account.AVAILABLE, ref);
      books.owe(owner, -pieces.stream().mapToLong(Piece::points).sum());
    }
  }

  /** Moves the end of a lot on. */
  void prolong(Lot lot, Instant expires) {
    books
        .tx()
        .update(
            "update ledger_lot set expires_ms = ? where lot = ?", expires.toEpochMilli(), lot.id());
  }

  private void remaining(String id, long more) {
    books.tx().update("update ledger_lot set remaining = remaining + ? where lot = ?", more, id);
  }

  private void expired(String id, long more) {
    books.tx().update("update ledger_lot set expired = expired + ? where lot = ?", more, id);
  }
}
