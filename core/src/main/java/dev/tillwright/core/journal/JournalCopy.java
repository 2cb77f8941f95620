package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.JournalFault.What;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's journal as a copy in another database, in the same tables: for the central store,
 * and for a machine that takes a dead one's place. Entries come from elsewhere and are not written
 * here; the writer's row says up to where they were checked.
 *
 * <p><b>Guarantees.</b> A position holds one entry at most, whatever its epoch. {@link #advance}
 * moves over an entry only when its hash is that of its fields and it follows the one before.
 *
 * <p>For any number of threads; each transaction stands for itself.
 */
public final class JournalCopy {
  /** The columns of {@link #values} and {@link #read}, in this order. */
  public static final String COLUMNS = "terminal, epoch, seq, at, kind, payload, prev_hash, hash";

  private static final String AFTER =
      "select " + COLUMNS + " from journal where terminal = ? and seq > ? order by seq limit ?";

  private static final String ALL =
      "select " + COLUMNS + " from journal where terminal = ? order by epoch, seq";

  /** Read at once: a payload may have a megabyte. */
  private static final int CHUNK = 16;

  private static final long PAGE_CHARACTERS = 4L << 20;

  private final String terminal;

  /** The copy of this terminal's journal. */
  public JournalCopy(String terminal) {
    this.terminal = terminal;
  }

  /** Makes the tables of a till's own journal, for a copy that a till is to go on with. */
  public static void makeTables(Database database) {
    JournalTables.migrate(database);
  }

  /** Makes the tables that copies of many journals lie in; a position becomes unique in each. */
  public static void makeCentralTables(Database database) {
    JournalTables.migrate(database);
    database.migrate(
        "journal.copy",
        List.of(
            Migration.of(1, "create unique index journal_position on journal (terminal, seq)")));
  }

  /** An entry as it would be written behind {@code before}: its hash is computed here. */
  public static Entry entry(String terminal, int epoch, Head before, Instant at, Draft draft) {
    Instant time = at.truncatedTo(ChronoUnit.MILLIS);
    long seq = before.seq() + 1;
    String hash =
        new EntryHash()
            .of(
                terminal,
                epoch,
                seq,
                EntryTime.text(time),
                draft.kind(),
                draft.payload(),
                before.hash());
    return new Entry(
        terminal, epoch, seq, time, draft.kind(), draft.payload(), before.hash(), hash);
  }

  /** An entry's fields as they are kept, in the order of {@link #COLUMNS}. */
  public static @Nullable Object[] values(Entry entry) {
    return new Object[] {
      entry.terminal(),
      entry.epoch(),
      entry.seq(),
      EntryTime.text(entry.at()),
      entry.kind(),
      entry.payload(),
      entry.prevHash(),
      entry.hash()
    };
  }

  /**
   * The entry of a row with {@link #COLUMNS}; none when it is not what was written: its hash or the
   * form of a field is another.
   */
  public static Optional<Entry> read(Tx.Row row) {
    try {
      Entry entry =
          new Entry(
              row.text(1),
              Math.toIntExact(row.number(2)),
              row.number(3),
              EntryTime.parse(row.text(4)),
              row.text(5),
              row.text(6),
              row.text(7),
              row.text(8));
      return isSound(entry) ? Optional.of(entry) : Optional.empty();
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty(); // a time or an epoch that the journal never writes
    }
  }

  /** Whether an entry's hash is that of its fields. */
  public static boolean isSound(Entry entry) {
    String hash =
        new EntryHash()
            .of(
                entry.terminal(),
                entry.epoch(),
                entry.seq(),
                EntryTime.text(entry.at()),
                entry.kind(),
                entry.payload(),
                entry.prevHash());
    return hash.equals(entry.hash());
  }

  /** Up to where the copy was checked; {@link Head#NONE} before anything was. */
  public Head checked(Tx tx) {
    return JournalTables.writer(tx, terminal).orElse(Head.NONE);
  }

  /**
   * Checks what came behind {@link #checked}, and moves over what is sound.
   *
   * @param limit at most so many entries
   * @return what stands in the way, or nothing; then {@code checked} says how far it came
   */
  public Optional<JournalFault> advance(Tx tx, int limit) {
    Head from = checked(tx);
    Head to = from;
    Optional<JournalFault> fault = Optional.empty();
    for (long left = limit; left > 0 && fault.isEmpty(); left -= CHUNK) {
      int chunk = (int) Math.min(left, CHUNK);
      Head before = to;
      for (Optional<Entry> next : tx.list(AFTER, JournalCopy::read, terminal, to.seq(), chunk)) {
        fault = contradiction(to, next);
        if (fault.isPresent()) {
          break;
        }
        to = Head.of(next.orElseThrow());
      }
      if (to.equals(before)) {
        break;
      }
    }
    if (to.seq() > from.seq()) {
      move(tx, from, to);
    }
    return fault;
  }

  private Optional<JournalFault> contradiction(Head before, Optional<Entry> next) {
    long expected = before.seq() + 1;
    if (next.isEmpty()) {
      return Optional.of(new JournalFault(What.CHANGED, terminal, 0, expected));
    }
    Entry entry = next.get();
    What what =
        entry.seq() != expected
            ? What.MISSING
            : !entry.prevHash().equals(before.hash())
                ? What.UNLINKED
                : entry.epoch() < Math.max(1, before.epoch()) ? What.EXTRA : null;
    return what == null
        ? Optional.empty()
        : Optional.of(new JournalFault(what, terminal, entry.epoch(), expected));
  }

  /** Says that all up to {@code to} was checked. */
  public void move(Tx tx, Head from, Head to) {
    boolean moved =
        from.equals(Head.NONE)
            ? tx.insertIfAbsent(
                "insert into journal_writer (terminal, epoch, seq, hash) values (?, ?, ?, ?)",
                terminal,
                to.epoch(),
                to.seq(),
                to.hash())
            : JournalTables.moveWriter(tx, terminal, from, to);
    if (!moved) {
      throw new TillwrightException(
          "store.locked", true, "another program checks the journal of " + terminal + ", too");
    }
  }

  /**
   * At most {@code limit} entries behind a position, in order; fewer where their payloads come to
   * more than four million characters, but one at least.
   *
   * @throws TillwrightException {@code journal.broken} at the first that was changed or is missing
   */
  public List<Entry> after(Tx tx, long seq, int limit) {
    List<Entry> entries = new ArrayList<>();
    Head before = null;
    long characters = 0;
    while (entries.size() < limit && characters < PAGE_CHARACTERS) {
      long behind = before == null ? seq : before.seq();
      int chunk = Math.min(limit - entries.size(), CHUNK);
      List<Optional<Entry>> page = tx.list(AFTER, JournalCopy::read, terminal, behind, chunk);
      for (Optional<Entry> next : page) {
        Head expected = before == null ? new Head(0, seq, prevHash(next)) : before;
        contradiction(expected, next).ifPresent(JournalCopy::broken);
        Entry entry = next.orElseThrow();
        entries.add(entry);
        characters += entry.payload().length();
        before = Head.of(entry);
      }
      if (page.size() < chunk) {
        break;
      }
    }
    return entries;
  }

  /**
   * Hands over all entries in the order of the key, which in a sound journal is that of positions.
   *
   * @throws TillwrightException {@code journal.broken} at the first that is missing or was changed
   */
  public void each(Tx tx, Consumer<Entry> entries) {
    Head[] before = {Head.NONE};
    tx.each(
        ALL,
        row -> {
          Optional<Entry> next = read(row);
          contradiction(before[0], next).ifPresent(JournalCopy::broken);
          before[0] = Head.of(next.orElseThrow());
          entries.accept(next.orElseThrow());
        },
        terminal);
  }

  private static void broken(JournalFault fault) {
    throw new TillwrightException("journal.broken", false, fault.message());
  }

  private static String prevHash(Optional<Entry> first) {
    return first.map(Entry::prevHash).orElse(Head.BEFORE_FIRST);
  }

  /** How far a follower has folded this terminal's entries. */
  public long position(Tx tx, String follower) {
    return tx.first(
            "select seq from follower where terminal = ? and name = ?",
            row -> row.number(1),
            terminal,
            follower)
        .orElse(0L);
  }

  /** Moves a follower; in the transaction of its view. */
  public void moveFollower(Tx tx, String follower, long seq) {
    tx.update(
        "insert into follower (name, terminal, seq) values (?, ?, ?)"
            + " on conflict (name, terminal) do update set seq = excluded.seq",
        follower,
        terminal,
        seq);
  }

  /** Puts a follower back before the first entry of every terminal; its view is emptied with it. */
  public static void restartFollower(Tx tx, String follower) {
    tx.update("update follower set seq = 0 where name = ?", follower);
  }
}
