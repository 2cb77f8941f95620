package dev.tillwright.core.report;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/** The rows of the view and the statements that move them, in portable SQL. */
final class SalesTables {
  private SalesTables() {}

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table report_period (terminal varchar(32) not null primary key,"
                  + " number bigint not null, from_seq bigint not null, to_seq bigint not null)",
              "create table report_close (terminal varchar(32) not null, number bigint not null,"
                  + " from_seq bigint not null, to_seq bigint not null, agrees integer not null,"
                  + " primary key (terminal, number))",
              "create table report_cell (terminal varchar(32) not null, period bigint not null,"
                  + " day varchar(10) not null, section varchar(16) not null,"
                  + " name varchar(200) not null, kind varchar(32) not null,"
                  + " currency varchar(3) not null, n bigint not null, minor bigint not null,"
                  + " second bigint not null, whole bigint not null, micro bigint not null,"
                  + " primary key (terminal, period, day, section, name, kind, currency))",
              "create index report_cell_day on report_cell (day, section, name)",
              "create table report_item (terminal varchar(32) not null, code varchar(64) not null,"
                  + " name varchar(200) not null, category varchar(200) not null,"
                  + " primary key (terminal, code))"));

  /** The open period of a terminal. */
  record Period(long number, long fromSeq, long toSeq) {}

  static Period period(Tx tx, String terminal) {
    return tx.first(
            "select number, from_seq, to_seq from report_period where terminal = ?",
            row -> new Period(row.number(1), row.number(2), row.number(3)),
            terminal)
        .orElse(new Period(1, 1, 0));
  }

  static void move(Tx tx, String terminal, Period to) {
    tx.update(
        "insert into report_period (terminal, number, from_seq, to_seq) values (?, ?, ?, ?)"
            + " on conflict (terminal) do update set number = excluded.number,"
            + " from_seq = excluded.from_seq, to_seq = excluded.to_seq",
        terminal,
        to.number(),
        to.fromSeq(),
        to.toSeq());
  }

  static void close(Tx tx, String terminal, Period period, boolean agrees) {
    tx.update(
        "insert into report_close (terminal, number, from_seq, to_seq, agrees)"
            + " values (?, ?, ?, ?, ?)",
        terminal,
        period.number(),
        period.fromSeq(),
        period.toSeq(),
        agrees);
  }

  static void add(
      Tx tx, String terminal, long period, String day, SaleCells.Key key, Tagged tagged) {
    Cell cell = tagged.cell();
    tx.update(
        "insert into report_cell (terminal, period, day, section, name, kind, currency,"
            + " n, minor, second, whole, micro) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (terminal, period, day, section, name, kind, currency) do update set"
            + " n = report_cell.n + excluded.n, minor = report_cell.minor + excluded.minor,"
            + " second = report_cell.second + excluded.second,"
            + " whole = report_cell.whole + excluded.whole,"
            + " micro = report_cell.micro + excluded.micro",
        terminal,
        period,
        day,
        key.section().name(),
        key.name(),
        tagged.kind().name(),
        tagged.currency(),
        cell.count(),
        cell.minor(),
        cell.second(),
        cell.whole(),
        cell.micro());
  }

  /** A cell with what it is of. */
  record Tagged(SaleKind kind, String currency, Cell cell) {}

  static void name(Tx tx, String terminal, Item item) {
    tx.update(
        "insert into report_item (terminal, code, name, category) values (?, ?, ?, ?)"
            + " on conflict (terminal, code) do update set name = excluded.name,"
            + " category = excluded.category",
        terminal,
        item.code(),
        SaleCells.shortened(item.name()),
        SaleCells.shortened(item.category()));
  }

  static void clear(Tx tx) {
    for (String table : List.of("report_cell", "report_close", "report_item", "report_period")) {
      tx.update("delete from " + table);
    }
  }
}
