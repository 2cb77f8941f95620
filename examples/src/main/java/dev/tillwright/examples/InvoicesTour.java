package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.receipt.invoice.InvoiceBuyer;
import dev.tillwright.core.receipt.invoice.InvoiceCodes;
import dev.tillwright.core.receipt.invoice.InvoiceProvider;
import dev.tillwright.core.receipt.invoice.InvoiceRecord;
import dev.tillwright.core.receipt.invoice.InvoiceRules;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.till.InvoiceDesk;
import dev.tillwright.core.till.Invoicing;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;

/** Tax invoices; docs/invoices.md shows the parts between the marks. */
final class InvoicesTour {
  private InvoicesTour() {}

  static void prepare(TillBuilder builder, InvoiceProvider provider, KeyedIndex index) {
    // docs: setup
    builder.invoices(
        Invoicing.by(provider, InvoiceCodes.of(index)) // index: crypto's HmacIndex
            .everySale() // a code on each slip; without it, when somebody asks
            .rules(InvoiceRules.usual().withoutCategories("gift-card", "deposit"))
            .page("https://invoices.example/?code={code}&amount={amount}&date={date}"));
    // docs: end
  }

  static InvoiceRecord ask(Till till, OperatorSession session, SaleId sale) {
    // docs: ask
    InvoiceDesk desk = till.invoices(session);
    InvoiceRecord asked = desk.ask(sale, InvoiceBuyer.of("Huang Trading", "91310000MA1K"));
    // docs: end
    return asked;
  }

  static void cancel(Till till, OperatorSession session, SaleId sale) {
    // docs: cancel
    InvoiceDesk desk = till.invoices(session);
    desk.cancel(sale, "made out to the wrong company");
    // once the provider acknowledged it: desk.ask(sale, another buyer)
    // docs: end
  }

  static String state(Till till, OperatorSession session, SaleId sale) {
    // docs: state
    InvoiceRecord record = till.invoices(session).refresh(sale).orElseThrow();
    return record.state() + " " + record.document() + " " + record.rest();
    // docs: end
  }
}
