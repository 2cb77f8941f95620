package dev.tillwright.core.central;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.journal.TrainingMark;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One database that holds the journals of many terminals, in the journal's own tables: what
 * verifies a till's books verifies these.
 *
 * <p><b>Guarantees.</b> A position of a terminal holds one entry, and that is never overwritten.
 * Adding what is there already changes nothing; another entry for a position is a {@link
 * ForkException} that names it. Serialization failures and lost connections are tried again within
 * the database's patience; the answer of a commit that got lost is read back.
 *
 * <p><b>Not promised.</b> That what arrived is sound: {@link CentralFollowers} checks each chain
 * before anybody acts on it.
 *
 * <p><b>Threads.</b> Any number. The database stays the caller's.
 */
public final class CentralStore {
  /** The kind of the entry with which a machine takes a dead one's place. */
  public static final String REPLACED = "journal.replaced";

  /** So many entries at most come in one call. */
  public static final int MAX_BATCH = 1_024;

  private static final int UNKNOWN_COMMITS = 3;

  private final Database database;

  private CentralStore(Database database) {
    this.database = Objects.requireNonNull(database, "database");
  }

  /**
   * Opens the store as its owner: makes its tables, or brings them to the version of this program.
   *
   * @throws TillwrightException as {@link Database#migrate}
   */
  public static CentralStore open(Database database) {
    JournalCopy.makeCentralTables(database);
    database.migrate("central", CentralTables.MIGRATIONS);
    return new CentralStore(database);
  }

  /**
   * Uses the store as a terminal does: its tables are there and are left alone. As they only ever
   * grow, an older program goes on beside a newer owner.
   */
  public static CentralStore join(Database database) {
    return new CentralStore(database);
  }

  /** The newest entry that is there of a terminal: shipping resumes behind it. */
  public Head mark(String terminal) {
    return database.read(tx -> CentralTables.mark(tx, terminal));
  }

  /**
   * Adds neighbours of one terminal behind what is there.
   *
   * @param entries in order, without gaps, at most {@link #MAX_BATCH}
   * @return how many were new
   * @throws ForkException when another entry stands at one of the positions, or before the first
   * @throws TillwrightException {@code central.training} for books of training; {@code central.gap}
   *     (retryable) when nothing stands before the first: ask for the {@link #mark} again
   */
  public int add(List<Entry> entries) {
    check(entries);
    if (entries.isEmpty()) {
      return 0;
    }
    for (int tries = 1; ; tries++) {
      try {
        return database.write(tx -> add(tx, entries));
      } catch (TillwrightException e) {
        // Whether the commit took effect shows when the same is added again.
        if (!e.code().equals("store.unknown") || tries == UNKNOWN_COMMITS) {
          throw e;
        }
      }
    }
  }

  private static void refuseTraining(List<Entry> entries) {
    boolean training =
        entries.stream()
            .anyMatch(
                it ->
                    TrainingMark.isTraining(it.terminal()) || it.kind().equals(TrainingMark.KIND));
    if (training) {
      throw new TillwrightException(
          "central.training", false, "a journal of training is not taken");
    }
  }

  private static void check(List<Entry> entries) {
    if (entries.size() > MAX_BATCH) {
      throw new IllegalArgumentException("more than " + MAX_BATCH + " entries in one call");
    }
    refuseTraining(entries);
    for (int i = 1; i < entries.size(); i++) {
      Entry before = entries.get(i - 1);
      Entry entry = entries.get(i);
      if (!entry.terminal().equals(before.terminal())
          || entry.seq() != before.seq() + 1
          || !entry.prevHash().equals(before.hash())) {
        throw new IllegalArgumentException("not neighbours: " + before + " and " + entry);
      }
    }
  }

  private static int add(Tx tx, List<Entry> entries) {
    Entry first = entries.get(0);
    if (first.seq() > 1) {
      Optional<String> before = CentralTables.hash(tx, first.terminal(), first.seq() - 1);
      if (before.isEmpty()) {
        throw new TillwrightException(
            "central.gap",
            true,
            "the central store has nothing of " + first.terminal() + " before " + first.seq());
      }
      if (!before.get().equals(first.prevHash())) {
        throw fork(tx, first.terminal(), first.seq() - 1, 0);
      }
    }
    int inserted = CentralTables.insert(tx, entries);
    if (inserted < entries.size()) {
      compare(tx, entries);
    }
    return inserted;
  }

  private static void compare(Tx tx, List<Entry> entries) {
    Entry first = entries.get(0);
    List<String> there =
        tx.list(
            CentralTables.HASHES,
            row -> row.text(2),
            first.terminal(),
            first.seq(),
            entries.get(entries.size() - 1).seq());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (i >= there.size() || !entry.hash().equals(there.get(i))) {
        throw fork(tx, entry.terminal(), entry.seq(), entry.epoch());
      }
    }
  }

  /** What the entry at a position, which is not the terminal's, says of why. */
  private static ForkException fork(Tx tx, String terminal, long seq, int epoch) {
    boolean replaced =
        tx.first(CentralTables.AT, row -> row.text(5).equals(REPLACED), terminal, seq)
            .orElse(false);
    Fork.What what = replaced ? Fork.What.REPLACED : Fork.What.DIFFERS;
    return new ForkException(new Fork(what, terminal, epoch, seq));
  }

  ForkException fork(String terminal, long seq, int epoch) {
    return database.read(tx -> fork(tx, terminal, seq, epoch));
  }

  /** The hash of the entry at a position; none where nothing stands. */
  Optional<String> hash(String terminal, long seq) {
    return database.read(tx -> CentralTables.hash(tx, terminal, seq));
  }

  /**
   * Keeps entries that cannot join, once each.
   *
   * @return how many were new
   */
  public int setAside(List<Entry> entries, Fork.What what) {
    refuseTraining(entries);
    if (entries.size() > MAX_BATCH) {
      throw new IllegalArgumentException("more than " + MAX_BATCH + " entries in one call");
    }
    return database.write(
        tx ->
            (int)
                entries.stream().filter(entry -> CentralTables.setAside(tx, entry, what)).count());
  }

  /**
   * What was set aside of a terminal behind a position, in the order of positions; what is not as
   * it was written is left out. Several may stand at one position: {@link #asidesAfter} goes on.
   */
  public List<Aside> asides(String terminal, long afterSeq, int limit) {
    return asides(terminal, afterSeq, Integer.MAX_VALUE, "g", limit);
  }

  /** The same, behind one that was given before. */
  public List<Aside> asidesAfter(Aside last, int limit) {
    Entry entry = last.entry();
    return asides(entry.terminal(), entry.seq(), entry.epoch(), entry.hash(), limit);
  }

  /** Behind a row of the key; where a page holds nothing sound, from the next one. */
  private List<Aside> asides(String terminal, long seq, int epoch, String hash, int limit) {
    int most = Math.min(limit, MAX_BATCH);
    List<Aside> found = new ArrayList<>();
    Head behind = new Head(epoch, seq, hash);
    while (most > 0) {
      Head from = behind;
      Head[] end = {from};
      int rows =
          database.read(
              tx -> {
                List<Optional<Aside>> page =
                    tx.list(
                        CentralTables.ASIDES,
                        row -> {
                          end[0] = new Head((int) row.number(2), row.number(3), row.text(8));
                          return JournalCopy.read(row)
                              .map(it -> new Aside(it, Fork.What.valueOf(row.text(9))));
                        },
                        terminal,
                        from.seq(),
                        from.epoch(),
                        from.hash(),
                        most);
                page.forEach(it -> it.ifPresent(found::add));
                return page.size();
              });
      if (rows < most || !found.isEmpty()) {
        return List.copyOf(found);
      }
      behind = end[0];
    }
    return List.of();
  }

  /**
   * Says that somebody has looked at what is set aside of a terminal: the alarm {@code
   * central.aside} ends, until more comes. For the owner.
   *
   * @return how many entries that are
   */
  public long asidesSeen(String terminal) {
    return database.write(tx -> CentralTables.allSeen(tx, terminal));
  }

  /**
   * Sets aside what arrived of a terminal and was not checked, whole or broken, so that the till
   * can ship it again: what a person does after {@code central.broken}. For the owner; no role of a
   * terminal may.
   *
   * @return how many entries were taken out; what was checked stays for ever
   */
  public int refuseUnchecked(String terminal) {
    return database.write(
        tx -> {
          long checked = new JournalCopy(terminal).checked(tx).seq();
          return CentralTables.moveAside(tx, terminal, checked, Fork.What.UNSOUND);
        });
  }

  /**
   * Entries of a terminal behind a position, in order, as they arrived; hashes and links checked.
   *
   * @param limit at most so many, up to {@link #MAX_BATCH}
   * @throws TillwrightException {@code journal.broken} at the first that is missing or was changed
   */
  public List<Entry> entries(String terminal, long afterSeq, int limit) {
    int most = Math.min(limit, MAX_BATCH);
    return database.read(tx -> new JournalCopy(terminal).after(tx, afterSeq, most));
  }

  /** The terminals that shipped anything, in the order of their names; at most {@code limit}. */
  public List<String> terminals(int limit) {
    List<String> found = new ArrayList<>();
    Optional<String> next = next("");
    while (next.isPresent() && found.size() < limit) {
      found.add(next.get());
      next = next(next.get());
    }
    return found;
  }

  private Optional<String> next(String after) {
    return database.read(tx -> tx.first(CentralTables.NEXT_TERMINAL, row -> row.text(1), after));
  }

  /** Where it lies. */
  public Database database() {
    return database;
  }
}
