package dev.tillwright.core.central;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts a new machine in the place of a dead till: its journal is fetched from the central store,
 * and goes on there under a new epoch.
 *
 * <p><b>Guarantees.</b> The new machine's books are those of the central store, entry for entry.
 * From its first entry on, nothing of the dead machine joins them: what that one still ships is
 * kept beside, see {@link CentralStore#asides}. No sale, payment or receipt of the two has the same
 * name. A call that fails can be made again; until one succeeds, the till cannot be opened.
 *
 * <p><b>Not promised.</b> What the dead machine wrote and had not shipped is not known here, until
 * its disk is read: see docs/central-store.md.
 *
 * <p>Not for several threads.
 */
public final class TillReplacement {
  private static final int BATCH = 256;
  private static final int RACES = 100;
  private static final int LONGEST_REASON = 200;

  private final CentralStore central;
  private final String terminal;
  private String reason = "";
  private long newestReceipt = -1;
  private long skip = -1;

  private TillReplacement(CentralStore central, String terminal) {
    this.central = Objects.requireNonNull(central, "central");
    this.terminal = Objects.requireNonNull(terminal, "terminal");
  }

  /** The till with this name, which shipped to this store. */
  public static TillReplacement of(CentralStore central, String terminal) {
    return new TillReplacement(central, terminal);
  }

  /** Why, for people; up to 200 characters. */
  public TillReplacement reason(String text) {
    if (text.length() > LONGEST_REASON) {
      throw new IllegalArgumentException("a reason has at most 200 characters");
    }
    this.reason = text;
    return this;
  }

  /**
   * The number on the last slip of the dead till, from its paper. Numbers go on behind it, or
   * behind the newest that the central store knows of, whichever is higher.
   */
  public TillReplacement newestReceipt(long number) {
    this.newestReceipt = checked(number);
    return this;
  }

  /**
   * Where nobody knows the last slip: so many numbers behind the newest that the central store
   * knows of are not used again. More than the dead till could have printed without shipping.
   */
  public TillReplacement skipReceipts(long numbers) {
    this.skip = checked(numbers);
    return this;
  }

  private static long checked(long number) {
    if (number < 0 || number > 999_999_999_999L) {
      throw new IllegalArgumentException("receipt numbers are from 0 and have up to 12 digits");
    }
    return number;
  }

  /**
   * Fetches the journal and takes the dead machine's place. Then open the till over {@code local}
   * as always: it recovers as after a crash, payments in flight included.
   *
   * @param local empty of this terminal's journal, or left by a call that failed; stays the
   *     caller's
   * @throws IllegalStateException when nothing was said of receipts
   * @throws TillwrightException {@code central.unknown} when the store has nothing of the terminal,
   *     {@code central.notEmpty} when {@code local} has a journal of it, {@code journal.broken}
   *     when the copy is, or a {@code store.} code
   */
  public Replaced into(Database local, Clock clock) {
    if (newestReceipt < 0 && skip < 0) {
      throw new IllegalStateException("say the newest receipt, or how many numbers to skip");
    }
    JournalCopy.makeTables(local);
    Fetch fetch = new Fetch(local);
    fetch.resume();
    for (int race = 0; race < RACES; race++) {
      fetch.all();
      if (fetch.head.seq() == 0) {
        throw new TillwrightException(
            "central.unknown", false, "the central store has no entry of " + terminal);
      }
      Entry first = first(fetch, clock);
      try {
        central.add(List.of(first));
      } catch (ForkException e) {
        continue; // something of the dead till arrived meanwhile: it is fetched, too
      }
      fetch.end(first);
      return Replaced.read(first);
    }
    throw new TillwrightException(
        "central.busy", true, "the journal of " + terminal + " grows while it is fetched");
  }

  private Entry first(Fetch fetch, Clock clock) {
    int epoch = Math.addExact(fetch.head.epoch(), Journal.EPOCHS_OF_A_MACHINE);
    long receipt = Math.max(fetch.receipt + Math.max(0, skip), newestReceipt);
    String payload = Replaced.payload(fetch.head.epoch(), receipt, reason);
    return JournalCopy.entry(
        terminal, epoch, fetch.head, clock.instant(), new Draft(Replaced.KIND, payload));
  }

  /** What is in the new machine's file, entry by entry from the first. */
  private final class Fetch {
    private final Database local;
    private final JournalCopy copy = new JournalCopy(terminal);
    private Head head = Head.NONE;
    private long receipt;

    Fetch(Database local) {
      this.local = local;
    }

    /** Takes up what an earlier call left; without a writer's row no till can open over it. */
    void resume() {
      if (!local.read(copy::checked).equals(Head.NONE)) {
        throw notEmpty();
      }
      local.read(
          tx -> {
            copy.each(tx, this::take);
            return head;
          });
      if (head.seq() > 0 && !central.hash(terminal, head.seq()).equals(Optional.of(head.hash()))) {
        throw notEmpty();
      }
    }

    private TillwrightException notEmpty() {
      return new TillwrightException(
          "central.notEmpty",
          false,
          "the database has a journal of " + terminal + " already; begin with an empty one");
    }

    void all() {
      List<Entry> page = central.entries(terminal, head.seq(), BATCH);
      while (!page.isEmpty()) {
        List<Entry> entries = page;
        check(entries.get(0));
        local.change(tx -> entries.forEach(entry -> insert(tx, entry)));
        entries.forEach(this::take);
        page = central.entries(terminal, head.seq(), BATCH);
      }
    }

    private void check(Entry first) {
      if (!first.prevHash().equals(head.hash())) {
        throw new TillwrightException(
            "journal.broken",
            false,
            "the central store's journal of " + terminal + " is broken at entry " + first.seq());
      }
    }

    private void insert(Tx tx, Entry entry) {
      CentralTables.insert(tx, List.of(entry));
    }

    private void take(Entry entry) {
      head = Head.of(entry);
      if (entry.kind().equals(CompletedSale.KIND)) {
        receipt = Math.max(receipt, CompletedSale.read(entry).receipt());
      } else if (entry.kind().equals(Replaced.KIND)) {
        receipt = Math.max(receipt, Replaced.read(entry).receipt());
      }
    }

    /** The new machine's first entry, and with it the writer's row. */
    void end(Entry first) {
      local.change(
          tx -> {
            insert(tx, first);
            copy.move(tx, Head.NONE, Head.of(first));
          });
    }
  }
}
