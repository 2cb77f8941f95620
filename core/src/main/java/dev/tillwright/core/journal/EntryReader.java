package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Tx;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries of one terminal in order and re-computes their hashes and links, so that nobody
 * acts on an entry that was changed. Safe for several threads.
 */
final class EntryReader {
  private static final String COLUMNS =
      "select epoch, seq, at, kind, payload, prev_hash, hash from journal where terminal = ?";

  private final String terminal;

  /**
   * The epoch that begins at a position. The table's key begins with the epoch, so this finds a
   * position without a second index.
   */
  private final NavigableMap<Long, Integer> epochs = new ConcurrentSkipListMap<>();

  private final Shelf shelf;

  EntryReader(String terminal) {
    this.terminal = terminal;
    this.shelf = new Shelf(terminal);
  }

  /** Where contents are that are no longer in the journal. */
  Shelf shelf() {
    return shelf;
  }

  /** Which opening wrote an entry. */
  int epochOf(long seq) {
    var epoch = epochs.floorEntry(seq);
    return epoch == null ? 0 : epoch.getValue();
  }

  /** The hash of an entry as stored. */
  Optional<String> hash(Tx tx, long seq) {
    return tx.first(
        "select hash from journal where terminal = ? and epoch = ? and seq = ?",
        row -> row.text(1),
        terminal,
        epochOf(seq),
        seq);
  }

  void load(Tx tx) {
    epochs.clear();
    int last = 0;
    for (Optional<long[]> next = after(tx, last); next.isPresent(); next = after(tx, last)) {
      last = Math.toIntExact(next.get()[0]);
      epochs.put(next.get()[1], last);
    }
  }

  private Optional<long[]> after(Tx tx, int epoch) {
    return tx.first(
        "select epoch, seq from journal where terminal = ? and epoch > ?"
            + " order by epoch, seq limit 1",
        row -> new long[] {row.number(1), row.number(2)},
        terminal,
        epoch);
  }

  void begin(int epoch, long firstSeq) {
    epochs.put(firstSeq, epoch);
  }

  /** The epoch and position of the newest entry, as the table has it; none when it is empty. */
  Optional<Head> newest(Tx tx) {
    return tx.first(
        "select epoch, seq, hash from journal where terminal = ?"
            + " order by epoch desc, seq desc limit 1",
        row -> new Head(Math.toIntExact(row.number(1)), row.number(2), row.text(3)),
        terminal);
  }

  /**
   * Hands over the entries of {@code from} to {@code to}, at most {@code limit} of them.
   *
   * @throws TillwrightException {@code journal.broken} at the first that is missing or changed
   */
  void each(Tx tx, long from, long to, int limit, Consumer<Entry> entries) {
    Check check = new Check(from);
    tx.each(
        COLUMNS + " and (epoch, seq) >= (?, ?) and seq <= ? order by epoch, seq limit ?",
        row -> entries.accept(check.sound(row)),
        terminal,
        epochOf(from),
        from,
        to,
        limit);
    if (check.expected <= Math.min(to, from + limit - 1)) {
      throw broken(check.expected, "is missing");
    }
  }

  TillwrightException broken(long seq, String what) {
    return new TillwrightException(
        "journal.broken",
        false,
        "the journal of " + terminal + " is broken: entry " + seq + " " + what);
  }

  private final class Check {
    private final EntryHash hash = new EntryHash();
    private long expected;
    private @Nullable String before;

    Check(long from) {
      expected = from;
      before = from == 1 ? Head.BEFORE_FIRST : null;
    }

    Entry sound(Tx.Row row) {
      long seq = row.number(2);
      if (seq != expected) {
        throw broken(expected, "is missing");
      }
      int epoch = (int) row.number(1);
      String at = row.text(3);
      String payload = row.text(5);
      Entry entry =
          new Entry(
              terminal,
              epoch,
              seq,
              time(seq, at),
              row.text(4),
              payload.isEmpty() ? shelf.payload(epoch, seq) : payload,
              row.text(6),
              row.text(7));
      if (before != null && !before.equals(entry.prevHash())) {
        throw broken(seq, "does not follow the entry before it");
      }
      String computed =
          hash.of(terminal, epoch, seq, at, entry.kind(), entry.payload(), entry.prevHash());
      if (!computed.equals(entry.hash())) {
        throw broken(seq, "was changed: its hash differs");
      }
      before = entry.hash();
      expected++;
      return entry;
    }

    private Instant time(long seq, String at) {
      try {
        return EntryTime.parse(at);
      } catch (DateTimeException e) {
        throw broken(seq, "was changed: its time cannot be read");
      }
    }
  }
}
