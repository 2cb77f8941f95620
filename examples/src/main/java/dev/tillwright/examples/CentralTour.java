package dev.tillwright.examples;

import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.central.Replaced;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.central.ShippingState;
import dev.tillwright.core.central.TillReplacement;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.report.SalesTotals;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;

/** Tills that ship to a central store. The page docs/central-store.md shows it, a test runs it. */
public final class CentralTour {
  private CentralTour() {}

  /** A till that ships. */
  public static TillBuilder shipping(TillBuilder builder, Supplier<Database> store) {
    // docs: ship
    builder.central(store, ShippingPolicy.usual()); // store: () -> Database.of(dataSource)
    // docs: end
    return builder;
  }

  /** How far it is. */
  public static String state(Till till) {
    // docs: state
    ShippingState state = till.shipping().orElseThrow();
    return state.complete()
        ? "all is at the central store"
        : state.unshipped() + " entries wait, the oldest " + state.oldest().toMinutes() + " min";
    // docs: end
  }

  /** The day of all tills, at head office. */
  public static List<SalesTotals> day(
      Database database, Monitor monitor, ZoneId zone, LocalDate day) {
    // docs: office
    CentralStore central = CentralStore.open(database); // as the owner: makes the tables
    SalesReport report = new SalesReport(zone);
    try (CentralFollowers followers =
        CentralFollowers.of(central, monitor, List.of(report, new CheckpointBook()))) {
      followers.catchUp(Duration.ofMinutes(1)); // a program that stays calls start(timer, pause)
      return database.read(tx -> report.day(tx, day));
    }
    // docs: end
  }

  /** A new machine for a dead one. */
  public static Replaced replace(Database store, Path newFile, Clock clock) {
    // docs: replace
    try (Database local = Database.sqlite(newFile)) {
      return TillReplacement.of(CentralStore.join(store), "till-01")
          .reason("the disk failed")
          .newestReceipt(57) // from the last slip that was printed
          .into(local, clock);
    }
    // docs: end
  }
}
