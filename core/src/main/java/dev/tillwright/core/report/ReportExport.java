package dev.tillwright.core.report;

import dev.tillwright.core.csv.CsvOut;
import dev.tillwright.core.json.JsonOut;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports for other programs: CSV (RFC 4180, UTF-8, with a header line) and JSON. In CSV amounts
 * are decimals; in JSON they are whole minor units beside their currency.
 *
 * <p><b>Guarantee.</b> A text that a spreadsheet would run as a formula gets an apostrophe before
 * it in CSV.
 */
public final class ReportExport {
  private ReportExport() {}

  /** An X or a Z: one line a figure, {@code terminal,z,currency,figure,of,count,amount}. */
  public static String csv(DayTotals day) {
    return new TotalsCsv(day).text();
  }

  /** An X or a Z, as its journal entry has it. */
  public static String json(DayTotals day) {
    return TotalsJson.write(day);
  }

  /**
   * A break-down.
   *
   * @param key what the rows are of, as the header says it: {@code day}
   */
  public static String csv(String key, List<SalesRow> rows) {
    Stream<String> header =
        Stream.of(line(key, "currency", "sales", "gross", "returns", "refunded", "net"));
    Stream<String> lines =
        rows.stream()
            .map(
                row ->
                    line(
                        text(row.key()),
                        row.currency().getCurrencyCode(),
                        Long.toString(row.sales()),
                        row.gross().decimal(),
                        Long.toString(row.returns()),
                        row.refunded().decimal(),
                        row.net().decimal()));
    return Stream.concat(header, lines).collect(Collectors.joining());
  }

  /** A break-down, as {@code {"rows":[…]}}. */
  public static String json(String key, List<SalesRow> rows) {
    return JsonOut.object(
        out ->
            out.putAll(
                "rows",
                rows,
                (it, row) -> {
                  it.put("currency", row.currency().getCurrencyCode());
                  TotalsJson.row(it, key, row);
                }));
  }

  /** A ranking of items. */
  public static String csv(List<ItemRow> items) {
    Stream<String> header =
        Stream.of(
            line(
                "item",
                "name",
                "category",
                "currency",
                "sold",
                "gross",
                "returned",
                "refunded",
                "net"));
    Stream<String> lines =
        items.stream()
            .map(
                it ->
                    line(
                        text(it.code()),
                        text(it.name()),
                        text(it.category()),
                        it.currency().getCurrencyCode(),
                        it.sold().toString(),
                        it.gross().decimal(),
                        it.returned().toString(),
                        it.refunded().decimal(),
                        it.net().decimal()));
    return Stream.concat(header, lines).collect(Collectors.joining());
  }

  /** A ranking of items, as {@code {"items":[…]}}. */
  public static String json(List<ItemRow> items) {
    return JsonOut.object(
        out ->
            out.putAll(
                "items",
                items,
                (row, it) ->
                    row.put("item", it.code())
                        .put("name", it.name())
                        .put("category", it.category())
                        .put("currency", it.currency().getCurrencyCode())
                        .put("sold", it.sold().toString())
                        .put("gross", it.gross().minor())
                        .put("returned", it.returned().toString())
                        .put("refunded", it.refunded().minor())));
  }

  static String text(String text) {
    return CsvOut.text(text);
  }

  static String line(String... cells) {
    return CsvOut.line(cells);
  }
}
