package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The invoices, what was taken back of them, and the returns for which that has still to be asked,
 * as a follower of the journal.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class InvoiceBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "invoices";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "CREATE TABLE invoice (number TEXT PRIMARY KEY, sale TEXT NOT NULL,"
                  + " state TEXT NOT NULL, seq BIGINT NOT NULL, asked_at TEXT NOT NULL,"
                  + " day TEXT NOT NULL, currency TEXT NOT NULL, total BIGINT NOT NULL,"
                  + " tax BIGINT NOT NULL, document TEXT NOT NULL, reason TEXT NOT NULL,"
                  + " sealed BIGINT NOT NULL)",
              "CREATE INDEX invoice_sale ON invoice (sale)",
              "CREATE INDEX invoice_state ON invoice (state, seq)",
              "CREATE INDEX invoice_sealed ON invoice (sealed)",
              "CREATE TABLE invoice_line (number TEXT NOT NULL, origin TEXT NOT NULL,"
                  + " line BIGINT NOT NULL, quantity TEXT NOT NULL, base BIGINT NOT NULL,"
                  + " gross BIGINT NOT NULL, tax BIGINT NOT NULL, PRIMARY KEY (number, line))",
              "CREATE INDEX invoice_line_of ON invoice_line (origin)",
              "CREATE TABLE invoice_correction (number TEXT PRIMARY KEY, origin TEXT NOT NULL,"
                  + " sale TEXT, cause TEXT NOT NULL, whole BIGINT NOT NULL, state TEXT NOT NULL,"
                  + " seq BIGINT NOT NULL, asked_at TEXT NOT NULL, total BIGINT NOT NULL,"
                  + " document TEXT NOT NULL, reason TEXT NOT NULL)",
              "CREATE INDEX invoice_correction_of ON invoice_correction (origin, seq)",
              "CREATE INDEX invoice_correction_sale ON invoice_correction (sale)",
              "CREATE INDEX invoice_correction_state ON invoice_correction (state, seq)",
              "CREATE TABLE invoice_due (sale TEXT NOT NULL, number TEXT NOT NULL,"
                  + " seq BIGINT NOT NULL, PRIMARY KEY (sale, number))"));

  private static final String LIVE = "('ASKED', 'ACCEPTED', 'ISSUED')";
  private static final String INVOICE =
      "SELECT number, sale, state, day, asked_at, currency, total, tax, document, reason,"
          + " sealed FROM invoice ";

  /** A follower that knows nothing yet. */
  public InvoiceBook() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case CompletedSale.KIND -> cameBack(entry, tx);
      case InvoiceEntries.ASKED -> asked(entry, tx);
      case InvoiceEntries.ANSWERED -> answered(InvoiceEntries.Ended.read(entry), tx);
      case InvoiceEntries.CORRECTING -> correcting(entry, tx);
      case InvoiceEntries.CORRECTED -> corrected(InvoiceEntries.Ended.read(entry), tx);
      case InvoiceEntries.FORGOTTEN ->
          InvoiceEntries.number(entry)
              .ifPresent(it -> tx.update("UPDATE invoice SET sealed = 2 WHERE number = ?", it));
      default -> {
        // not ours
      }
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM invoice");
    tx.update("DELETE FROM invoice_line");
    tx.update("DELETE FROM invoice_correction");
    tx.update("DELETE FROM invoice_due");
  }

  private static void cameBack(Entry entry, Tx tx) {
    CompletedSale sale = CompletedSale.read(entry);
    SaleId origin = sale.origin();
    if (origin == null || !sale.kind().hasOrigin()) {
      return;
    }
    live(origin, tx)
        .ifPresent(
            it ->
                tx.insertIfAbsent(
                    "INSERT INTO invoice_due (sale, number, seq) VALUES (?, ?, ?)",
                    sale.id().toString(),
                    it.number(),
                    entry.seq()));
  }

  private static void asked(Entry entry, Tx tx) {
    InvoiceEntries.Asked asked = InvoiceEntries.Asked.read(entry);
    tx.insertIfAbsent(
        "INSERT INTO invoice (number, sale, state, seq, asked_at, day, currency, total, tax,"
            + " document, reason, sealed) VALUES (?, ?, 'ASKED', ?, ?, ?, ?, ?, ?, '', '', ?)",
        asked.number(),
        asked.sale().toString(),
        entry.seq(),
        entry.at().toString(),
        asked.date().toString(),
        asked.currency().getCurrencyCode(),
        asked.total().minor(),
        asked.tax().minor(),
        asked.buyer() == null ? 0L : 1L);
    asked.shares().forEach(it -> line(asked.number(), asked.number(), it, tx));
  }

  private static void line(String number, String of, InvoiceShare share, Tx tx) {
    tx.insertIfAbsent(
        "INSERT INTO invoice_line (number, origin, line, quantity, base, gross, tax)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        number,
        of,
        (long) share.line(),
        share.quantity().toString(),
        share.base().minor(),
        share.gross().minor(),
        share.tax().minor());
  }

  private static void answered(InvoiceEntries.Ended ended, Tx tx) {
    tx.update(
        "UPDATE invoice SET state = ?, document = ?, reason = ? WHERE number = ? AND state IN "
            + LIVE,
        ended.state().name(),
        ended.document(),
        ended.reason(),
        ended.number());
  }

  private static void correcting(Entry entry, Tx tx) {
    InvoiceEntries.Correcting it = InvoiceEntries.Correcting.read(entry);
    // What rounds to nothing is not sent.
    InvoiceState state = it.total().isZero() ? InvoiceState.DONE : InvoiceState.ASKED;
    tx.insertIfAbsent(
        "INSERT INTO invoice_correction (number, origin, sale, cause, whole, state, seq, asked_at,"
            + " total, document, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')",
        it.number(),
        it.of(),
        it.sale() == null ? null : it.sale().toString(),
        it.cause().name(),
        it.whole() ? 1L : 0L,
        state.name(),
        entry.seq(),
        entry.at().toString(),
        it.total().minor());
    it.shares().forEach(share -> line(it.number(), it.of(), share, tx));
    if (it.sale() != null) {
      tx.update(
          "DELETE FROM invoice_due WHERE sale = ? AND number = ?", it.sale().toString(), it.of());
    }
  }

  private static void corrected(InvoiceEntries.Ended ended, Tx tx) {
    tx.update(
        "UPDATE invoice_correction SET state = ?, document = ?, reason = ? WHERE number = ?",
        ended.state().name(),
        ended.document(),
        ended.reason(),
        ended.number());
    boolean cancels =
        ended.state() != InvoiceState.REFUSED
            && tx.first(
                    "SELECT number FROM invoice_correction WHERE number = ? AND cause <> 'RETURN'",
                    row -> row.text(1),
                    ended.number())
                .isPresent();
    if (cancels) {
      tx.update(
          "UPDATE invoice SET state = 'CANCELLED' WHERE number = ? AND state IN " + LIVE,
          ended.of());
    }
  }

  // --- questions -------------------------------------------------------------------------------

  /** The one invoice by which a sale is, or may become, invoiced. */
  public static Optional<InvoiceRecord> live(SaleId sale, Tx tx) {
    return tx.first(
        INVOICE + "WHERE sale = ? AND state IN " + LIVE, row -> record(row, tx), sale.toString());
  }

  /** The newest invoice of a sale, also one that is not live. */
  public static Optional<InvoiceRecord> newest(SaleId sale, Tx tx) {
    return tx.first(
        INVOICE + "WHERE sale = ? ORDER BY seq DESC LIMIT 1",
        row -> record(row, tx),
        sale.toString());
  }

  /** How many invoices of a sale were asked for. */
  public static long count(SaleId sale, Tx tx) {
    return tx.first(
            "SELECT count(*) FROM invoice WHERE sale = ?", row -> row.number(1), sale.toString())
        .orElse(0L);
  }

  /** An invoice by its number. */
  public static Optional<InvoiceRecord> find(String number, Tx tx) {
    return tx.first(INVOICE + "WHERE number = ?", row -> record(row, tx), number);
  }

  /** Those of a state, oldest first, behind a position; at most {@code limit}. */
  public static List<InvoiceRecord> all(InvoiceState state, long after, int limit, Tx tx) {
    return tx.list(
        INVOICE + "WHERE state = ? AND seq > ? ORDER BY seq LIMIT ?",
        row -> record(row, tx),
        state.name(),
        after,
        limit);
  }

  /** The position of the entry that asked for it. */
  public static long askedAt(String number, Tx tx) {
    return tx.first("SELECT seq FROM invoice WHERE number = ?", row -> row.number(1), number)
        .orElseThrow();
  }

  /**
   * The numbers of the invoices of which something is taken back that the provider has not
   * acknowledged, and which it acknowledged themselves or never will; oldest first.
   */
  public static List<String> toCorrect(int limit, Tx tx) {
    return tx.list(
        "SELECT c.origin FROM invoice_correction c, invoice i WHERE c.state = 'ASKED'"
            + " AND i.number = c.origin AND i.state <> 'ASKED'"
            + " GROUP BY c.origin ORDER BY MIN(c.seq) LIMIT ?",
        row -> row.text(1),
        limit);
  }

  /** Of which corrections a return has, with those that are still due. */
  public static List<InvoiceRecord.Correction> corrections(SaleId returned, Tx tx) {
    return tx.list(
        "SELECT c.number, c.sale, c.cause, c.whole, c.state, c.asked_at, c.total, c.document,"
            + " c.reason, i.currency FROM invoice_correction c, invoice i"
            + " WHERE c.sale = ? AND i.number = c.origin ORDER BY c.seq",
        InvoiceBook::correction,
        returned.toString());
  }

  /** A return whose goods were invoiced, and which nothing was taken back for yet. */
  public record Due(SaleId sale, String number, long seq) {}

  /** Such returns, oldest first. */
  public static List<Due> due(int limit, Tx tx) {
    return tx.list(
        "SELECT sale, number, seq FROM invoice_due ORDER BY seq LIMIT ?",
        row -> new Due(SaleId.parse(row.text(1)), row.text(2), row.number(3)),
        limit);
  }

  /** The numbers whose buyer's data is not needed any more and can still be read. */
  public static List<String> toForget(int limit, Tx tx) {
    return tx.list(
        "SELECT number FROM invoice WHERE sealed = 1 AND state <> 'ASKED' ORDER BY seq LIMIT ?",
        row -> row.text(1),
        limit);
  }

  /** How many wait for the provider: orders, corrections, and returns. */
  public static long open(Tx tx) {
    return tx.first(
            "SELECT (SELECT count(*) FROM invoice WHERE state = 'ASKED')"
                + " + (SELECT count(*) FROM invoice_correction WHERE state = 'ASKED')"
                + " + (SELECT count(*) FROM invoice_due)",
            row -> row.number(1))
        .orElse(0L);
  }

  /** When the oldest of those that wait was asked for. */
  public static Optional<Instant> oldest(Tx tx) {
    return tx
        .list(
            "SELECT MIN(asked_at) FROM invoice WHERE state = 'ASKED' UNION ALL"
                + " SELECT MIN(asked_at) FROM invoice_correction WHERE state = 'ASKED'",
            row -> row.optionalText(1))
        .stream()
        .flatMap(Optional::stream)
        .map(Instant::parse)
        .min(Instant::compareTo);
  }

  /** What an invoice, or a correction, is made of. */
  public static List<InvoiceShare> shares(String number, Tx tx) {
    return shares("WHERE number = ?", number, tx);
  }

  /** What was taken back of an invoice, line by line of each correction. */
  public static List<InvoiceShare> taken(String number, Tx tx) {
    return shares("WHERE origin = ? AND number <> origin", number, tx);
  }

  private static List<InvoiceShare> shares(String which, String number, Tx tx) {
    String invoice = "SELECT origin FROM invoice_line " + which + " LIMIT 1";
    Optional<String> of = tx.first(invoice, row -> row.text(1), number);
    if (of.isEmpty()) {
      return List.of();
    }
    Currency currency =
        tx.first(
                "SELECT currency FROM invoice WHERE number = ?",
                row -> Currency.getInstance(row.text(1)),
                of.get())
            .orElseThrow();
    return tx.list(
        "SELECT line, quantity, base, gross, tax FROM invoice_line "
            + which
            + " ORDER BY number, line",
        row ->
            new InvoiceShare(
                Math.toIntExact(row.number(1)),
                Quantity.parse(row.text(2)),
                Money.ofMinor(row.number(3), currency),
                Money.ofMinor(row.number(4), currency),
                Money.ofMinor(row.number(5), currency)),
        number);
  }

  private static InvoiceRecord record(Tx.Row row, Tx tx) {
    Currency currency = Currency.getInstance(row.text(6));
    String number = row.text(1);
    return new InvoiceRecord(
        number,
        SaleId.parse(row.text(2)),
        InvoiceState.valueOf(row.text(3)),
        LocalDate.parse(row.text(4)),
        Instant.parse(row.text(5)),
        Money.ofMinor(row.number(7), currency),
        Money.ofMinor(row.number(8), currency),
        row.text(9),
        row.text(10),
        row.number(11) > 0,
        tx.list(
            "SELECT number, sale, cause, whole, state, asked_at, total, document, reason, ?"
                + " FROM invoice_correction WHERE origin = ? ORDER BY seq",
            InvoiceBook::correction,
            currency.getCurrencyCode(),
            number));
  }

  private static InvoiceRecord.Correction correction(Tx.Row row) {
    return new InvoiceRecord.Correction(
        row.text(1),
        row.optionalText(2).map(SaleId::parse).orElse(null),
        InvoiceCorrection.Cause.valueOf(row.text(3)),
        row.number(4) == 1,
        InvoiceState.valueOf(row.text(5)),
        Instant.parse(row.text(6)),
        Money.ofMinor(row.number(7), Currency.getInstance(row.text(10))),
        row.text(8),
        row.text(9));
  }

  /** Why a return takes something back. */
  public static InvoiceCorrection.Cause cause(SaleKind kind) {
    return kind == SaleKind.VOID ? InvoiceCorrection.Cause.VOID : InvoiceCorrection.Cause.RETURN;
  }
}
