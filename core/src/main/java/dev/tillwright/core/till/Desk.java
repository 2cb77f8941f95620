package dev.tillwright.core.till;

import dev.tillwright.core.dispute.CaseFile;
import dev.tillwright.core.dispute.EvidenceParts;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.PastSale;
import dev.tillwright.core.receipt.PastSales;
import dev.tillwright.core.receipt.PaymentSlip;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptFacts;
import dev.tillwright.core.receipt.ReceiptSink;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.SaleReceipt;
import dev.tillwright.core.receipt.SaleSearch;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.Signed;
import dev.tillwright.core.receipt.SlipBook;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Receipts: made from the books, printed once, and after that only as marked copies. */
final class Desk {
  private final Books books;
  private final SaleReceipt receipts;
  private final Signatures signatures;
  private final CardBook cards;
  private final Notes notes;
  private final Clock clock;
  private final @Nullable InvoiceClerk invoices;
  private final @Nullable ReceiptSink printer;
  private final Duration deadline;

  Desk(
      Books books,
      SaleReceipt receipts,
      Signatures signatures,
      @Nullable ReceiptSink printer,
      Duration deadline,
      Notes notes,
      Clock clock,
      @Nullable InvoiceClerk invoices) {
    this.books = books;
    this.cards = new CardBook(books);
    this.notes = notes;
    this.clock = clock;
    this.invoices = invoices;
    this.signatures = signatures;
    this.receipts = receipts;
    this.printer = printer;
    this.deadline = deadline;
  }

  ReceiptDocument receipt(SaleId sale, boolean copy) {
    ReceiptFacts plain = facts(sale);
    ReceiptFacts facts =
        new ReceiptFacts(
            plain.sale(),
            plain.entry(),
            plain.signed(),
            plain.cards(),
            notes.of(plain.sale()),
            invoices == null ? null : invoices.note(plain.sale()));
    return copy ? receipts.copy(facts) : receipts.original(facts);
  }

  private ReceiptFacts facts(SaleId sale) {
    Books.Finished finished =
        books
            .finished(sale)
            .orElseThrow(
                () -> new RefusedException("sale.unknown", "this till finished no such sale"));
    return new ReceiptFacts(
        finished.sale(),
        finished.entry(),
        signatures.of(sale, finished.entry()),
        cards.of(finished.sale()));
  }

  /** What evidence of a case needs of its sale. Its receipt is without the signature's strokes. */
  EvidenceParts evidence(CaseFile file) {
    ReceiptFacts facts = facts(file.intake().sale());
    ReceiptFacts shown = new ReceiptFacts(facts.sale(), facts.entry(), Signed.NOT, facts.cards());
    return EvidenceParts.of(file, facts, receipts.copy(shown), receipts.merchant());
  }

  ReceiptDocument preview(CompletedSale asIfFinished, Money due) {
    return receipts.preview(asIfFinished, due, clock.instant());
  }

  ReceiptDocument merchantCopy(SaleId sale, boolean copy) {
    return receipts.merchantCopy(facts(sale), copy);
  }

  PrintResult printMerchantCopy(SaleId sale) {
    return printSlip("merchant/" + sale, copy -> merchantCopy(sale, copy));
  }

  ReceiptDocument slip(PaymentKey payment, boolean copy) {
    return receipts.payment(known(payment), copy);
  }

  PrintResult printSlip(PaymentKey payment) {
    return printSlip("payment/" + payment, copy -> slip(payment, copy));
  }

  private PaymentSlip known(PaymentKey payment) {
    return cards
        .slip(payment)
        .orElseThrow(
            () -> new RefusedException("payment.unknown", "this till has no such payment"));
  }

  void chip(PaymentKey payment, ChipFacts facts) {
    known(payment);
    books.append(List.of(PaymentEntries.chip(payment, facts)));
  }

  private synchronized PrintResult printSlip(
      String slip, Function<Boolean, ReceiptDocument> document) {
    ReceiptSink sink = sink();
    boolean copy = books.read(SlipBook.NAME, tx -> SlipBook.prints(slip, tx)) > 0;
    ReceiptDocument made = document.apply(copy);
    String job = slip + "/" + books.journal().headSeq();
    books.append(List.of(SlipBook.printing(slip, job, copy)));
    PrintResult result = sink.print(job, made, deadline);
    books.append(List.of(SlipBook.printed(slip, job, result)));
    return result;
  }

  List<PastSale> find(SaleSearch search) {
    String terminal = books.journal().terminal();
    return books.read(PastSales.NAME, tx -> PastSales.find(terminal, search, tx));
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
    return signatures.ask(operator, sale, receipts.original(facts(sale)));
  }

  Signing keep(String operator, SaleId sale, Signature signature) {
    return signatures.keep(operator, sale, signature);
  }

  boolean wasPrinted(SaleId sale) {
    return prints(sale) > 0;
  }

  long prints(SaleId sale) {
    return books.read(SalesBook.NAME, tx -> SalesBook.prints(sale, tx));
  }

  synchronized PrintResult print(SaleId sale) {
    return print(sale, wasPrinted(sale));
  }

  /** A copy, whether or not the first print was on this printer. */
  synchronized PrintResult reprint(SaleId sale) {
    return print(sale, true);
  }

  private PrintResult print(SaleId sale, boolean copy) {
    ReceiptSink sink = sink();
    ReceiptDocument document = receipt(sale, copy);
    // Never the name of an earlier job, also not of one that left nothing on paper.
    String job = sale + "/" + books.journal().headSeq();
    books.append(List.of(TillEntries.printing(sale, job, copy)));
    PrintResult result = sink.print(job, document, deadline);
    books.append(List.of(TillEntries.printed(sale, job, result)));
    return result;
  }

  /** Keeps what a customer signed before his sale goes on. */
  void signVerification(Ticket ticket, Signature signature) {
    signatures.keepForVerification(ticket, signature);
  }
}
