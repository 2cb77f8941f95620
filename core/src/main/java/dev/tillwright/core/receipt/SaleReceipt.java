package dev.tillwright.core.receipt;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.LayawayPlan;
import dev.tillwright.core.sale.Sale;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Writes the receipts of a shop, in one language. Immutable; for any number of threads.
 *
 * <p><b>Guarantees.</b> A receipt is a function of the sale, the journal entry it stands in and the
 * shop: made again a year later it says the same, with the mark of a copy. A card stands on it with
 * its last four digits at most, a member with half of the number at most. Each carries its {@link
 * Proof}.
 */
public final class SaleReceipt {
  private final Merchant merchant;
  private final ZoneId zone;
  private final Labels labels;

  private SaleReceipt(Merchant merchant, ZoneId zone, Labels labels) {
    this.merchant = Objects.requireNonNull(merchant, "merchant");
    this.zone = Objects.requireNonNull(zone, "zone");
    this.labels = Objects.requireNonNull(labels, "labels");
  }

  /** Receipts of a shop, with the times of its zone. */
  public static SaleReceipt of(Merchant merchant, ZoneId zone, Labels labels) {
    return new SaleReceipt(merchant, zone, labels);
  }

  /**
   * The receipt of a sale or a return.
   *
   * @param entry the one whose payload the sale is
   */
  public ReceiptDocument original(CompletedSale sale, Entry entry) {
    return sale(sale, entry, Signed.NOT, false);
  }

  /** The same, with what the customer signed. */
  public ReceiptDocument original(CompletedSale sale, Entry entry, Signed signed) {
    return sale(sale, entry, signed, false);
  }

  /** The same, marked as a copy: for every print after the first. */
  public ReceiptDocument copy(CompletedSale sale, Entry entry) {
    return sale(sale, entry, Signed.NOT, true);
  }

  /** The same, with what the customer signed. */
  public ReceiptDocument copy(CompletedSale sale, Entry entry, Signed signed) {
    return sale(sale, entry, signed, true);
  }

  private ReceiptDocument sale(CompletedSale sale, Entry entry, Signed signed, boolean copy) {
    Paper paper = head(copy);
    switch (sale.kind()) {
      case RETURN -> mark(paper, Label.RETURN);
      case RETURN_WITHOUT_RECEIPT -> mark(paper, Label.RETURN_WITHOUT_RECEIPT);
      case EXCHANGE -> mark(paper, Label.EXCHANGE);
      case VOID -> mark(paper, Label.VOID);
      case SALE -> {
        // what a receipt is of when it does not say
      }
    }
    new SaleSection(paper, labels, sale).print(entry.at().atZone(zone));
    signature(paper, signed);
    foot(paper, entry);
    return paper.document();
  }

  private void signature(Paper paper, Signed signed) {
    Signature ink = signed.signature();
    if (ink != null) {
      paper.rule().text(labels.of(Label.SIGNATURE)).ink(ink);
    } else if (signed.erased()) {
      paper.rule().text(labels.of(Label.SIGNATURE_ERASED));
    }
  }

  /**
   * The slip of a payment that was declined: that nothing was charged, and why.
   *
   * @param entry the one that says so
   */
  public ReceiptDocument declined(DeclinedPayment declined, Entry entry) {
    Paper paper = head(false);
    mark(paper, Label.DECLINED);
    paper
        .pair(labels.of(Label.DATE), Paper.time(entry.at().atZone(zone)))
        .pair(labels.of(Label.SALE), declined.sale().toString())
        .pair(labels.of(Label.OPERATOR), declined.operator())
        .pair(labels.of(Label.PAYMENT), declined.payment())
        .pair(declined.masked().text(), labels.of(declined.entryMode()))
        .pair(labels.of(Label.TOTAL), declined.amount().toString())
        .text(labels.of(Label.REASON) + ": " + declined.reason())
        .text(labels.of(Label.NOT_CHARGED), Align.CENTER, Style.BOLD);
    proof(paper, entry);
    return paper.document();
  }

  /**
   * The slip of a layaway: what is kept for the customer, what was paid, what is still due and
   * when, and what it costs to give it up; of one that was given up, what went back.
   *
   * @param sale laid away
   * @param entry the newest one that changed it
   * @throws IllegalArgumentException when it was never laid away
   */
  public ReceiptDocument layaway(Sale sale, Entry entry) {
    LayawayPlan plan =
        sale.plan().orElseThrow(() -> new IllegalArgumentException("not a layaway: " + sale));
    Paper paper = head(false);
    mark(paper, Label.LAYAWAY);
    if (sale.fee().isPresent()) {
      mark(paper, Label.GIVEN_UP);
    }
    new LayawaySection(paper, labels, sale, plan).print(entry.at().atZone(zone));
    foot(paper, entry);
    return paper.document();
  }

  private Paper head(boolean copy) {
    Paper paper = new Paper().text(merchant.name(), Align.CENTER, Style.LARGE);
    merchant.address().forEach(paper::center);
    if (!merchant.taxId().isEmpty()) {
      paper.center(labels.of(Label.TAX_ID) + " " + merchant.taxId());
    }
    if (merchant.phone() != null) {
      paper.center(labels.of(Label.PHONE) + " " + merchant.phone());
    }
    paper.rule();
    if (copy) {
      mark(paper, Label.COPY);
    }
    return paper;
  }

  private void mark(Paper paper, Label label) {
    paper.text("*** " + labels.of(label) + " ***", Align.CENTER, Style.BOLD);
  }

  private void foot(Paper paper, Entry entry) {
    if (!merchant.refundPolicy().isEmpty()) {
      paper.rule().text(labels.of(Label.REFUND_POLICY) + ": " + merchant.refundPolicy());
    }
    proof(paper, entry);
  }

  private void proof(Paper paper, Entry entry) {
    Proof proof = Proof.of(entry);
    paper
        .rule()
        .pair(labels.of(Label.PROOF), proof.place())
        .pair(labels.of(Label.PROOF_CODE), proof.code())
        .qr(proof.qr());
  }
}
