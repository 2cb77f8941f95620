package dev.tillwright.core.campaign;

import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.Checkpoints;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.report.SalesReport.Breakdown;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writes a journal of which each fifth entry is a finished sale, signs, verifies, folds and reports
 * it; says how long.
 */
final class MillionChild {
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final int BATCH = 1_000;

  /** Entries for each finished sale: it is opened, lines are added, it is paid. */
  private static final int STEPS = 5;

  private static final String TILL = "till-01";

  private MillionChild() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    int entries = Integer.parseInt(arguments[1]);
    SalesReport report = new SalesReport(ZoneId.of("Europe/London"));
    try (Database database = Database.sqlite(file)) {
      TestClock clock = new TestClock("2026-01-01T08:00:00Z");
      try (Journal journal = Journal.open(database, TILL, clock)) {
        timed("write", entries, () -> write(journal, entries, clock));
        journal.follow(new CheckpointBook());
        journal.awaitFollowers(LONG);
        timed("sign", entries, () -> sign(journal));
      }
      timed("verify", entries, () -> verify(database));
      try (Journal journal = Journal.open(database, TILL, Clock.systemUTC())) {
        timed("fold", entries, () -> fold(journal, report));
        timed("rebuild", entries, () -> rebuild(journal));
      }
      timed("report", entries, () -> report(database, report));
    }
    // What the heap grew to; -Xmx of the parent bounds it.
    long heap = Runtime.getRuntime().totalMemory();
    System.out.println("heap " + (heap >> 20));
  }

  private static void timed(String what, int entries, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    System.out.println(what + " " + (System.nanoTime() - begin) / entries);
    System.out.flush();
  }

  private static void write(Journal journal, int entries, TestClock clock) {
    ShopSales shop = new ShopSales(new SplittableRandom(7));
    List<Draft> sales = new ArrayList<>();
    for (int n = 0; n < Math.min(BATCH, entries / STEPS); n++) {
      sales.add(shop.next().toDraft());
    }
    Draft step = new Draft("sale.lineAdded", "{\"sale\":\"till-01.1.1\",\"line\":1}");
    for (int from = 0; from < entries; from += BATCH) {
      List<Draft> drafts = new ArrayList<>(Collections.nCopies(BATCH, step));
      for (int n = 0; n < BATCH; n += STEPS) {
        drafts.set(n, sales.get((from + n) / STEPS % sales.size()));
      }
      journal.append(drafts, LONG);
      clock.move(Duration.ofHours(2));
    }
  }

  private static void sign(Journal journal) {
    Ed25519Signer signer = Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
    if (Checkpoints.open(journal, signer, Clock.systemUTC(), LONG).sign().isEmpty()) {
      throw new IllegalStateException("nothing was signed");
    }
  }

  private static void verify(Database database) {
    if (!JournalVerifier.verify(database, Optional.of(TILL)).ok()) {
      throw new IllegalStateException("not whole");
    }
  }

  private static void fold(Journal journal, SalesReport report) {
    journal.follow(report);
    journal.awaitFollowers(LONG);
  }

  private static void rebuild(Journal journal) {
    journal.rebuild(SalesReport.NAME);
    journal.awaitFollowers(LONG);
  }

  private static void report(Database database, SalesReport report) {
    LocalDate first = LocalDate.of(2026, 1, 1);
    LocalDate last = LocalDate.of(2027, 12, 31);
    for (Breakdown breakdown : Breakdown.values()) {
      boolean some = breakdown != Breakdown.CHANNEL; // all was sold over the counter
      if (database.read(tx -> report.by(breakdown, tx, first, last)).isEmpty() == some) {
        throw new IllegalStateException((some ? "nothing of " : "something of ") + breakdown);
      }
    }
    if (database.read(tx -> report.bestSellers(tx, first, last, 10)).isEmpty()) {
      throw new IllegalStateException("nothing sold");
    }
  }
}
