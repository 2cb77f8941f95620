package dev.tillwright.core.stock;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * The rows of the view and the statements that move them, in portable SQL. A quantity is kept in
 * whole units and millionths apart, so that sums stay within 64 bits.
 */
final class StockTables {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table stock_place (terminal varchar(32) not null primary key,"
                  + " place varchar(32) not null)",
              "create table stock_hand (place varchar(32) not null, code varchar(64) not null,"
                  + " whole bigint not null, micro bigint not null, primary key (place, code))",
              "create table stock_day (place varchar(32) not null, code varchar(64) not null,"
                  + " day varchar(10) not null, moved_whole bigint not null,"
                  + " moved_micro bigint not null, sold_whole bigint not null,"
                  + " sold_micro bigint not null, primary key (place, code, day))",
              "create table stock_reference (terminal varchar(32) not null,"
                  + " kind varchar(64) not null, reference varchar(200) not null,"
                  + " seq bigint not null, primary key (terminal, kind, reference))"));

  private StockTables() {}

  static String place(Tx tx, String terminal) {
    return tx.first(
            "select place from stock_place where terminal = ?", row -> row.text(1), terminal)
        .orElse(StockBook.SHOP);
  }

  static void place(Tx tx, String terminal, String place) {
    tx.update(
        "insert into stock_place (terminal, place) values (?, ?)"
            + " on conflict (terminal) do update set place = excluded.place",
        terminal,
        place);
  }

  static void book(Tx tx, String terminal, String kind, String reference, long seq) {
    if (reference.length() <= StockEvent.MAX_TEXT) { // the first journals had no bound
      tx.insertIfAbsent(
          "insert into stock_reference (terminal, kind, reference, seq) values (?, ?, ?, ?)",
          terminal,
          kind,
          reference,
          seq);
    }
  }

  static boolean isBooked(Tx tx, String terminal, String kind, String reference) {
    return tx.first(
            "select seq from stock_reference where terminal = ? and kind = ? and reference = ?",
            row -> row.number(1),
            terminal,
            kind,
            reference)
        .isPresent();
  }

  static void move(Tx tx, StockMoves.Move move, String day) {
    long[] moved = parts(move.quantity());
    long[] sold = parts(move.sold());
    tx.update(
        "insert into stock_hand (place, code, whole, micro) values (?, ?, ?, ?)"
            + " on conflict (place, code) do update set whole = stock_hand.whole + excluded.whole,"
            + " micro = stock_hand.micro + excluded.micro",
        move.place(),
        move.code(),
        moved[0],
        moved[1]);
    tx.update(
        "insert into stock_day (place, code, day, moved_whole, moved_micro, sold_whole,"
            + " sold_micro) values (?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (place, code, day) do update set"
            + " moved_whole = stock_day.moved_whole + excluded.moved_whole,"
            + " moved_micro = stock_day.moved_micro + excluded.moved_micro,"
            + " sold_whole = stock_day.sold_whole + excluded.sold_whole,"
            + " sold_micro = stock_day.sold_micro + excluded.sold_micro",
        move.place(),
        move.code(),
        day,
        moved[0],
        moved[1],
        sold[0],
        sold[1]);
  }

  static void clear(Tx tx) {
    for (String table : List.of("stock_place", "stock_hand", "stock_day", "stock_reference")) {
      tx.update("delete from " + table);
    }
  }

  static long[] parts(Quantity quantity) {
    BigInteger[] parts =
        quantity.value().movePointRight(6).toBigIntegerExact().divideAndRemainder(MILLION);
    return new long[] {parts[0].longValueExact(), parts[1].longValueExact()};
  }

  static Quantity quantity(long whole, long micro) {
    return new Quantity(BigDecimal.valueOf(whole).add(BigDecimal.valueOf(micro, 6)));
  }
}
