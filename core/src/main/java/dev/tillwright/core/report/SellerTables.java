package dev.tillwright.core.report;

import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How each item sold, day by day, and the statements that move it, in portable SQL. */
final class SellerTables {
  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table seller_day (terminal varchar(32) not null, day varchar(10) not null,"
                  + " code varchar(64) not null, currency varchar(3) not null,"
                  + " lines bigint not null, whole bigint not null, micro bigint not null,"
                  + " list bigint not null, discount bigint not null, positions bigint not null,"
                  + " sizes bigint not null, alone bigint not null,"
                  + " primary key (terminal, day, code, currency))",
              "create index seller_day_code on seller_day (code, currency, day)",
              "create index seller_day_day on seller_day (currency, day)"));

  private static final String SUMS =
      "sum(lines), sum(whole), sum(micro), sum(list), sum(discount), sum(positions), sum(sizes),"
          + " sum(alone)";

  private SellerTables() {}

  /**
   * How an item sold.
   *
   * @param lines it stood in
   * @param pieces that were sold
   * @param list at list prices, in minor units
   * @param discount that fell on it
   * @param positions of its lines in their baskets, from 1, added up
   * @param sizes of those baskets, in lines, added up
   * @param alone how often it was the only one
   */
  record Sums(
      long lines,
      BigDecimal pieces,
      long list,
      long discount,
      long positions,
      long sizes,
      long alone) {
    static final Sums NOTHING = new Sums(0, BigDecimal.ZERO, 0, 0, 0, 0, 0);
  }

  /** Pieces of one day. */
  record Day(LocalDate day, BigDecimal pieces) {}

  static void add(
      Tx tx, String terminal, String day, String code, String currency, Cell pieces, Sums sums) {
    tx.update(
        "insert into seller_day (terminal, day, code, currency, lines, whole, micro, list,"
            + " discount, positions, sizes, alone) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (terminal, day, code, currency) do update set"
            + " lines = seller_day.lines + excluded.lines,"
            + " whole = seller_day.whole + excluded.whole,"
            + " micro = seller_day.micro + excluded.micro,"
            + " list = seller_day.list + excluded.list,"
            + " discount = seller_day.discount + excluded.discount,"
            + " positions = seller_day.positions + excluded.positions,"
            + " sizes = seller_day.sizes + excluded.sizes,"
            + " alone = seller_day.alone + excluded.alone",
        terminal,
        day,
        code,
        currency,
        sums.lines(),
        pieces.whole(),
        pieces.micro(),
        sums.list(),
        sums.discount(),
        sums.positions(),
        sums.sizes(),
        sums.alone());
  }

  /** Of one item, or of all where the code is empty. */
  static Sums sums(Tx tx, String code, String currency, LocalDate from, LocalDate to) {
    String of = code.isEmpty() ? "" : " and code = ?";
    List<Object> arguments = new ArrayList<>();
    arguments.add(currency);
    arguments.add(from.toString());
    arguments.add(to.toString());
    if (!code.isEmpty()) {
      arguments.add(code);
    }
    return tx.first(
            "select count(*), "
                + SUMS
                + " from seller_day where currency = ? and day between ? and ?"
                + of
                + " having count(*) > 0",
            SellerTables::sums,
            arguments.toArray())
        .orElse(Sums.NOTHING);
  }

  private static Sums sums(Tx.Row row) {
    BigDecimal pieces = BigDecimal.valueOf(row.number(3)).add(BigDecimal.valueOf(row.number(4), 6));
    return new Sums(
        row.number(2),
        pieces,
        row.number(5),
        row.number(6),
        row.number(7),
        row.number(8),
        row.number(9));
  }

  static List<Day> days(Tx tx, String code, String currency, LocalDate from, LocalDate to) {
    return tx.list(
        "select day, sum(whole), sum(micro) from seller_day where code = ? and currency = ?"
            + " and day between ? and ? group by day order by day",
        row ->
            new Day(
                LocalDate.parse(row.text(1)),
                BigDecimal.valueOf(row.number(2)).add(BigDecimal.valueOf(row.number(3), 6))),
        code,
        currency,
        from.toString(),
        to.toString());
  }

  static void clear(Tx tx) {
    tx.update("delete from seller_day");
  }
}
