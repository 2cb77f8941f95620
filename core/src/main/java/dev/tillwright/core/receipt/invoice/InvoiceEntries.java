package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of invoices. Amounts are whole numbers of the minor unit:
 *
 * <pre>
 * invoice.asked       number, sale, operator, date, currency, total, tax,
 *                     lines[{line, quantity, base, gross, tax}], buyer (sealed, base64)
 *                     before the provider hears of it; without operator when every sale is
 * invoice.answered    number, state, document, reason; operator and note when said by hand
 * invoice.correcting  number, of, cause, whole, currency, total, tax, lines[as above],
 *                     sale (the return); operator and note of one that is cancelled
 * invoice.corrected   number, of, state, document, reason; operator and note when said by hand
 * invoice.forgotten   number        the key of the buyer's data is destroyed
 * </pre>
 *
 * Neither codes nor buyers stand in them in clear.
 */
public final class InvoiceEntries {
  /** An invoice is asked for. */
  public static final String ASKED = "invoice.asked";

  /** What became of it. */
  public static final String ANSWERED = "invoice.answered";

  /** Something is taken back. */
  public static final String CORRECTING = "invoice.correcting";

  /** What became of that. */
  public static final String CORRECTED = "invoice.corrected";

  /** The buyer's data can no longer be read. */
  public static final String FORGOTTEN = "invoice.forgotten";

  private InvoiceEntries() {}

  /**
   * An invoice that is asked for.
   *
   * @param operator who asked; {@code null} when every sale is
   * @param buyer sealed, in base64; {@code null} without one
   */
  public record Asked(
      String number,
      SaleId sale,
      @Nullable String operator,
      LocalDate date,
      Currency currency,
      List<InvoiceShare> shares,
      @Nullable String buyer) {
    public Asked {
      Objects.requireNonNull(number, "number");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(date, "date");
      Objects.requireNonNull(currency, "currency");
      shares = List.copyOf(shares);
    }

    /** All of it. */
    public Money total() {
      return InvoiceAmounts.total(shares, currency);
    }

    /** The tax of it. */
    public Money tax() {
      return InvoiceAmounts.tax(shares, currency);
    }

    /** The entry to be written. */
    public Draft draft() {
      return new Draft(
          ASKED,
          JsonOut.object(
              out ->
                  out.put("number", number)
                      .put("sale", sale.toString())
                      .put("operator", operator)
                      .put("date", date.toString())
                      .put("currency", currency.getCurrencyCode())
                      .put("total", total().minor())
                      .put("tax", tax().minor())
                      .putAll("lines", shares, (line, it) -> it.write(line))
                      .put("buyer", buyer)));
    }

    /** Reads it. */
    public static Asked read(Entry entry) {
      JsonIn in = JsonIn.parse(entry.payload());
      Currency currency = Currency.getInstance(in.text("currency"));
      return new Asked(
          in.text("number"),
          SaleId.parse(in.text("sale")),
          in.optionalText("operator").orElse(null),
          LocalDate.parse(in.text("date")),
          currency,
          in.objects("lines").stream().map(it -> InvoiceShare.read(it, currency)).toList(),
          in.optionalText("buyer").orElse(null));
    }

    /** The number and the sale only. */
    @Override
    public String toString() {
      return "Asked[" + number + "]";
    }
  }

  /**
   * Something is taken back.
   *
   * @param sale the return; {@code null} when none was
   * @param operator who cancelled it; {@code null} when goods came back
   * @param note why it was cancelled; empty otherwise
   */
  public record Correcting(
      String number,
      String of,
      InvoiceCorrection.Cause cause,
      boolean whole,
      @Nullable SaleId sale,
      @Nullable String operator,
      String note,
      Currency currency,
      List<InvoiceShare> shares) {
    public Correcting {
      Objects.requireNonNull(number, "number");
      Objects.requireNonNull(of, "of");
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(note, "note");
      shares = List.copyOf(shares);
    }

    /** All of it. */
    public Money total() {
      return InvoiceAmounts.total(shares, currency);
    }

    /** The tax of it. */
    public Money tax() {
      return InvoiceAmounts.tax(shares, currency);
    }

    /** The entry to be written. */
    public Draft draft() {
      return new Draft(
          CORRECTING,
          JsonOut.object(
              out ->
                  out.put("number", number)
                      .put("of", of)
                      .put("cause", cause.name())
                      .put("whole", whole)
                      .put("sale", sale == null ? null : sale.toString())
                      .put("operator", operator)
                      .put("note", note.isEmpty() ? null : note)
                      .put("currency", currency.getCurrencyCode())
                      .put("total", total().minor())
                      .put("tax", tax().minor())
                      .putAll("lines", shares, (line, it) -> it.write(line))));
    }

    /** Reads it. */
    public static Correcting read(Entry entry) {
      JsonIn in = JsonIn.parse(entry.payload());
      Currency currency = Currency.getInstance(in.text("currency"));
      return new Correcting(
          in.text("number"),
          in.text("of"),
          InvoiceCorrection.Cause.valueOf(in.text("cause")),
          in.truth("whole"),
          in.optionalText("sale").map(SaleId::parse).orElse(null),
          in.optionalText("operator").orElse(null),
          in.optionalText("note").orElse(""),
          currency,
          in.objects("lines").stream().map(it -> InvoiceShare.read(it, currency)).toList());
    }
  }

  /**
   * What became of an order or a correction.
   *
   * @param of of a correction, the order's number; {@code null} of an order
   * @param document the provider's number; empty without one
   * @param reason of a refusal; empty otherwise
   * @param operator who said so by hand; {@code null} when the provider did
   * @param note of the operator; empty otherwise
   */
  public record Ended(
      String number,
      @Nullable String of,
      InvoiceState state,
      String document,
      String reason,
      @Nullable String operator,
      String note) {

    /** By the provider. */
    public Ended(
        String number, @Nullable String of, InvoiceState state, String document, String reason) {
      this(number, of, state, document, reason, null, "");
    }

    /** The entry to be written. */
    public Draft draft() {
      return new Draft(
          of == null ? ANSWERED : CORRECTED,
          JsonOut.object(
              out ->
                  out.put("number", number)
                      .put("of", of)
                      .put("state", state.name())
                      .put("document", document.isEmpty() ? null : document)
                      .put("reason", reason.isEmpty() ? null : reason)
                      .put("operator", operator)
                      .put("note", note.isEmpty() ? null : note)));
    }

    /** Reads it. */
    public static Ended read(Entry entry) {
      JsonIn in = JsonIn.parse(entry.payload());
      return new Ended(
          in.text("number"),
          in.optionalText("of").orElse(null),
          InvoiceState.valueOf(in.text("state")),
          in.optionalText("document").orElse(""),
          in.optionalText("reason").orElse(""),
          in.optionalText("operator").orElse(null),
          in.optionalText("note").orElse(""));
    }
  }

  /** That the key of a buyer's data is destroyed. */
  public static Draft forgotten(String number) {
    return new Draft(FORGOTTEN, JsonOut.object(out -> out.put("number", number)));
  }

  /** Of which one. */
  static Optional<String> number(Entry entry) {
    return JsonIn.parse(entry.payload()).optionalText("number");
  }
}
