package dev.tillwright.examples.day;

import dev.tillwright.core.receipt.invoice.InvoiceCorrection;
import dev.tillwright.core.receipt.invoice.InvoiceOrder;
import dev.tillwright.core.receipt.invoice.InvoiceProvider;
import dev.tillwright.core.receipt.invoice.InvoiceReply;
import java.time.Duration;

/**
 * Issues fapiao in the played shop, to customers none of whom has entered his code yet: it takes
 * every order, and nothing is issued that a return would correct. {@code VirtualInvoices} plays one
 * that issues.
 */
final class WaitingInvoices implements InvoiceProvider {
  @Override
  public InvoiceReply request(InvoiceOrder order, Duration deadline) {
    return new InvoiceReply.Accepted(order.number(), order.total());
  }

  @Override
  public InvoiceReply correct(InvoiceCorrection correction, Duration deadline) {
    return new InvoiceReply.Accepted(correction.number(), correction.total());
  }

  @Override
  public InvoiceReply status(InvoiceOrder order, Duration deadline) {
    return new InvoiceReply.Accepted(order.number(), order.total());
  }
}
