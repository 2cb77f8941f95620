package dev.tillwright.core.receipt;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.LayawayPlan;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the receipts of a shop, in one language. Immutable; for any number of threads.
 *
 * <p><b>Guarantees.</b> A receipt is a function of what the journal says of the sale and of the
 * shop: made again a year later it says the same, with the mark of a copy, but for {@linkplain
 * ReceiptNotes notes} of the application, which are those of the day. A card stands on it with its
 * last four digits at most, a member with half of the number at most. Each carries its {@link
 * Proof}.
 */
public final class SaleReceipt {
  private final Merchant merchant;
  private final ZoneId zone;
  private final Labels labels;
  private final boolean training;

  private SaleReceipt(Merchant merchant, ZoneId zone, Labels labels, boolean training) {
    this.merchant = Objects.requireNonNull(merchant, "merchant");
    this.zone = Objects.requireNonNull(zone, "zone");
    this.labels = Objects.requireNonNull(labels, "labels");
    this.training = training;
  }

  /** Receipts of a shop, with the times of its zone. */
  public static SaleReceipt of(Merchant merchant, ZoneId zone, Labels labels) {
    return new SaleReceipt(merchant, zone, labels, false);
  }

  /** The same, each marked at its head and its foot as one of training. */
  public SaleReceipt training() {
    return new SaleReceipt(merchant, zone, labels, true);
  }

  /** Whose receipts. */
  public Merchant merchant() {
    return merchant;
  }

  /**
   * The receipt of a sale or a return, with nothing of its cards beside what the sale says.
   *
   * @param entry the one whose payload the sale is
   */
  public ReceiptDocument original(CompletedSale sale, Entry entry) {
    return original(ReceiptFacts.of(sale, entry));
  }

  /** The receipt of a sale or a return. */
  public ReceiptDocument original(ReceiptFacts facts) {
    return sale(facts, false, false);
  }

  /** The same, marked as a copy: for every print after the first. */
  public ReceiptDocument copy(ReceiptFacts facts) {
    return sale(facts, true, false);
  }

  /**
   * What the shop keeps: marked as its own, with a line to sign on when the card asks for a
   * signature and none was taken on a pad.
   *
   * @param copy whether it was printed before
   */
  public ReceiptDocument merchantCopy(ReceiptFacts facts, boolean copy) {
    return sale(facts, copy, true);
  }

  /**
   * What a customer sees before he pays or confirms: everything the receipt will say, without a
   * number, a proof, or the look of a receipt.
   *
   * @param draft the sale as if it was finished; its receipt number is not shown
   * @param due what is still to be paid, or to be paid out
   * @param at now
   */
  public ReceiptDocument preview(CompletedSale draft, Money due, Instant at) {
    Paper paper = head(false);
    mark(paper, Label.PREVIEW);
    kind(paper, draft.kind());
    new SaleSection(paper, labels, draft, Map.of()).preview(at.atZone(zone), due);
    policy(paper);
    paper.rule().text(labels.of(Label.PLEASE_CHECK), Align.CENTER, Style.BOLD);
    trained(paper);
    return paper.document();
  }

  private ReceiptDocument sale(ReceiptFacts facts, boolean copy, boolean merchants) {
    Paper paper = head(copy);
    if (merchants) {
      mark(paper, Label.MERCHANT_COPY);
    }
    kind(paper, facts.sale().kind());
    ZonedDateTime at = facts.entry().at().atZone(zone);
    new SaleSection(paper, labels, facts.sale(), facts.cards()).print(at);
    signature(paper, facts.signed());
    if (merchants && facts.wantsSignature()) {
      paper.rule().text(labels.of(Label.SIGN_HERE)).feed(3);
    }
    InvoiceNote invoice = facts.invoice();
    if (!merchants && invoice != null) {
      new InvoiceSection(paper, labels).print(invoice);
    }
    if (!merchants && !facts.notes().isEmpty()) {
      paper.rule();
      facts.notes().forEach(paper::center);
    }
    foot(paper, facts.entry());
    return paper.document();
  }

  private void kind(Paper paper, SaleKind kind) {
    switch (kind) {
      case RETURN -> mark(paper, Label.RETURN);
      case RETURN_WITHOUT_RECEIPT -> mark(paper, Label.RETURN_WITHOUT_RECEIPT);
      case EXCHANGE -> mark(paper, Label.EXCHANGE);
      case VOID -> mark(paper, Label.VOID);
      case SALE -> {
        // what a receipt is of when it does not say
      }
    }
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
   * The slip of one payment: approved, declined, undone, or not known yet. It says in words whether
   * something was charged.
   *
   * @param copy whether it was printed before
   */
  public ReceiptDocument payment(PaymentSlip slip, boolean copy) {
    Paper paper = head(copy);
    if (slip.attempt().isRefund()) {
      mark(paper, Label.REFUND_TOTAL);
    }
    mark(paper, slip.title());
    new PaymentSection(paper, labels, slip).print(slip.entry().at().atZone(zone));
    proof(paper, slip.entry());
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
    Paper paper = new Paper();
    trained(paper);
    paper.text(merchant.name(), Align.CENTER, Style.LARGE);
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
    policy(paper);
    proof(paper, entry);
  }

  private void policy(Paper paper) {
    if (!merchant.refundPolicy().isEmpty()) {
      paper.rule().text(labels.of(Label.REFUND_POLICY) + ": " + merchant.refundPolicy());
    }
  }

  private void proof(Paper paper, Entry entry) {
    Proof proof = Proof.of(entry);
    paper
        .rule()
        .pair(labels.of(Label.PROOF), proof.place())
        .pair(labels.of(Label.PROOF_CODE), proof.code())
        .qr(proof.qr());
    trained(paper);
  }

  private void trained(Paper paper) {
    if (training) {
      mark(paper, Label.TRAINING);
      paper.text(labels.of(Label.TRAINING_NOT_VALID), Align.CENTER, Style.BOLD);
    }
  }
}
