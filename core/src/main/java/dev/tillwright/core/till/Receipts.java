package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.PastSale;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.SaleSearch;
import dev.tillwright.core.sale.SaleId;
import java.util.List;

/**
 * Slips beside the plain receipt, and past sales found again, as one operator handles them. Got
 * from {@link Till#receipts}.
 *
 * <p><b>Guarantee.</b> Whatever was printed once is a marked copy from then on, and each print is
 * in the journal before the printer is touched.
 *
 * <p><b>Threads.</b> Any number; prints come one after the other.
 */
public final class Receipts {
  private final Till till;
  private final Desk desk;
  private final OperatorSession session;

  Receipts(Till till, Desk desk, OperatorSession session) {
    this.till = till;
    this.desk = desk;
    this.session = session;
  }

  /**
   * What the customer sees before he pays or confirms: all that the receipt will say, promotions
   * and points included, marked as no receipt. Nothing is written, and no number is used up.
   */
  public ReceiptDocument preview(Ticket ticket) {
    till.require(session, Permission.SELL);
    return desk.preview(till.opened().checkout().asIfFinished(ticket.sale()), ticket.due());
  }

  /** What the shop keeps of a finished sale, as a document. */
  public ReceiptDocument merchantCopy(SaleId sale) {
    till.require(session, Permission.SELL);
    return desk.merchantCopy(sale, false);
  }

  /** Prints it. */
  public PrintResult printMerchantCopy(SaleId sale) {
    till.require(session, Permission.SELL);
    return desk.printMerchantCopy(sale);
  }

  /**
   * The slip of one payment, whatever became of it: approved, declined, undone, or not known yet.
   *
   * @throws RefusedException when this till has no such payment
   */
  public ReceiptDocument slip(PaymentKey payment) {
    till.require(session, Permission.SELL);
    return desk.slip(payment, false);
  }

  /** Prints it. */
  public PrintResult printSlip(PaymentKey payment) {
    till.require(session, Permission.SELL);
    return desk.printSlip(payment);
  }

  /**
   * Keeps what a chip said after the host's answer, such as its final cryptogram; receipts and
   * slips show it from then on.
   *
   * @throws RefusedException when this till has no such payment
   */
  public void chip(PaymentKey payment, ChipFacts facts) {
    till.require(session, Permission.SELL);
    desk.chip(payment, facts);
  }

  /** Past sales and returns of this till, newest first, at most a page of them. */
  public List<PastSale> find(SaleSearch search) {
    till.require(session, Permission.SELL);
    return desk.find(search);
  }

  /** Prints the receipt of a past sale again, as a marked copy; needs REPRINT. */
  public PrintResult reprint(SaleId sale) {
    till.permits().ended(session, Permission.REPRINT, sale);
    return desk.reprint(sale);
  }

  /** How often the receipt of a sale may be on paper. */
  public long prints(SaleId sale) {
    till.require(session, Permission.SELL);
    return desk.prints(sale);
  }
}
