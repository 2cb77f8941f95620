package dev.tillwright.examples;

import dev.tillwright.core.access.CentralLimits;
import dev.tillwright.core.access.Limit;
import dev.tillwright.core.access.Limits;
import dev.tillwright.core.access.Overshoot;
import dev.tillwright.core.access.Overshoots;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralRoles;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.till.Guards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Limits that several tills count together; docs/access.md and docs/central-store.md. */
final class SharedLimitsTour {
  private SharedLimitsTour() {}

  static Guards guards(List<Limit> limits, Supplier<Database> store, KeyedIndex index) {
    // docs: guards
    // store: () -> Database.of(dataSource, Duration.ofSeconds(1))
    CentralLimits shared = CentralLimits.at(store, index).capped(4).build(); // four tills
    return Guards.usual().limits(limits, shared, Duration.ofSeconds(2));
    // docs: end
  }

  static CentralFollowers office(
      CentralStore central, Monitor monitor, KeyedIndex index, Clock clock) {
    // docs: office
    CentralFollowers followers = // makes the tables
        CentralFollowers.of(central, monitor, List.of(Limits.shared(index, clock)));
    // docs: end
    return followers;
  }

  static void role(CentralStore central) {
    // docs: role
    CentralRoles.allowLimits(central, "till_01_limits", "till-01"); // by the owner
    // docs: end
  }

  static List<String> overshoots(
      Database headOffice, List<Limit> limits, Instant from, Instant to) {
    // docs: overshoots
    List<Overshoot> found = Overshoots.find(headOffice, limits, from, to);
    return found.stream().map(it -> it.limit() + " " + it.sum() + " " + it.entries()).toList();
    // docs: end
  }
}
