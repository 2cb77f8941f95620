package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/catalogue.md shows is compiled and run. */
class CatalogueTourTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @TempDir Path folder;

  private Till open(String terminal) {
    TillBuilder builder =
        Till.builder(terminal)
            .database(Database.sqlite(folder.resolve(terminal + ".db")))
            .merchant(Merchant.named("Corner shop"))
            .currency(Currency.getInstance("GBP"))
            .zone(LONDON)
            .clock(Clock.fixed(Instant.parse("2025-03-03T10:15:30Z"), LONDON))
            .secrets(new Argon2idHasher())
            .background(false);
    CatalogueTour.prepare(builder);
    Till till = builder.open();
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    return till;
  }

  @Test
  void theTour_isRun() {
    try (Till till = open("till-01");
        Till other = open("till-02")) {
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      CatalogueTour tour = new CatalogueTour(till, ann);
      tour.change();
      Ticket ticket = tour.sell();
      assertThat(ticket.totals().lines())
          .extracting(it -> it.line().item().code() + " " + it.list())
          .containsExactly(
              "pen 20.00 GBP",
              "shirt-l 30.00 GBP",
              "ham 4.29 GBP",
              "ham 9.50 GBP",
              "pen 12.50 GBP");
      assertThat(tour.ask("pen", "m-1")).isEqualTo("Fountain pen: 10.00 GBP, 0 points");
      String csv = "code,name,tax_class\npen,Pen,standard\nink,Ink,none-such\n";
      assertThat(tour.load(new StringReader(csv)).faults().get(0).sentence())
          .isEqualTo("line 3, tax_class: is not a tax class of the catalogue");

      OperatorSession hers = other.logOn("ann", "4711".toCharArray()).orThrow();
      assertThat(tour.carry(till.catalogue(ann), other.catalogue(hers))).isEqualTo(11);
      assertThat(new CatalogueTour(other, hers).ask("4006381333931", "m-1"))
          .startsWith("Fountain pen: 10.00");
    }
  }

  @Test
  void thePage_showsIt() throws Exception {
    DocPages.show("CatalogueTour", 6, "catalogue.md");
  }
}
