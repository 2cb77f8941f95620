package dev.tillwright.core.receipt.invoice;

/** Where an invoice or a correction of it stands. Tables keep the names. */
public enum InvoiceState {
  /** Asked for in the journal; the provider has not acknowledged it. */
  ASKED(true),
  /** The provider has it, and waits for the buyer's data. */
  ACCEPTED(true),
  /** A document exists. */
  ISSUED(true),
  /** The provider said no: no document exists. */
  REFUSED(false),
  /** Taken back whole before or after it was issued; the sale may be invoiced anew. */
  CANCELLED(false),
  /** Nobody entered the code in time. */
  LAPSED(false),
  /** Of a correction: it has no document, because nothing was issued that it had to correct. */
  DONE(false);

  private final boolean live;

  InvoiceState(boolean live) {
    this.live = live;
  }

  /** Whether the sale is invoiced, or may become so, by it. */
  public boolean isLive() {
    return live;
  }
}
