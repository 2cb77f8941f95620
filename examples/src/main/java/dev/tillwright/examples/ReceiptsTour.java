package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.dispute.CaseFile;
import dev.tillwright.core.dispute.CaseIntake;
import dev.tillwright.core.dispute.CaseKind;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.HtmlRenderer;
import dev.tillwright.core.receipt.JsonRenderer;
import dev.tillwright.core.receipt.PastSale;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.SaleSearch;
import dev.tillwright.core.receipt.SlipCheck;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.CaseDesk;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.tlv.TlvObjects;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * Receipts in their forms, past sales found again, and what follows when somebody comes back. The
 * pages docs/receipts.md and docs/disputes.md show it, and a test runs it.
 */
public final class ReceiptsTour {
  private final Till till;
  private final OperatorSession ann;

  /**
   * @param ann logged on, may do everything
   */
  public ReceiptsTour(Till till, OperatorSession ann) {
    this.till = till;
    this.ann = ann;
  }

  /** One document as text, page and JSON. */
  public List<String> forms(SaleId sale) {
    // docs: forms
    ReceiptDocument document = till.receipt(sale);
    String narrow = new TextRenderer(32).render(document); // 42 and 48 are common too
    String page = HtmlRenderer.page(document, "Receipt", Locale.ENGLISH);
    String json = JsonRenderer.render(document);
    // docs: end
    return List.of(narrow, page, json);
  }

  /** A card with what its chip told. */
  public Outcome byChip(Ticket ticket, CardRead card, TlvObjects objects) {
    // docs: chip
    return till.pay(ticket, Tender.card(card).withChip(ChipFacts.from(objects)));
    // docs: end
  }

  /** What the chip said after the host's answer. */
  public void lastWord(PaymentKey payment, TlvObjects last) {
    // docs: last
    till.receipts(ann).chip(payment, ChipFacts.from(last)); // the final cryptogram
    // docs: end
  }

  /** A sale of a day, of which the amount is known. */
  public List<PastSale> found(LocalDate today, ZoneId zone, Money amount) {
    // docs: past
    SaleSearch search = SaleSearch.any().on(today, zone).total(amount);
    return till.receipts(ann).find(search);
    // docs: end
  }

  /** Whether the books are those of a slip. */
  public boolean check(Database books, String printed) {
    // docs: check
    SlipCheck check = SlipCheck.of(books, printed);
    System.out.println(check.message());
    return check.stands();
    // docs: end
  }

  /** A customer complains. */
  public CaseFile complaint(SaleId sale, Money amount, Instant deadline) {
    // docs: case
    CaseDesk cases = till.cases(ann);
    CaseFile file =
        cases.open(
            new CaseIntake(
                CaseKind.COMPLAINT,
                sale,
                null, // or the payment, which a dispute must name
                "broken", // the shop's reason, or the scheme's code
                amount,
                deadline,
                "mail 4711", // the same number twice is the same case
                "the lid does not close"));
    cases.note(file.id(), "asked the cashier");
    // docs: end
    return file;
  }

  /** Its evidence. */
  public byte[] evidence(CaseFile file, byte[] picture) {
    // docs: evidence
    CaseDesk cases = till.cases(ann);
    return cases.evidence(file.id(), parts -> parts.attach("lid.jpg", picture));
    // docs: end
  }
}
