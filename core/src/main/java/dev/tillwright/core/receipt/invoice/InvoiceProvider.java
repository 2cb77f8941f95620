package dev.tillwright.core.receipt.invoice;

import java.time.Duration;

/**
 * The port to who issues tax invoices: a fapiao platform, a tax office's interface, an e-invoicing
 * service. Called by a till, brought by the integrator.
 *
 * <p><b>Implementers promise.</b> The same number is the same request, however often it comes: it
 * has one effect and one answer. A number that comes again with another content is refused, with
 * the code {@value InvoiceReply#OTHER}. What was answered with {@link InvoiceReply.Issued} or
 * {@link InvoiceReply.Accepted} is durable at the provider. {@link InvoiceReply.Refused} means that
 * nothing was and nothing will be issued for that number. Whatever else happens is {@link
 * InvoiceReply.Unknown}: the till asks again, with the same number.
 *
 * <p><b>Threads.</b> One call at a time, on a thread of the till. Each returns within its deadline;
 * one that does not is left behind, and no other is made until it ends. <b>Errors.</b> None are
 * thrown; what is thrown counts as not known. Data about a buyer goes into no log and no message.
 */
public interface InvoiceProvider extends AutoCloseable {

  /**
   * Registers what may be invoiced of a sale. Without a buyer in the order the answer is {@link
   * InvoiceReply.Accepted}: from then on whoever enters the order's code at the provider, with his
   * tax data, gets the invoice. With one it is {@link InvoiceReply.Issued}, at once or later.
   */
  InvoiceReply request(InvoiceOrder order, Duration deadline);

  /**
   * Takes a part or all of an order back: what is not issued yet is issued for less or not at all,
   * and answered with {@link InvoiceReply.Accepted}; what is issued gets a red-letter invoice or a
   * credit note, which the answer {@link InvoiceReply.Issued} names.
   */
  InvoiceReply correct(InvoiceCorrection correction, Duration deadline);

  /**
   * What became of an order: {@link InvoiceReply.Accepted} while nobody entered its code.
   *
   * @param order as it was asked for
   */
  InvoiceReply status(InvoiceOrder order, Duration deadline);

  /** Frees what it holds. Called once, when the till closes. */
  @Override
  default void close() {}
}
