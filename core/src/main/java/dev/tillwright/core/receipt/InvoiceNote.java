package dev.tillwright.core.receipt;

import java.util.List;
import java.util.Objects;

/**
 * What a receipt says of the tax invoice of its sale. The receipt is none, and says so.
 *
 * @param code by which the customer asks for it; empty when he cannot any more, or needs not
 * @param qr what the QR code beside the code holds; empty without a code
 * @param amount what may be invoiced, as people read it; empty without a code
 * @param document the number of the invoice; empty until it is issued
 * @param credits the numbers of red-letter invoices and credit notes of this sale or return
 */
public record InvoiceNote(
    String code, String qr, String amount, String document, List<String> credits) {
  public InvoiceNote {
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(document, "document");
    credits = List.copyOf(credits);
    if (code.isEmpty() != qr.isEmpty()) {
      throw new IllegalArgumentException("a code stands beside its QR code");
    }
  }

  /** Whether there is nothing to say. */
  public boolean isEmpty() {
    return code.isEmpty() && document.isEmpty() && credits.isEmpty();
  }
}
