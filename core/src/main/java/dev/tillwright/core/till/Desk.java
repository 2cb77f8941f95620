package dev.tillwright.core.till;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.SaleReceipt;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.Signed;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receipts: made from the books, printed once, and after that only as marked copies. */
final class Desk {
  private final Books books;
  private final SaleReceipt receipts;
  private final Signatures signatures;
  private final @Nullable ReceiptSink printer;
  private final Duration deadline;

  Desk(
      Books books,
      SaleReceipt receipts,
      Signatures signatures,
      @Nullable ReceiptSink printer,
      Duration deadline) {
    this.books = books;
    this.signatures = signatures;
    this.receipts = receipts;
    this.printer = printer;
    this.deadline = deadline;
  }

  ReceiptDocument receipt(SaleId sale, boolean copy) {
    Books.Finished finished =
        books
            .finished(sale)
            .orElseThrow(
                () -> new RefusedException("sale.unknown", "this till finished no such sale"));
    Signed signed = signatures.of(sale, finished.entry());
    return copy
        ? receipts.copy(finished.sale(), finished.entry(), signed)
        : receipts.original(finished.sale(), finished.entry(), signed);
  }

  /** The slip of a layaway as it stands. */
  ReceiptDocument slip(Sale layaway) {
    return books
        .read(SalesBook.NAME, tx -> SalesBook.layawayAt(layaway.id(), tx))
        .map(seq -> receipts.layaway(layaway, books.entry(seq)))
        .orElseThrow(() -> new RefusedException("layaway.unknown", "no such layaway is open"));
  }

  /** Prints it; each deposit gives one, so there are no copies. */
  synchronized PrintResult print(Sale layaway) {
    ReceiptSink sink = sink();
    ReceiptDocument document = slip(layaway);
    String job = layaway.id() + "/" + books.journal().headSeq();
    books.append(List.of(TillEntries.slipPrinting(layaway.id(), job)));
    PrintResult result = sink.print(job, document, deadline);
    books.append(List.of(TillEntries.slipPrinted(layaway.id(), job, result)));
    return result;
  }

  private ReceiptSink sink() {
    if (printer == null) {
      throw new RefusedException("printer.none", "no printer is set up");
    }
    return printer;
  }

  Signing sign(String operator, SaleId sale) {
    return signatures.ask(operator, sale, receipt(sale, false));
  }

  Signing keep(String operator, SaleId sale, Signature signature) {
    return signatures.keep(operator, sale, signature);
  }

  boolean wasPrinted(SaleId sale) {
    return books.read(SalesBook.NAME, tx -> SalesBook.prints(sale, tx)) > 0;
  }

  synchronized PrintResult print(SaleId sale) {
    ReceiptSink sink = sink();
    boolean copy = wasPrinted(sale);
    ReceiptDocument document = receipt(sale, copy);
    // Never the name of an earlier job, also not of one that left nothing on paper.
    String job = sale + "/" + books.journal().headSeq();
    books.append(List.of(TillEntries.printing(sale, job, copy)));
    PrintResult result = sink.print(job, document, deadline);
    books.append(List.of(TillEntries.printed(sale, job, result)));
    return result;
  }
}
