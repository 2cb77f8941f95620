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
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.watch.FindingBook.Kept;
import dev.tillwright.core.watch.HostLine;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/silent-transactions.md shows is compiled and run. */
class SilentTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @TempDir Path folder;

  @Test
  void aPaymentThatNobodyWroteDown_isFound_andAPersonIsAsked() {
    try (Till till =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .background(false)
            .open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      Item tea =
          new Item(
              "tea",
              "tea",
              "",
              UnitPrice.parse("2.50", GBP),
              TaxRate.included("A", Percent.of(20)));
      Ticket ticket = till.sale(ann).add(tea, Quantity.of(1));
      till.pay(ticket, Tender.cash(ticket.sale().cashDue()));

      Instant later = Instant.now().plus(Duration.ofDays(2));
      HostLine stranger =
          new HostLine(
              "settled.csv line 2",
              HostLine.Kind.CAPTURE,
              "till-01",
              "till-01/1/77",
              "",
              "",
              Money.parse("12.50", GBP),
              later.minus(Duration.ofDays(1)));
      SilentTour tour = new SilentTour(till, ann);
      List<Kept> open = tour.look(List.of(stranger), later, later);
      assertThat(open)
          .extracting(kept -> kept.finding().detector().name())
          .containsExactly("S1", "S7");
      assertThat(tour.correct(open)).allMatch(said -> said.startsWith("please "));
    }
  }

  @Test
  void thePage_showsTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("SilentTour", 2, "silent-transactions.md");
  }
}
