package dev.tillwright.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.FarStore;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import dev.tillwright.loyalty.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What docs/several-tills.md shows is compiled and run; core's tests do so at PostgreSQL. */
class SeveralTillsTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Instant NOW = Instant.parse("2025-03-03T10:15:30Z");
  private static final Clock CLOCK = Clock.fixed(NOW, LONDON);

  @TempDir Path folder;

  private Database store() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("central.db"));
    return Database.of(source);
  }

  private FarStore far(String name) {
    return new FarStore(name, this::store, Duration.ofSeconds(5), null);
  }

  private Till till(String terminal, FarStore returns) {
    return Till.builder(terminal)
        .database(Database.sqlite(folder.resolve(terminal + ".db")))
        .merchant(Merchant.named("Test shop"))
        .currency(GBP)
        .zone(LONDON)
        .clock(CLOCK)
        .secrets(new Argon2idHasher())
        .central(this::store, ShippingPolicy.usual())
        .guards(SeveralTillsTour.guards(returns, Money.parse("20.00", GBP)))
        .background(false)
        .open();
  }

  private static OperatorSession ann(Till till) {
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    return till.logOn("ann", "4711".toCharArray()).orThrow();
  }

  private static SaleId sell(Till till, OperatorSession ann) {
    Item tea =
        new Item(
            "tea", "Tea", "", UnitPrice.parse("2.50", GBP), TaxRate.included("A", Percent.of(20)));
    Ticket ticket = till.sale(ann).add(tea, Quantity.of(2));
    till.pay(ticket, Tender.cash(Money.parse("5.00", GBP)));
    return ticket.id();
  }

  @Test
  void tour_takesBackElsewhere_once() {
    try (Database office = store();
        CentralFollowers followers =
            SeveralTillsTour.office(CentralStore.open(office), new Monitor(CLOCK));
        FarStore returns = far("returns");
        Till one = till("till-01", returns);
        Till two = till("till-02", returns)) {
      SaleId sale = sell(one, ann(one));
      one.shipNow(Duration.ofSeconds(30));
      followers.catchUp(Duration.ofSeconds(30));
      OperatorSession ann = ann(two);
      assertThat(SeveralTillsTour.back(two, ann, sale.toString()))
          .isInstanceOf(Outcome.Approved.class);
      two.shipNow(Duration.ofSeconds(30));
      followers.catchUp(Duration.ofSeconds(30));
      assertThat(SeveralTillsTour.history(office, sale))
          .startsWith("5.00 GBP, came back ")
          .contains("till-02.")
          .endsWith("left 2.50 GBP");
      assertThat(SeveralTillsTour.found(office, NOW, NOW, new Monitor(CLOCK))).isEmpty();
      assertThatThrownBy(() -> SeveralTillsTour.role(CentralStore.join(office)))
          .as("SQLite has no roles")
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void points_areOneBalanceOverTills() throws IOException {
    Program program =
        Program.parse(
            new String(
                getClass()
                    .getResourceAsStream("/dev/tillwright/examples/shop/corner-club.json")
                    .readAllBytes(),
                UTF_8));
    FarStore far = far("points");
    try (Database office = store();
        CentralFollowers followers =
            SeveralTillsTour.ledger(CentralStore.open(office), new Monitor(CLOCK));
        far;
        Till two =
            SeveralTillsTour.points(
                    Till.builder("till-02")
                        .database(Database.sqlite(folder.resolve("till-02.db")))
                        .merchant(Merchant.named("Test shop"))
                        .currency(GBP)
                        .zone(LONDON)
                        .clock(CLOCK)
                        .secrets(new Argon2idHasher())
                        .pricingFrom(journal -> PointsEngine.of(program).build())
                        .central(this::store, ShippingPolicy.usual())
                        .background(false),
                    far,
                    program,
                    Duration.ofHours(1))
                .open()) {
      two.journal()
          .append(
              LedgerEntries.Granted.of("g", "m-1", 1_000, "opening").draft(),
              Duration.ofSeconds(30));
      two.shipNow(Duration.ofSeconds(30));
      followers.catchUp(Duration.ofSeconds(30));
      OperatorSession ann = ann(two);
      Item tea =
          new Item(
              "tea",
              "Tea",
              "",
              UnitPrice.parse("9.00", GBP),
              TaxRate.included("A", Percent.of(20)));
      Ticket ticket = two.sale(ann).member("m-1").add(tea, Quantity.of(1));
      assertThat(two.pointsOffer(ticket).points()).isPositive();
      assertThat(two.pay(ticket, Tender.points(two.pointsOffer(ticket).points())))
          .isInstanceOf(Outcome.Approved.class);
      Ticket next = two.sale(ann).member("m-1").add(tea, Quantity.of(1));
      assertThat(two.pointsOffer(next).points()).as("held at the store").isLessThan(200);
    }
  }

  @Test
  void pages_showTheTour() throws IOException {
    DocPages.show("SeveralTillsTour", 8, "several-tills.md");
  }
}
