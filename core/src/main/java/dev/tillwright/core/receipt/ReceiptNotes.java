package dev.tillwright.core.receipt;

import dev.tillwright.core.sale.CompletedSale;
import java.util.List;

/**
 * Lines that the application adds to the foot of a receipt, such as the code by which a member
 * knows the shop's messages. The port of receipts to who knows them.
 *
 * <p><b>Implementers promise.</b> Nothing is in the lines that may not lie about on paper.
 *
 * <p><b>Threads and deadlines.</b> Up to two calls at once, on threads of the till. A call that
 * does not return within a second is interrupted; then, and when it throws, the receipt is without
 * its lines.
 */
@FunctionalInterface
public interface ReceiptNotes {
  /** So many lines are taken; the others are left out. */
  int MAX_LINES = 4;

  /** So many characters of a line are taken. */
  int MAX_LENGTH = 200;

  /**
   * The lines for a finished sale or return, in order; empty for none. Asked whenever its receipt
   * is made, so a copy has those of its own day.
   */
  List<String> of(CompletedSale sale);
}
