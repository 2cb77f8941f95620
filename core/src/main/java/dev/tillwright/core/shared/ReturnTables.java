package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tables of shared returns at the central store. {@code shared_back_reserved} is written by the
 * tills and {@code shared_back_seen} by people: they are no views. The rest is the {@link
 * ReturnsBook} over all terminals.
 */
final class ReturnTables {
  /** More parts of one sale, come back one by one, are no sale; then the store has no answer. */
  private static final int MOST_PARTS = 100_000;

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table shared_sold (sale varchar(64) not null primary key,"
                  + " terminal varchar(32) not null, seq bigint not null, at bigint not null,"
                  + " payload text not null)",
              "create table shared_back (sale varchar(64) not null, line bigint not null,"
                  + " terminal varchar(32) not null, seq bigint not null,"
                  + " origin varchar(64) not null, origin_line bigint not null,"
                  + " quantity varchar(32) not null, currency varchar(3) not null,"
                  + " discount bigint not null, tax bigint not null, total bigint not null,"
                  + " exchanged bigint not null, at bigint not null, primary key (sale, line))",
              "create index shared_back_origin on shared_back (origin)",
              "create index shared_back_at on shared_back (at)",
              "create table shared_back_paid (sale varchar(64) not null, part bigint not null,"
                  + " terminal varchar(32) not null, origin varchar(64) not null,"
                  + " tender varchar(16) not null, currency varchar(3) not null,"
                  + " amount bigint not null, rounding bigint not null, primary key (sale, part))",
              "create index shared_back_paid_origin on shared_back_paid (origin)",
              "create table shared_back_reserved (origin varchar(64) not null,"
                  + " sale varchar(64) not null, terminal varchar(32) not null,"
                  + " currency varchar(3) not null, amount bigint not null, at bigint not null,"
                  + " until bigint not null, primary key (origin, sale))",
              "create index shared_back_reserved_sale on shared_back_reserved (sale)",
              "create table shared_back_seen (sale varchar(64) not null primary key,"
                  + " parts bigint not null)"));

  private ReturnTables() {}

  static Optional<SoldSale> sold(SaleId sale, Tx tx) {
    return tx.first(
            "select payload, seq, at from shared_sold where sale = ?",
            row ->
                new SoldSale(
                    CompletedSale.parse(row.text(1)),
                    row.text(1),
                    row.number(2),
                    Instant.ofEpochMilli(row.number(3))),
            sale.toString())
        .filter(it -> it.sale().id().equals(sale));
  }

  /** What came back of a sale at other terminals than one. */
  static Elsewhere elsewhere(SaleId origin, String but, Tx tx) {
    Map<Integer, Returned> lines = new TreeMap<>();
    boolean[] exchanged = {false};
    tx.each(
        "select origin_line, quantity, currency, discount, tax, total, exchanged from shared_back"
            + " where origin = ? and terminal <> ? order by sale, line limit "
            + MOST_PARTS,
        row -> {
          lines.merge((int) row.number(1), returned(row), Returned::plus);
          exchanged[0] |= row.number(7) != 0;
        },
        origin.toString(),
        but);
    List<Elsewhere.Paid> paid = new ArrayList<>();
    tx.each(
        "select tender, currency, sum(amount), sum(rounding) from shared_back_paid"
            + " where origin = ? and terminal <> ? group by tender, currency order by tender",
        row -> {
          Currency currency = Currency.getInstance(row.text(2));
          paid.add(
              new Elsewhere.Paid(
                  TenderKind.valueOf(row.text(1)),
                  Money.ofMinor(row.number(3), currency),
                  Money.ofMinor(row.number(4), currency)));
        },
        origin.toString(),
        but);
    return lines.isEmpty() && paid.isEmpty()
        ? Elsewhere.NOTHING
        : new Elsewhere(lines, paid, exchanged[0]);
  }

  private static Returned returned(Tx.Row row) {
    Currency currency = Currency.getInstance(row.text(3));
    return new Returned(
        Quantity.parse(row.text(2)),
        Money.ofMinor(row.number(4), currency),
        Money.ofMinor(row.number(5), currency),
        Money.ofMinor(row.number(6), currency));
  }

  /** Reserves a sale for a ticket, unless somebody else is at it. */
  static boolean reserve(SharedReturns.Question asked, long until, Tx tx) {
    String terminal = asked.ticket().terminal();
    long at = asked.at().toEpochMilli();
    List<Held> held =
        tx.list(
            "select terminal, sale from shared_back_reserved where origin = ? and until > ?"
                + " and sale <> ? order by sale",
            row -> new Held(row.text(1), row.text(2)),
            asked.origin().toString(),
            at,
            asked.ticket().toString());
    for (Held each : held) {
      // Its own tickets a till keeps apart by itself, as far as its journal knows them.
      if (!each.terminal.equals(terminal) || !asked.own().test(SaleId.parse(each.sale))) {
        return false;
      }
    }
    tx.update(
        "delete from shared_back_reserved where terminal = ? and (origin = ? and sale = ?"
            + " or until <= ?)",
        terminal,
        asked.origin().toString(),
        asked.ticket().toString(),
        at);
    tx.update(
        "insert into shared_back_reserved (origin, sale, terminal, currency, amount, at, until)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        asked.origin().toString(),
        asked.ticket().toString(),
        terminal,
        asked.amount().currency().getCurrencyCode(),
        asked.amount().minor(),
        at,
        until);
    return true;
  }

  static void release(SaleId origin, SaleId ticket, Tx tx) {
    tx.update(
        "delete from shared_back_reserved where terminal = ? and origin = ? and sale = ?",
        ticket.terminal(),
        origin.toString(),
        ticket.toString());
  }

  private record Held(String terminal, String sale) {}
}
