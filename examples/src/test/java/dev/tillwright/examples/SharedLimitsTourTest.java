package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Limit;
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
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What docs/access.md and docs/central-store.md show of shared limits is compiled and run. */
class SharedLimitsTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Instant NOW = Instant.parse("2025-03-03T10:15:30Z");
  private static final Clock CLOCK = Clock.fixed(NOW, LONDON);
  private static final List<Limit> LIMITS =
      List.of(
          Limit.of("day", Limit.Per.MEMBER, Money.parse("10.00", GBP), Duration.ofDays(1))
              .asking(Set.of()));

  @TempDir Path folder;

  private Database store() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("central.db"));
    return Database.of(source);
  }

  /** Readable here; crypto's HmacIndex is for shops. */
  private static String index(String field, byte[] value) {
    return HexFormat.of().formatHex(value);
  }

  private Till till(String terminal, Supplier<Database> limits) {
    KeyedIndex index = SharedLimitsTourTest::index;
    return Till.builder(terminal)
        .database(Database.sqlite(folder.resolve(terminal + ".db")))
        .merchant(Merchant.named("Test shop"))
        .currency(GBP)
        .zone(LONDON)
        .clock(CLOCK)
        .secrets(new Argon2idHasher())
        .central(this::store, ShippingPolicy.usual())
        .guards(SharedLimitsTour.guards(LIMITS, limits, index))
        .background(false)
        .open();
  }

  private static Outcome sell(Till till, String price) {
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
    Item tea =
        new Item(
            "tea", "Tea", "", UnitPrice.parse(price, GBP), TaxRate.included("A", Percent.of(20)));
    return till.pay(
        till.sale(ann).member("m-1").add(tea, Quantity.of(1)),
        Tender.cash(Money.parse(price, GBP)));
  }

  @Test
  void tour_countsTogether_capsAlone_andFindsWhatCameOfIt() {
    try (Database office = store();
        CentralFollowers followers =
            SharedLimitsTour.office(
                CentralStore.open(office), new Monitor(CLOCK), SharedLimitsTourTest::index, CLOCK);
        Till one = till("till-01", this::store);
        Till two = till("till-02", this::store);
        Till cutOff =
            till(
                "till-03",
                () -> {
                  throw new IllegalStateException("nobody is there");
                })) {
      assertThat(sell(one, "9.00")).isInstanceOf(Outcome.Approved.class);
      assertThat(sell(two, "1.01")).isInstanceOf(Outcome.Declined.class);
      assertThat(sell(cutOff, "2.50")).isInstanceOf(Outcome.Approved.class);
      for (Till each : List.of(one, two, cutOff)) {
        each.shipNow(Duration.ofSeconds(30));
      }
      followers.catchUp(Duration.ofSeconds(30));
      assertThat(SharedLimitsTour.overshoots(office, LIMITS, NOW, NOW))
          .singleElement()
          .asString()
          .startsWith("day 11.50 GBP")
          .contains("till-01", "till-03");
      assertThatThrownBy(() -> SharedLimitsTour.role(CentralStore.join(office)))
          .as("SQLite has no roles")
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void pages_showTheTour() throws IOException {
    DocPages.show("SharedLimitsTour", 4, "access.md", "central-store.md");
  }
}
