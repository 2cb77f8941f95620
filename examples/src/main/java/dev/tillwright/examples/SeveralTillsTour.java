package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralRoles;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.shared.CentralReturns;
import dev.tillwright.core.shared.Overreturn;
import dev.tillwright.core.shared.Overreturns;
import dev.tillwright.core.shared.ReturnsBook;
import dev.tillwright.core.shared.SaleHistory;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.FarStore;
import dev.tillwright.core.till.Guards;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.loyalty.ledger.CentralPoints;
import dev.tillwright.loyalty.ledger.OfflinePoints;
import dev.tillwright.loyalty.ledger.OfflineTender;
import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.program.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What several tills share beside limits; docs/several-tills.md. */
final class SeveralTillsTour {
  private SeveralTillsTour() {}

  static Guards guards(FarStore store, Money most) {
    // docs: guards
    // store: new FarStore("returns", () -> Database.of(dataSource), Duration.ofSeconds(5), null)
    CentralReturns shared = CentralReturns.at(store).ownUpTo(most).build();
    return Guards.usual().returns(shared, Duration.ofSeconds(2));
    // docs: end
  }

  static CentralFollowers office(CentralStore central, Monitor monitor) {
    // docs: office
    CentralFollowers followers =
        CentralFollowers.of(central, monitor, List.of(new ReturnsBook())); // makes the tables
    // docs: end
    return followers;
  }

  static void role(CentralStore central) {
    // docs: role
    CentralRoles.allowReturns(central, "till_02_returns", "till-02"); // by the owner
    // docs: end
  }

  static Outcome back(Till till, OperatorSession ann, String receipt) {
    // docs: back
    SaleId sale = SaleId.parse(receipt); // as it stands on the slip: till-01.3.17
    Ticket ticket = till.giveBack(ann, sale, ""); // fetched from the store when another till's
    ticket.giveBack(1, Quantity.of(1));
    return till.payOut(ticket);
    // docs: end
  }

  static String history(Database headOffice, SaleId sale) {
    // docs: history
    SaleHistory all = headOffice.read(tx -> ReturnsBook.history(sale, tx)).orElseThrow();
    return all.sold().sale().total() + ", came back " + all.backs() + ", left " + all.left();
    // docs: end
  }

  static List<Overreturn> found(Database headOffice, Instant from, Instant to, Monitor monitor) {
    // docs: found
    List<Overreturn> found = Overreturns.watch(headOffice, from, to, monitor);
    found.forEach(it -> System.out.println(it.sale() + ": " + it.above() + " too much"));
    // when somebody has looked at one: Overreturns.seen(headOffice, it, monitor)
    // docs: end
    return found;
  }

  static TillBuilder points(TillBuilder builder, FarStore store, Program program, Duration lapse) {
    // docs: points
    // store: new FarStore("points", () -> Database.of(dataSource), Duration.ofSeconds(5), null)
    return builder.points(
        new OfflinePoints(),
        journal -> {
          OfflineTender alone = new OfflineTender(journal, program); // or null: nothing
          return new CentralPoints(journal, store, program, lapse, alone);
        });
    // docs: end
  }

  static CentralFollowers ledger(CentralStore central, Monitor monitor) {
    // docs: ledger
    CentralPoints.prepare(central.database());
    CentralFollowers followers = CentralFollowers.of(central, monitor, List.of(new PointsLedger()));
    // and for each till, by the owner: CentralPoints.allow(central, "till_02_points", "till-02")
    // docs: end
    return followers;
  }
}
