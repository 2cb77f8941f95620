package dev.tillwright.core.report;

import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.stock.StockFinding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A report as rows and columns, for other programs: CSV (RFC 4180, UTF-8, with a header line) and
 * JSON, {@code {"rows":[…]}}. In CSV amounts are decimals; in JSON they are whole minor units
 * beside their {@code currency}. Columns are only ever added, at the end.
 *
 * <p><b>Guarantee.</b> A text that a spreadsheet would run as a formula gets an apostrophe before
 * it in CSV, as {@link ReportExport} has it.
 *
 * @param <R> what a row is of
 */
public final class ReportTable<R> {
  private final List<R> rows;
  private final List<Column<R>> columns = new ArrayList<>();

  private ReportTable(List<R> rows) {
    this.rows = List.copyOf(rows);
  }

  private record Column<R>(String name, Function<R, String> csv, BiConsumer<JsonOut, R> json) {}

  /**
   * Cost and profit: {@code KEY, currency, lines, net, cost, unknownLines, unknownNet, profit}.
   *
   * @param key what the rows are of, as the header says it: {@code item}
   */
  public static ReportTable<ProfitRow> profit(String key, List<ProfitRow> rows) {
    return new ReportTable<>(rows)
        .text(key, ProfitRow::key)
        .currency(ProfitRow::net)
        .number("lines", ProfitRow::lines)
        .money("net", ProfitRow::net)
        .money("cost", ProfitRow::cost)
        .number("unknownLines", ProfitRow::unknownLines)
        .money("unknownNet", ProfitRow::unknownNet)
        .money("profit", ProfitRow::profit);
  }

  /** Fees: {@code tender, scheme, currency, payments, taken, refunds, fees, unpriced}. */
  public static ReportTable<AcceptanceRow> acceptance(List<AcceptanceRow> rows) {
    return new ReportTable<>(rows)
        .text("tender", it -> it.tender().name())
        .text("scheme", AcceptanceRow::scheme)
        .currency(AcceptanceRow::taken)
        .number("payments", AcceptanceRow::payments)
        .money("taken", AcceptanceRow::taken)
        .number("refunds", AcceptanceRow::refunds)
        .money("fees", AcceptanceRow::fees)
        .number("unpriced", AcceptanceRow::unpriced);
  }

  /** Deeds: {@code operator, deed, currency, count, amount}. */
  public static ReportTable<OperatorRow> operators(List<OperatorRow> rows) {
    return new ReportTable<>(rows)
        .text("operator", OperatorRow::operator)
        .text("deed", it -> it.what().name())
        .currency(OperatorRow::amount)
        .number("count", OperatorRow::count)
        .money("amount", OperatorRow::amount);
  }

  /**
   * Weekdays or months: {@code KEY, currency, days, net, index}.
   *
   * @param key {@code weekday} or {@code month}
   */
  public static ReportTable<SeasonRow> season(String key, List<SeasonRow> rows) {
    return new ReportTable<>(rows)
        .text(key, SeasonRow::key)
        .currency(SeasonRow::net)
        .number("days", SeasonRow::days)
        .money("net", SeasonRow::net)
        .decimal("index", SeasonRow::index);
  }

  /** Reasons: {@code reason, figure, sentence}. */
  public static ReportTable<SellerReason> reasons(SellerStudy study) {
    return new ReportTable<>(study.reasons())
        .text("reason", it -> it.kind().name())
        .decimal("figure", SellerReason::figure)
        .text("sentence", SellerReason::sentence);
  }

  /** Stock: {@code place, item, finding, onHand, demand, reorderPoint, order, sentence}. */
  public static ReportTable<StockFinding> stock(List<StockFinding> rows) {
    return new ReportTable<>(rows)
        .text("place", StockFinding::place)
        .text("item", StockFinding::code)
        .text("finding", it -> it.kind().name())
        .decimal("onHand", it -> it.onHand().value())
        .decimal("demand", it -> it.demand().mean())
        .decimal("reorderPoint", StockFinding::reorderPoint)
        .decimal("order", StockFinding::order)
        .text("sentence", StockFinding::sentence);
  }

  /** The table as CSV. */
  public String csv() {
    StringBuilder csv = new StringBuilder();
    csv.append(ReportExport.line(columns.stream().map(Column::name).toArray(String[]::new)));
    for (R row : rows) {
      csv.append(
          ReportExport.line(
              columns.stream().map(it -> it.csv().apply(row)).toArray(String[]::new)));
    }
    return csv.toString();
  }

  /** The table as JSON. */
  public String json() {
    return JsonOut.object(
        out ->
            out.putAll(
                "rows", rows, (it, row) -> columns.forEach(each -> each.json().accept(it, row))));
  }

  private ReportTable<R> text(String name, Function<R, String> value) {
    return column(
        name,
        row -> ReportExport.text(value.apply(row)),
        (out, row) -> out.put(name, value.apply(row)));
  }

  private ReportTable<R> currency(Function<R, Money> of) {
    return text("currency", row -> of.apply(row).currency().getCurrencyCode());
  }

  private ReportTable<R> number(String name, Function<R, ? extends Number> value) {
    return column(
        name,
        row -> String.valueOf(value.apply(row)),
        (out, row) -> out.put(name, value.apply(row).longValue()));
  }

  private ReportTable<R> decimal(String name, Function<R, BigDecimal> value) {
    return column(
        name,
        row -> value.apply(row).toPlainString(),
        (out, row) -> out.put(name, value.apply(row).toPlainString()));
  }

  private ReportTable<R> money(String name, Function<R, Money> value) {
    return column(
        name,
        row -> value.apply(row).decimal(),
        (out, row) -> out.put(name, value.apply(row).minor()));
  }

  private ReportTable<R> column(String name, Function<R, String> csv, BiConsumer<JsonOut, R> json) {
    columns.add(new Column<>(name, csv, json));
    return this;
  }
}
