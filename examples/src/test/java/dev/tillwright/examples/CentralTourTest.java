package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.central.Replaced;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/central-store.md shows is compiled and run. */
class CentralTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-03-03T10:15:30Z"), LONDON);

  @TempDir Path folder;

  private Database store() {
    return Database.sqlite(folder.resolve("central.db"));
  }

  private Till till(String file) {
    return CentralTour.shipping(
            Till.builder("till-01")
                .database(Database.sqlite(folder.resolve(file)))
                .merchant(Merchant.named("Test shop"))
                .currency(GBP)
                .zone(LONDON)
                .clock(CLOCK)
                .secrets(new Argon2idHasher())
                .background(false),
            this::store)
        .open();
  }

  private static long sell(Till till) {
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
    Item tea =
        new Item(
            "tea", "Tea", "", UnitPrice.parse("2.50", GBP), TaxRate.included("A", Percent.of(20)));
    Ticket ticket = till.sale(ann).add(tea, Quantity.of(2));
    till.pay(ticket, Tender.cash(Money.parse("5.00", GBP)));
    return till.find(ticket.id()).orElseThrow().receipt();
  }

  @Test
  void tour_shipsReportsAndReplaces() {
    try (Database store = store()) {
      CentralTour.day(store, new Monitor(CLOCK), LONDON, LocalDate.EPOCH); // makes the tables
    }
    try (Till till = till("till.db")) {
      assertThat(sell(till)).isEqualTo(1);
      assertThat(CentralTour.state(till)).contains("entries wait");
      till.shipNow(Duration.ofSeconds(30));
      assertThat(CentralTour.state(till)).isEqualTo("all is at the central store");
    }
    try (Database store = store()) {
      assertThat(CentralTour.day(store, new Monitor(CLOCK), LONDON, LocalDate.of(2025, 3, 3)))
          .singleElement()
          .satisfies(day -> assertThat(day.gross()).isEqualTo(Money.parse("5.00", GBP)));
      Replaced replaced = CentralTour.replace(store, folder.resolve("new.db"), CLOCK);
      assertThat(replaced.receipt()).isEqualTo(57);
    }
    try (Till till = till("new.db")) {
      assertThat(sell(till)).isEqualTo(58);
    }
  }

  @Test
  void page_showsTheTour() throws IOException {
    DocPages.show("CentralTour", 4, "central-store.md");
  }
}
