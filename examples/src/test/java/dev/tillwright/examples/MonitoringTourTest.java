package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
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
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/monitoring.md shows is compiled and run. */
class MonitoringTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @TempDir Path folder;

  @Test
  void aSale_isCountedTimedAndRecorded() throws IOException {
    Map<String, Long> metrics = new TreeMap<>();
    List<String> pages = new ArrayList<>();
    AtomicLong queue = new AtomicLong(7);
    Path file = folder.resolve("till.jfr");
    try (Till till =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .monitor(new Monitor(Clock.systemUTC(), Runnable::run)) // here, to see it at once
            .background(false)
            .open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      MonitoringTour.wire(till, metrics, pages::add);
      MonitoringTour.watch(till, queue::get);
      MonitoringTour.record(file, () -> sell(till, ann));
      till.monitor().look();
      queue.set(2);
      till.monitor().look();
    }
    assertThat(metrics).containsEntry("till.sales/SALE", 1L).containsEntry("shop.queue", 2L);
    assertThat(pages)
        .containsExactly("shop.queueLong: open another till", "shop.queueLong is over");
    assertThat(MonitoringTour.slowest(file).get("tillwright.JournalAppend"))
        .isGreaterThan(Duration.ZERO);
  }

  private static void sell(Till till, OperatorSession ann) {
    Item tea =
        new Item(
            "tea", "tea", "", UnitPrice.parse("2.50", GBP), TaxRate.included("A", Percent.of(20)));
    Ticket ticket = till.sale(ann).add(tea, Quantity.of(1));
    till.pay(ticket, Tender.cash(ticket.sale().cashDue()));
  }

  @Test
  void thePage_showsTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("MonitoringTour", 4, "monitoring.md");
  }
}
