package dev.tillwright.core.journal;

import dev.tillwright.core.store.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writer's role, taken: what the head is and which epoch begins.
 *
 * @param newest the entry at the head; none in a new journal
 */
record Opening(Head head, @Nullable Entry newest) {

  static Opening take(Tx tx, String terminal, EntryReader reader, int recent) {
    reader.load(tx);
    Optional<Head> stored = JournalTables.writer(tx, terminal);
    Optional<Head> last = reader.newest(tx);
    if (stored.isEmpty()) {
      if (last.isPresent()) {
        throw reader.broken(last.get().seq(), "has no writer's row");
      }
      Head first = new Head(1, 0, Head.BEFORE_FIRST);
      tx.update(
          "insert into journal_writer (terminal, epoch, seq, hash) values (?, ?, ?, ?)",
          terminal,
          first.epoch(),
          first.seq(),
          first.hash());
      reader.begin(first.epoch(), 1);
      return new Opening(first, null);
    }
    Head before = stored.get();
    Entry newest = check(tx, reader, before, last, recent);
    Head now = new Head(Math.addExact(before.epoch(), 1), before.seq(), before.hash());
    if (!JournalTables.moveWriter(tx, terminal, before, now)) {
      throw reader.broken(before.seq(), "has a writer's row that cannot be moved");
    }
    reader.begin(now.epoch(), now.seq() + 1);
    return new Opening(now, newest);
  }

  private static @Nullable Entry check(
      Tx tx, EntryReader reader, Head writer, Optional<Head> last, int recent) {
    long end = last.map(Head::seq).orElse(0L);
    if (end > writer.seq()) {
      throw reader.broken(writer.seq() + 1, "was not written by the journal");
    }
    if (end < writer.seq()) {
      throw reader.broken(end + 1, "is missing, and all after it");
    }
    Entry[] newest = new Entry[1];
    long from = Math.max(1, writer.seq() - recent + 1);
    reader.each(tx, from, writer.seq(), recent, entry -> newest[0] = entry);
    String hash = newest[0] == null ? Head.BEFORE_FIRST : newest[0].hash();
    if (!hash.equals(writer.hash())) {
      throw reader.broken(writer.seq(), "differs from the writer's row");
    }
    return newest[0];
  }
}
