package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderExtras;
import dev.tillwright.core.sale.TenderLine;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The till's own entries:
 *
 * <pre>
 * till.opened       version
 * recovery.setAside sale, openedSeq        of a sale whose entries do not go together
 * receipt.printing  sale, job, copy        before the printer is touched
 * receipt.printed   sale, job, result
 * slip.printing     sale, job              of a layaway, before the printer is touched
 * slip.printed      sale, job, result
 * stock.adjusted    reference, operator, reason, lines[{code, quantity}]
 * sale.refused      sale, operator, step, code; of a tender also kind, currency, amount
 * sale.chosen       sale, and the tender that is about to be asked for, as sale.tendered
 * return.alone      sale, origin, operator, currency, amount   the shared store was not reached
 * return.origin     another till's sale as it was finished, and soldSeq, soldAt
 * sale.voiding      sale, origin, operator, reason   a completed sale is taken back whole
 * cash.paidIn       operator, currency, amount, reason
 * cash.paidOut      operator, currency, amount, reason
 * drawer.opening    operator, currency, reason; sale when it is for one; before the drawer is touched
 * drawer.opened     opened
 * day.carriedOver   day, count, payments[{key, sale, state, currency, amount}], the first 1,000
 * </pre>
 */
final class TillEntries {
  static final String OPENED = "till.opened";
  static final String PRINTING = "receipt.printing";
  static final String PRINTED = "receipt.printed";
  static final String ADJUSTED = "stock.adjusted";

  static final String SET_ASIDE = "recovery.setAside";

  static final String REFUSED = "sale.refused";
  static final String OPENING = "drawer.opening";
  static final String DRAWER = "drawer.opened";

  static final String PAID_IN = "cash.paidIn";
  static final String PAID_OUT = "cash.paidOut";
  static final String CHOSEN = "sale.chosen";

  private static final String CARRIED_OVER = "day.carriedOver";
  private static final int MOST_CARRIED = 1_000;

  private TillEntries() {}

  static Draft moved(String kind, String operator, Money amount, String reason) {
    return new Draft(
        kind,
        JsonOut.object(
            out ->
                out.put("operator", operator)
                    .put("currency", amount.currency().getCurrencyCode())
                    .put("amount", amount.minor())
                    .put("reason", reason)));
  }

  static Draft voiding(Ticket ticket, SaleId origin, String reason) {
    return new Draft(
        "sale.voiding",
        JsonOut.object(
            out ->
                out.put("sale", ticket.id().toString())
                    .put("origin", origin.toString())
                    .put("operator", ticket.session().operator().id())
                    .put("reason", reason)));
  }

  /** A return goes on although nobody could say what other tills took back. */
  static Draft alone(Ticket ticket, SaleId origin, Money amount) {
    return new Draft(
        "return.alone",
        JsonOut.object(
            out ->
                out.put("sale", ticket.id().toString())
                    .put("origin", origin.toString())
                    .put("operator", ticket.session().operator().id())
                    .put("currency", amount.currency().getCurrencyCode())
                    .put("amount", amount.minor())));
  }

  /** Written as a tender is, so that it is read as one. */
  static Draft chosen(SaleId sale, TenderLine asked) {
    Draft tendered = SaleEvents.toDraft(new SaleEvent.Tendered(sale, asked));
    return new Draft(CHOSEN, tendered.payload());
  }

  static TenderExtras chosenExtras(String payload) {
    return SaleEvents.readTender(payload).tender().extras();
  }

  static Draft refused(
      SaleId sale, String operator, String step, String code, @Nullable TenderLine tender) {
    return new Draft(
        REFUSED,
        JsonOut.object(
            out -> {
              out.put("sale", sale.toString())
                  .put("operator", operator)
                  .put("step", step)
                  .put("code", code);
              if (tender != null) {
                out.put("kind", tender.kind().name())
                    .put("currency", tender.amount().currency().getCurrencyCode())
                    .put("amount", tender.amount().minor());
              }
            }));
  }

  static Draft opening(String operator, Currency currency, String reason, @Nullable SaleId sale) {
    return new Draft(
        OPENING,
        JsonOut.object(
            out ->
                out.put("operator", operator)
                    .put("currency", currency.getCurrencyCode())
                    .put("reason", reason)
                    .put("sale", sale == null ? null : sale.toString())));
  }

  static Draft drawer(boolean opened) {
    return new Draft(DRAWER, JsonOut.object(out -> out.put("opened", opened)));
  }

  static Draft opened(String version) {
    return new Draft(OPENED, JsonOut.object(out -> out.put("version", version)));
  }

  /** That the journal is about to leave the till as a file of this name. */
  static Draft exported(String operator, String file) {
    return new Draft(
        "journal.exported", JsonOut.object(out -> out.put("operator", operator).put("file", file)));
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

  static Draft slipPrinting(SaleId sale, String job) {
    return new Draft(
        "slip.printing", JsonOut.object(out -> out.put("sale", sale.toString()).put("job", job)));
  }

  static Draft slipPrinted(SaleId sale, String job, PrintResult result) {
    return new Draft("slip.printed", printed(sale, job, result).payload());
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

  static Draft setAside(SaleId sale, long openedSeq) {
    return new Draft(
        SET_ASIDE,
        JsonOut.object(out -> out.put("sale", sale.toString()).put("openedSeq", openedSeq)));
  }

  /** The sale that an entry is about; empty when its payload does not say. */
  static String saleOf(Entry entry) {
    try {
      return JsonIn.parse(entry.payload()).optionalText("sale").orElse("");
    } catch (JsonException e) {
      return "";
    }
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

  /**
   * The payments that a day close carries over, because the host has not settled them with the
   * till: each stays counted in the day that is closed, and is sent or undone later.
   */
  static Draft carriedOver(long day, List<Attempt> open) {
    return new Draft(
        CARRIED_OVER,
        JsonOut.object(
            out ->
                out.put("day", day)
                    .put("count", open.size())
                    .putAll(
                        "payments",
                        open.subList(0, Math.min(open.size(), MOST_CARRIED)),
                        (it, attempt) ->
                            it.put("key", attempt.key().toString())
                                .put("sale", attempt.intent().sale())
                                .put("state", attempt.state().name())
                                .put(
                                    "currency",
                                    attempt.intent().amount().currency().getCurrencyCode())
                                .put("amount", attempt.intent().amount().minor()))));
  }
}
