package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.sale.SaleId;
import java.util.List;

/**
 * The till's own entries:
 *
 * <pre>
 * till.opened       version
 * receipt.printing  sale, job, copy        before the printer is touched
 * receipt.printed   sale, job, result
 * stock.adjusted    reference, operator, reason, lines[{code, quantity}]
 * </pre>
 */
final class TillEntries {
  static final String OPENED = "till.opened";
  static final String PRINTING = "receipt.printing";
  static final String PRINTED = "receipt.printed";
  static final String ADJUSTED = "stock.adjusted";

  private TillEntries() {}

  static Draft opened(String version) {
    return new Draft(OPENED, JsonOut.object(out -> out.put("version", version)));
  }

  static Draft printing(SaleId sale, String job, boolean copy) {
    return new Draft(
        PRINTING,
        JsonOut.object(out -> out.put("sale", sale.toString()).put("job", job).put("copy", copy)));
  }

  static Draft printed(SaleId sale, String job, PrintResult result) {
    return new Draft(
        PRINTED,
        JsonOut.object(
            out -> out.put("sale", sale.toString()).put("job", job).put("result", result.name())));
  }

  static Draft adjusted(
      String reference, String operator, String reason, List<StockAdjustment> lines) {
    return new Draft(
        ADJUSTED,
        JsonOut.object(
            out ->
                out.put("reference", reference)
                    .put("operator", operator)
                    .put("reason", reason)
                    .putAll(
                        "lines",
                        lines,
                        (line, it) ->
                            line.put("code", it.code())
                                .put("quantity", it.quantity().toPlainString()))));
  }

  static String printedSale(Entry entry) {
    return JsonIn.parse(entry.payload()).text("sale");
  }

  static boolean nothingOnPaper(Entry entry) {
    return JsonIn.parse(entry.payload()).text("result").equals(PrintResult.NOT_PRINTED.name());
  }

  static String adjustmentReference(Entry entry) {
    return JsonIn.parse(entry.payload()).text("reference");
  }
}
