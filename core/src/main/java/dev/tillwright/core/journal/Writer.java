package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.monitor.flight.Flight;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns drafts into entries, a group in one commit. The only thread that knows where the chain goes
 * on; never interrupted by callers, because an interrupt could end a file operation half-way.
 */
final class Writer implements Runnable {
  /** After these the store has written nothing and can be tried again. */
  private static final Set<String> HARMLESS =
      Set.of("store.locked", "store.full", "store.readonly", "store.interrupted");

  /** After these, too, and reading back would fail for the same reason. */
  private static final Set<String> AWAY = Set.of("store.lost", "store.late");

  private static final String UNKNOWN = "store.unknown";

  private final Database database;
  private final String terminal;
  private final Clock clock;
  private final Intake intake;
  private final Runnable appended;
  private final EntryHash hash = new EntryHash();
  private volatile Head head;
  private volatile @Nullable Entry newest;
  private volatile @Nullable TillwrightException stopped;

  Writer(
      Database database,
      String terminal,
      Clock clock,
      Intake intake,
      Head head,
      @Nullable Entry newest,
      Runnable appended) {
    this.database = database;
    this.terminal = terminal;
    this.clock = clock;
    this.intake = intake;
    this.head = head;
    this.newest = newest;
    this.appended = appended;
  }

  Head head() {
    return head;
  }

  @Nullable Entry newest() {
    return newest;
  }

  /** Why nothing more is written, until the journal is opened again. */
  @Nullable TillwrightException stopped() {
    return stopped;
  }

  @Override
  public void run() {
    while (true) {
      List<Append> group;
      try {
        group = intake.take();
      } catch (InterruptedException e) {
        continue; // nobody has the right to
      }
      if (group.isEmpty()) {
        return;
      }
      try {
        write(group);
      } catch (Throwable e) {
        // An error of ours or of the virtual machine: what is on disk is only certain on reopening.
        fail(group, stop(unknown(e.getClass().getSimpleName())));
      }
    }
  }

  /** Without what follows on something that was not written; in one group both are, or neither. */
  private static List<Append> standing(List<Append> group) {
    List<Append> standing = new ArrayList<>(group.size());
    for (Append append : group) {
      if (append.after == null || !append.after.isCompletedExceptionally()) {
        standing.add(append);
      } else {
        append.done.completeExceptionally(
            new TillwrightException(
                "journal.order", true, "what comes before it was not written, and so it was not"));
      }
    }
    return standing;
  }

  private void write(List<Append> taken) {
    List<Append> group = standing(taken);
    if (group.isEmpty()) {
      return;
    }
    TillwrightException before = stopped;
    if (before != null) {
      fail(group, before);
      return;
    }
    Head from = head;
    List<List<Entry>> entries = chain(group, from);
    Entry last = last(entries);
    Head to = new Head(from.epoch(), last.seq(), last.hash());
    long begun = System.nanoTime();
    TillwrightException failure = commit(entries, from, to);
    Flight.append(
        terminal,
        Math.toIntExact(to.seq() - from.seq()),
        failure == null ? to.seq() : from.seq(),
        System.nanoTime() - begun,
        failure == null ? "" : failure.code());
    if (failure != null) {
      fail(group, failure);
      return;
    }
    newest = last;
    head = to;
    for (int i = 0; i < group.size(); i++) {
      group.get(i).done.complete(entries.get(i));
    }
    appended.run();
  }

  private List<List<Entry>> chain(List<Append> group, Head from) {
    List<List<Entry>> all = new ArrayList<>(group.size());
    long seq = from.seq();
    String before = from.hash();
    for (Append append : group) {
      Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      String time = EntryTime.text(at);
      List<Entry> entries = new ArrayList<>(append.drafts.size());
      for (Draft draft : append.drafts) {
        seq++;
        String own =
            hash.of(terminal, from.epoch(), seq, time, draft.kind(), draft.payload(), before);
        entries.add(
            new Entry(terminal, from.epoch(), seq, at, draft.kind(), draft.payload(), before, own));
        before = own;
      }
      all.add(List.copyOf(entries));
    }
    return all;
  }

  private static Entry last(List<List<Entry>> entries) {
    List<Entry> call = entries.get(entries.size() - 1);
    return call.get(call.size() - 1);
  }

  /** Commits, and in doubt reads back; answers what went wrong, or nothing when all is durable. */
  private @Nullable TillwrightException commit(List<List<Entry>> entries, Head from, Head to) {
    try {
      database.change(tx -> put(tx, entries, from, to));
      return null;
    } catch (TillwrightException failure) {
      if (failure.code().equals("journal.fenced")) {
        return stop(failure);
      }
      return afterFailure(failure, from, to);
    }
  }

  private void put(Tx tx, List<List<Entry>> entries, Head from, Head to) {
    if (!JournalTables.moveWriter(tx, terminal, from, to)) {
      throw fenced();
    }
    for (List<Entry> call : entries) {
      for (Entry entry : call) {
        JournalTables.insert(tx, entry);
      }
    }
  }

  private @Nullable TillwrightException afterFailure(
      TillwrightException failure, Head from, Head to) {
    if (AWAY.contains(failure.code())) {
      return failure;
    }
    boolean unknown = failure.code().equals(UNKNOWN);
    Head stored;
    try {
      stored =
          (unknown
                  ? database.write(tx -> JournalTables.settledWriter(tx, terminal))
                  : database.read(tx -> JournalTables.writer(tx, terminal)))
              .orElse(null);
    } catch (TillwrightException again) {
      return stop(unknown(failure.code()));
    }
    if (to.equals(stored)) {
      return null; // the commit took effect, only its answer was lost
    }
    if (!from.equals(stored)) {
      return stop(fenced());
    }
    if (unknown) {
      return new TillwrightException(
          "store.lost", true, "the store of " + terminal + " was lost before it wrote anything");
    }
    if (!HARMLESS.contains(failure.code())) {
      // After a failed force the system may have dropped pages it calls clean: never force again.
      stop(
          new TillwrightException(
              "journal.failed",
              false,
              "the journal of "
                  + terminal
                  + " stopped after "
                  + failure.code()
                  + "; open it again"));
    }
    return failure;
  }

  private TillwrightException stop(TillwrightException why) {
    stopped = why;
    return why;
  }

  private TillwrightException unknown(String after) {
    return new TillwrightException(
        "journal.failed",
        false,
        "the journal of "
            + terminal
            + " stopped after "
            + after
            + "; whether the last entries were written shows when it is opened again");
  }

  private TillwrightException fenced() {
    return new TillwrightException(
        "journal.fenced",
        false,
        "another opening of the journal of " + terminal + " took over; nothing was written");
  }

  private static void fail(List<Append> group, TillwrightException why) {
    for (Append append : group) {
      append.done.completeExceptionally(why);
    }
  }
}
