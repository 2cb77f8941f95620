package dev.tillwright.core.receipt;

import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;

/** The block of the tax invoice: how to ask for it, or its number. */
final class InvoiceSection {
  private final Paper paper;
  private final Labels labels;

  InvoiceSection(Paper paper, Labels labels) {
    this.paper = paper;
    this.labels = labels;
  }

  void print(InvoiceNote note) {
    if (note.isEmpty()) {
      return;
    }
    paper.rule().text(labels.of(Label.INVOICE), Align.CENTER, Style.BOLD);
    if (!note.code().isEmpty()) {
      paper
          .text(labels.of(Label.INVOICE_HOW))
          .pair(labels.of(Label.INVOICE_CODE), note.code(), Style.BOLD)
          .pair(labels.of(Label.INVOICE_AMOUNT), note.amount())
          .qr(note.qr());
    }
    if (!note.document().isEmpty()) {
      paper.pair(labels.of(Label.INVOICE_NUMBER), note.document());
    }
    note.credits().forEach(it -> paper.pair(labels.of(Label.CREDIT_NOTE), it));
    paper.text(labels.of(Label.NO_TAX_INVOICE), Align.CENTER, Style.NORMAL);
  }
}
