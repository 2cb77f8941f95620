package dev.tillwright.core.journal;

import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Appends from two threads until it is killed, and prints each position once it is durable. */
final class AppendingChild {

  private AppendingChild() {}

  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[1]);
    Database database = Database.sqlite(Path.of(arguments[0]));
    Journal journal = Journal.open(database, "till-01", Clock.systemUTC());
    journal.follow(new Sums("one"));
    System.out.println("ready");
    for (int t = 0; t < 2; t++) {
      Random random = new Random(seed + t);
      new Thread(
              () -> {
                while (true) {
                  List<Draft> drafts = new ArrayList<>();
                  for (int i = random.nextInt(3); i >= 0; i--) {
                    drafts.add(Journals.draft(random.nextInt(1_000_000)));
                  }
                  for (Entry entry : journal.append(drafts, Journals.SOON)) {
                    System.out.println(entry.seq() + " " + entry.hash());
                  }
                  System.out.flush();
                }
              })
          .start();
    }
  }
}
