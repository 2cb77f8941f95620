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
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/sales.md shows is compiled, and what needs no card host is run. */
class SalesTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @TempDir Path folder;
  private Till till;
  private OperatorSession ann;
  private SalesTour tour;

  @BeforeEach
  void open() {
    till =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .open();
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    ann = till.logOn("ann", "4711".toCharArray()).orThrow();
    tour = new SalesTour(till, ann);
  }

  @AfterEach
  void close() {
    till.close();
  }

  private static Item item(String code, String price) {
    TaxRate tax = TaxRate.included("A", Percent.of(20));
    return new Item(code, code, "", UnitPrice.parse(price, GBP), tax);
  }

  private static Money pounds(String amount) {
    return Money.parse(amount, GBP);
  }

  private Ticket ticket(String price) {
    return till.sale(ann).add(item("coat", price), Quantity.of(1));
  }

  private CompletedSale sold(String price) {
    Ticket ticket = ticket(price);
    return finished(till.pay(ticket, Tender.cash(ticket.due())));
  }

  private static CompletedSale finished(Outcome outcome) {
    return outcome.match(
        approved -> approved.sale().orElseThrow(),
        declined -> {
          throw new AssertionError(declined.reason());
        },
        unknown -> {
          throw new AssertionError(unknown.reason());
        });
  }

  @Test
  void exchange_layaway_void_andCash_runAsShown() {
    CompletedSale coat = sold("40.00");
    assertThat(finished(tour.exchange(coat.id(), item("scarf", "45.00"))).total())
        .isEqualTo(pounds("5.00"));
    assertThat(finished(tour.exchange(sold("40.00").id(), item("scarf", "15.00"))).total())
        .isEqualTo(pounds("-25.00"));
    LocalDate today = LocalDate.of(2026, 11, 25);
    assertThat(finished(tour.layaway(ticket("90.00"), today, pounds("30.00"))).deposits())
        .isEqualTo(2);
    assertThat(finished(tour.takeBack(sold("12.00").id())).total()).isEqualTo(pounds("12.00"));
    // 40 and 5, 40 less 25, 90, and nothing of the void; 100 in and 50 out
    assertThat(tour.day(pounds("100.00"), pounds("50.00"))).isEqualTo(pounds("200.00"));
  }

  @Test
  void thePage_showsTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("SalesTour", 7, "sales.md");
  }
}
