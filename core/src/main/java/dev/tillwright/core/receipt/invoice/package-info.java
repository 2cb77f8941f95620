/**
 * Tax invoices, such as an electronic fapiao: what a till asks of somebody who may issue them.
 *
 * <p><b>The SDK is no fiscal device.</b> It issues no tax invoice, and a slip is none. It asks a
 * provider that may ({@link dev.tillwright.core.receipt.invoice.InvoiceProvider}), keeps what was
 * asked and answered as entries of the journal, and asks again until there is an answer.
 *
 * <p>Start at {@link dev.tillwright.core.receipt.invoice.InvoiceProvider}; whoever writes one
 * checks it with {@link dev.tillwright.core.receipt.invoice.InvoiceProviderContract}. {@link
 * dev.tillwright.core.receipt.invoice.VirtualInvoices} is one for tests. What is invoiced of a sale
 * says {@link dev.tillwright.core.receipt.invoice.InvoiceRules}; {@code docs/invoices.md} shows it
 * all.
 */
@NullMarked
package dev.tillwright.core.receipt.invoice;

import org.jspecify.annotations.NullMarked;
