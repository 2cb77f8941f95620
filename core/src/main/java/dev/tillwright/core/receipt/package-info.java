/**
 * The receipt as a document: one model, rendered as text, HTML or JSON, and printed through a port.
 * May import {@code sale}, {@code journal} and what lies below. Start with {@link
 * dev.tillwright.core.receipt.SaleReceipt}, then {@link
 * dev.tillwright.core.receipt.ReceiptDocument}.
 */
@NullMarked
package dev.tillwright.core.receipt;

import org.jspecify.annotations.NullMarked;
