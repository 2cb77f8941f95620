package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;

/** Goes on with a history until it is killed, and prints each position once it is durable. */
final class LedgerChild {
  private LedgerChild() {}

  public static void main(String[] arguments) {
    Histories history =
        Histories.timeless(
            new SplittableRandom(Long.parseLong(arguments[1])), "till-01", LedgerCrashTest.MEMBERS);
    Database database = Database.sqlite(Path.of(arguments[0]));
    Journal journal = Journal.open(database, "till-01", Clock.systemUTC());
    journal.follow(new PointsLedger());
    System.out.println("ready");
    for (int next = (int) journal.headSeq(); ; next++) {
      while (history.entries.size() <= next) {
        history.step();
      }
      Entry entry = history.entries.get(next);
      journal.append(new Draft(entry.kind(), entry.payload()), Shop.PATIENCE);
      System.out.println(next + 1);
    }
  }
}
