package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Unattended;
import dev.tillwright.core.receipt.invoice.InvoiceBuyer;
import dev.tillwright.core.receipt.invoice.InvoiceRecord;
import dev.tillwright.core.receipt.invoice.InvoiceState;
import dev.tillwright.core.sale.SaleId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tax invoices, as one operator handles them. Got from {@link Till#invoices}.
 *
 * <p><b>Guarantees.</b> Whatever is asked of the provider is an entry first, and is asked again,
 * with the same number, until the provider acknowledged it, also after a restart. One invoice of a
 * sale stands at most. Goods that come back, and a sale that is voided, take back what was invoiced
 * of them, by themselves and in that order. A provider that is silent holds up no sale. A buyer's
 * data is sealed, and its key is destroyed when the provider has it.
 *
 * <p><b>Not promised.</b> The SDK is no fiscal device: whether a document is lawful is the
 * provider's to know. Goods of this till's sale that come back at another till are corrected by
 * hand.
 *
 * <p><b>Threads.</b> Any number. Asking returns when the entry is durable; the provider is asked in
 * the background, or by {@link #sendNow}.
 */
public final class InvoiceDesk {
  private static final int MAX_NOTE = 200;
  private static final Duration REFRESH = Duration.ofSeconds(5);
  private static final int MAX_LISTED = 1_000;

  private final Till till;
  private final InvoiceClerk clerk;
  private final OperatorSession session;

  InvoiceDesk(Till till, InvoiceClerk clerk, OperatorSession session) {
    this.till = till;
    this.clerk = clerk;
    this.session = session;
  }

  /**
   * Asks for the invoice of a finished sale: its receipt has a code from then on, which the
   * customer enters at the provider, with his data. Needs {@link Permission#SELL}.
   *
   * @throws RefusedException when this till finished no such sale, one stands already, nothing of
   *     it is invoiced, or too many wait for the provider
   */
  public InvoiceRecord ask(SaleId sale) {
    till.require(session, Permission.SELL);
    return clerk.ask(session.operator().id(), sale, null);
  }

  /**
   * The same, for a buyer whose data the operator entered; needs a {@link TillBuilder#sealer} too.
   */
  public InvoiceRecord ask(SaleId sale, InvoiceBuyer buyer) {
    till.require(session, Permission.SELL);
    return clerk.ask(session.operator().id(), sale, Objects.requireNonNull(buyer, "buyer"));
  }

  /** The newest invoice of a sale, and what was taken back of it. Needs {@link Permission#SELL}. */
  public Optional<InvoiceRecord> find(SaleId sale) {
    till.require(session, Permission.SELL);
    return clerk.find(sale);
  }

  /** What the customer enters, while that invoice is not issued. Needs {@link Permission#SELL}. */
  public Optional<String> code(SaleId sale) {
    till.require(session, Permission.SELL);
    return clerk
        .find(sale)
        .filter(it -> it.state() == InvoiceState.ASKED || it.state() == InvoiceState.ACCEPTED)
        .map(clerk::code);
  }

  /**
   * The same as {@link #find}, after the provider was asked what became of it. Needs {@link
   * Permission#SELL}.
   */
  public Optional<InvoiceRecord> refresh(SaleId sale) {
    till.require(session, Permission.SELL);
    clerk
        .find(sale)
        .filter(it -> it.state() == InvoiceState.ACCEPTED)
        .ifPresent(it -> clerk.rounds().refresh(it, REFRESH));
    return clerk.find(sale);
  }

  /** The invoices of a state, oldest first, 1,000 at most. Needs HANDLE_INVOICES. */
  public List<InvoiceRecord> all(InvoiceState state) {
    till.require(session, Permission.HANDLE_INVOICES);
    return clerk.all(state, MAX_LISTED);
  }

  /**
   * Takes an invoice back though the sale stands: it was made out to the wrong buyer. When the
   * provider acknowledged it, another one may be asked for. Needs HANDLE_INVOICES.
   *
   * @param reason 1 to 200 characters
   * @throws RefusedException when none stands, or nothing of it is left
   */
  public void cancel(SaleId sale, String reason) {
    till.require(session, Permission.HANDLE_INVOICES);
    clerk.cancel(session.operator().id(), sale, note(reason));
  }

  /**
   * Ends what no machine can end, after somebody asked the provider. Needs HANDLE_INVOICES.
   *
   * @param number of an invoice that is not issued, or of a correction that waits or was refused
   * @param document the provider's number, as {@code Issued} has it; empty when there is none and
   *     will be none
   * @param note how it was found out, 1 to 200 characters
   * @throws RefusedException when nothing of that number waits
   */
  public void settleByHand(String number, String document, String note) {
    till.require(session, Permission.HANDLE_INVOICES);
    if (!document.matches("[\\x21-\\x7e]{0,64}")) {
      throw new IllegalArgumentException("a document's number has at most 64 characters");
    }
    clerk.settle(session.operator().id(), number, document, note(note));
  }

  private static String note(String text) {
    if (text.isBlank() || text.length() > MAX_NOTE) {
      throw new IllegalArgumentException("a reason has 1 to " + MAX_NOTE + " characters");
    }
    return text;
  }

  /**
   * Sends now what waits for the provider, and asks after codes.
   *
   * @return how many still wait
   */
  @Unattended("sends what was asked for")
  public long sendNow() {
    return clerk.rounds().work(true);
  }
}
