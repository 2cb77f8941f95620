package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.receipt.invoice.InvoiceBuyer;
import dev.tillwright.core.receipt.invoice.VirtualInvoices;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Currency;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/invoices.md shows is compiled and run. */
class InvoicesTourTest {
  private static final Currency CNY = Currency.getInstance("CNY");

  @TempDir Path folder;

  @Test
  void tour_asksIssuesAndCancels() {
    VirtualInvoices provider = new VirtualInvoices();
    TillBuilder builder =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Tea house"))
            .currency(CNY)
            .language(Locale.SIMPLIFIED_CHINESE)
            .sealer(new Plain())
            .secrets(new Argon2idHasher())
            .background(false);
    InvoicesTour.prepare(builder, provider, InvoicesTourTest::index);
    try (Till till = builder.open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      SaleId sale = sold(till, ann);
      String code = till.invoices(ann).code(sale).orElseThrow();
      assertThat(new TextRenderer(48).render(till.receipt(sale)))
          .contains("开票提取码", code, "invoices.example");
      till.invoices(ann).sendNow();
      assertThat(provider.claim(code, InvoiceBuyer.of("Huang", ""))).isPresent();
      assertThat(InvoicesTour.state(till, ann, sale)).isEqualTo("ISSUED INV-1 8.50 CNY");
      InvoicesTour.cancel(till, ann, sale);
      till.invoices(ann).sendNow();
      assertThat(InvoicesTour.ask(till, ann, sale).buyerGiven()).isTrue();
      till.invoices(ann).sendNow();
      assertThat(InvoicesTour.state(till, ann, sale)).isEqualTo("ISSUED INV-3 8.50 CNY");
    }
  }

  private static SaleId sold(Till till, OperatorSession ann) {
    Item tea =
        new Item(
            "tea", "Tea", "", UnitPrice.parse("8.50", CNY), TaxRate.included("A", Percent.of(13)));
    Ticket ticket = till.sale(ann).add(tea, Quantity.of(1));
    till.pay(ticket, Tender.cash(Money.parse("10.00", CNY)));
    return ticket.id();
  }

  /** Readable here; crypto's HmacIndex is for shops. */
  private static String index(String field, byte[] value) {
    return HexFormat.of().formatHex(Arrays.copyOf(value, 32));
  }

  /** Seals nothing; crypto's is for shops. */
  private static final class Plain implements Sealer {
    @Override
    public byte[] seal(Subject subject, byte[] plain, String context) {
      return plain.clone();
    }

    @Override
    public Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
      return Optional.of(sealed.clone());
    }

    @Override
    public void shred(Subject subject) {}
  }

  @Test
  void thePage_showsIt() throws IOException {
    DocPages.show("InvoicesTour", 4, "invoices.md");
  }
}
