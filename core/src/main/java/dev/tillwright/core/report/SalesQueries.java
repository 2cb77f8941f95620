package dev.tillwright.core.report;

import dev.tillwright.core.journal.TrainingMark;
import dev.tillwright.core.report.SalesReport.Breakdown;
import dev.tillwright.core.report.SalesReport.Ranking;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The questions to the view. */
final class SalesQueries {
  private static final String SUMS = "sum(n), sum(minor), sum(second), sum(whole), sum(micro)";
  // Items, categories and single members are many, and stand in no total.
  private static final String IN_TOTALS =
      " and section in ('ALL', 'LINES', 'DISCOUNT', 'TAX', 'TENDER', 'POINTS', 'OPERATOR',"
          + " 'MEMBER', 'CASH', 'CHARGE') and (section <> 'MEMBER' or name = '') group by section,"
          + " name, kind, currency";

  private SalesQueries() {}

  static List<SalesTotals> period(Tx tx, String terminal, long number) {
    return Pivot.totals(
        tx.list(
            "select section, name, kind, currency, "
                + SUMS
                + " from report_cell where terminal = ? and period = ?"
                + IN_TOTALS,
            SalesQueries::row,
            terminal,
            number));
  }

  static List<SalesTotals> days(Tx tx, LocalDate from, LocalDate to) {
    return Pivot.totals(
        tx.list(
            "select section, name, kind, currency, "
                + SUMS
                + " from report_cell where day between ? and ?"
                + IN_TOTALS,
            SalesQueries::row,
            from.toString(),
            to.toString()));
  }

  static List<DayClose> closes(Tx tx, String terminal) {
    return tx.list(
        "select number, from_seq, to_seq, agrees from report_close where terminal = ?"
            + " order by number",
        row -> new DayClose(row.number(1), row.number(2), row.number(3), row.number(4) != 0),
        terminal);
  }

  static List<SalesRow> by(Tx tx, Breakdown breakdown, LocalDate from, LocalDate to) {
    Section section =
        switch (breakdown) {
          case DAY -> Section.ALL;
          case HOUR -> Section.HOUR;
          case OPERATOR -> Section.OPERATOR;
          case CATEGORY -> Section.CATEGORY;
          case MEMBERSHIP -> Section.MEMBER;
          case DISCOUNT -> Section.DISCOUNT;
          case CHANNEL -> Section.CHANNEL;
        };
    String key =
        switch (breakdown) {
          case DAY -> "day";
          case MEMBERSHIP -> "case when name = '' then 'anonymous' else 'member' end";
          default -> "name";
        };
    List<Pivot.Row> rows =
        tx.list(
            "select section, "
                + key
                + ", kind, currency, "
                + SUMS
                + " from report_cell where day between ? and ? and section = ?"
                + " group by section, "
                + key
                + ", kind, currency",
            SalesQueries::row,
            from.toString(),
            to.toString(),
            section.name());
    String mark = mark(tx);
    Map<String, Pivot> pivots = pivots(rows);
    return pivots.values().stream()
        .flatMap(it -> it.rows(section).stream())
        .sorted(Comparator.comparing(SalesRow::key))
        .map(row -> marked(mark, row))
        .toList();
  }

  /** What stands before the rows of books of training; nothing in others. */
  private static String mark(Tx tx) {
    return tx.first(
            "select terminal from report_item where terminal like ? limit 1",
            row -> "TRAINING ",
            TrainingMark.PREFIX + "%")
        .orElse("");
  }

  private static SalesRow marked(String mark, SalesRow row) {
    return mark.isEmpty() ? row : row.named(mark + row.key());
  }

  static List<ItemRow> items(Tx tx, Ranking ranking, LocalDate from, LocalDate to, int n) {
    Map<String, String[]> names = new TreeMap<>();
    tx.each(
        "select code, name, category from report_item order by terminal",
        row -> names.put(row.text(1), new String[] {row.text(2), row.text(3)}));
    List<Pivot.Row> rows =
        tx.list(
            "select section, name, kind, currency, "
                + SUMS
                + " from report_cell where day between ? and ? and section = 'ITEM'"
                + " group by section, name, kind, currency",
            SalesQueries::row,
            from.toString(),
            to.toString());
    String mark = mark(tx);
    List<ItemRow> items = new ArrayList<>();
    for (Pivot pivot : pivots(rows).values()) {
      for (SalesRow row : pivot.rows(Section.ITEM)) {
        String[] known = names.getOrDefault(row.key(), new String[] {"", ""});
        items.add(
            new ItemRow(
                row.key(),
                mark + known[0],
                known[1],
                row.currency(),
                pivot.cell(Section.ITEM, row.key(), SaleKind.SALE).quantity(),
                row.gross(),
                pivot.back(Section.ITEM, row.key()).quantity(),
                row.refunded()));
      }
    }
    return items.stream()
        .sorted(order(ranking))
        .collect(Collectors.groupingBy(ItemRow::currency, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(each -> each.stream().limit(n))
        .toList();
  }

  private static Comparator<ItemRow> order(Ranking ranking) {
    Comparator<ItemRow> pieces =
        Comparator.comparing(it -> it.sold().value().subtract(it.returned().value()));
    // Amounts of two currencies have no order: each currency is ranked by itself.
    Comparator<ItemRow> amount = Comparator.comparingLong(it -> it.net().minor());
    Comparator<ItemRow> ranked =
        switch (ranking) {
          case BY_AMOUNT -> amount.reversed();
          case BY_QUANTITY -> pieces.reversed();
          case SLOWEST -> pieces;
        };
    return Comparator.comparing((ItemRow it) -> it.currency().getCurrencyCode())
        .thenComparing(ranked)
        .thenComparing(ItemRow::code);
  }

  static long members(Tx tx, LocalDate from, LocalDate to) {
    return tx.first(
            "select count(distinct name) from report_cell where day between ? and ?"
                + " and section = 'MEMBER' and name <> '' and kind = 'SALE'",
            row -> row.number(1),
            from.toString(),
            to.toString())
        .orElse(0L);
  }

  private static Map<String, Pivot> pivots(List<Pivot.Row> rows) {
    Map<String, Pivot> pivots = new TreeMap<>();
    rows.forEach(row -> pivots.computeIfAbsent(row.currency(), Pivot::new).add(row));
    return pivots;
  }

  private static Pivot.Row row(Tx.Row row) {
    return new Pivot.Row(
        Section.valueOf(row.text(1)),
        row.text(2),
        SaleKind.valueOf(row.text(3)),
        row.text(4),
        new Cell(row.number(5), row.number(6), row.number(7), row.number(8), row.number(9)));
  }
}
