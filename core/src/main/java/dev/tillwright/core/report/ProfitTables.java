package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.stock.MovingAverage;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** The rows of the profit and the statements that move them, in portable SQL. */
final class ProfitTables {
  private static final String SUMS =
      "sum(lines), sum(net), sum(cost), sum(unknown_lines), sum(unknown_net)";

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              MovingAverage.TABLE,
              "create table profit_cell (terminal varchar(32) not null, day varchar(10) not null,"
                  + " section varchar(16) not null, name varchar(200) not null,"
                  + " currency varchar(3) not null, lines bigint not null, net bigint not null,"
                  + " cost bigint not null, unknown_lines bigint not null,"
                  + " unknown_net bigint not null,"
                  + " primary key (terminal, day, section, name, currency))",
              "create index profit_cell_day on profit_cell (day, section, name)",
              "create table profit_sale (terminal varchar(32) not null, seq bigint not null,"
                  + " part bigint not null, sale varchar(64) not null, day varchar(10) not null,"
                  + " currency varchar(3) not null, lines bigint not null, net bigint not null,"
                  + " cost bigint not null, unknown_lines bigint not null,"
                  + " unknown_net bigint not null, primary key (terminal, seq, part))"));

  private ProfitTables() {}

  /** Sums of one row, in minor units. */
  record Cell(long lines, long net, long cost, long unknownLines, long unknownNet) {
    static final Cell NOTHING = new Cell(0, 0, 0, 0, 0);

    Cell plus(Cell other) {
      return new Cell(
          Math.addExact(lines, other.lines),
          Math.addExact(net, other.net),
          Math.addExact(cost, other.cost),
          Math.addExact(unknownLines, other.unknownLines),
          Math.addExact(unknownNet, other.unknownNet));
    }

    ProfitRow row(String key, String currency) {
      Currency of = Currency.getInstance(currency);
      return new ProfitRow(
          key,
          lines,
          Money.ofMinor(net, of),
          Money.ofMinor(cost, of),
          unknownLines,
          Money.ofMinor(unknownNet, of));
    }
  }

  /** Where a cell is added. */
  record Place(String terminal, String day, String currency) {}

  static void add(Tx tx, Place place, String section, String name, Cell cell) {
    tx.update(
        "insert into profit_cell (terminal, day, section, name, currency, lines, net, cost,"
            + " unknown_lines, unknown_net) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (terminal, day, section, name, currency) do update set"
            + " lines = profit_cell.lines + excluded.lines,"
            + " net = profit_cell.net + excluded.net, cost = profit_cell.cost + excluded.cost,"
            + " unknown_lines = profit_cell.unknown_lines + excluded.unknown_lines,"
            + " unknown_net = profit_cell.unknown_net + excluded.unknown_net",
        place.terminal(),
        place.day(),
        section,
        SaleCells.shortened(name),
        place.currency(),
        cell.lines(),
        cell.net(),
        cell.cost(),
        cell.unknownLines(),
        cell.unknownNet());
  }

  static void sale(Tx tx, Place place, long seq, long part, String sale, Cell cell) {
    tx.insertIfAbsent(
        "insert into profit_sale (terminal, seq, part, sale, day, currency, lines, net, cost,"
            + " unknown_lines, unknown_net) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        place.terminal(),
        seq,
        part,
        sale,
        place.day(),
        place.currency(),
        cell.lines(),
        cell.net(),
        cell.cost(),
        cell.unknownLines(),
        cell.unknownNet());
  }

  static List<ProfitRow> rows(Tx tx, String section, LocalDate from, LocalDate to, int n) {
    String key = section.equals("DAY") ? "day" : "name";
    return tx.list(
        "select "
            + key
            + ", currency, "
            + SUMS
            + " from profit_cell where day between ? and ? and section = ? group by "
            + key
            + ", currency order by currency, "
            + key
            + " limit ?",
        row -> cell(row, 2).row(row.text(1), row.text(2)),
        from.toString(),
        to.toString(),
        section.equals("DAY") ? "ALL" : section,
        n);
  }

  static List<ProfitRow> sales(Tx tx, String terminal, long afterSeq, int n) {
    return tx.list(
        "select sale, currency, lines, net, cost, unknown_lines, unknown_net from profit_sale"
            + " where terminal = ? and seq > ? order by seq, part limit ?",
        row -> cell(row, 2).row(row.text(1), row.text(2)),
        terminal,
        afterSeq,
        n);
  }

  private static Cell cell(Tx.Row row, int before) {
    return new Cell(
        row.number(before + 1),
        row.number(before + 2),
        row.number(before + 3),
        row.number(before + 4),
        row.number(before + 5));
  }

  static void clear(Tx tx) {
    MovingAverage.clear(tx);
    tx.update("delete from profit_cell");
    tx.update("delete from profit_sale");
  }
}
