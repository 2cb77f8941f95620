package dev.tillwright.core.checkpoint;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/** The follower that finds checkpoints again: by terminal and size. */
public final class CheckpointBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "checkpoints";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "CREATE TABLE checkpoint (terminal TEXT NOT NULL, size BIGINT NOT NULL,"
                  + " seq BIGINT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (terminal, seq))",
              "CREATE INDEX checkpoint_size ON checkpoint (terminal, size, seq)"));

  private static final String COLUMNS = "SELECT payload FROM checkpoint WHERE terminal = ?";

  /** A follower that knows nothing yet. */
  public CheckpointBook() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (!entry.kind().equals(Checkpoint.KIND)) {
      return;
    }
    try {
      Checkpoint checkpoint = Checkpoint.read(entry);
      tx.insertIfAbsent(
          "INSERT INTO checkpoint (terminal, size, seq, payload) VALUES (?, ?, ?, ?)",
          entry.terminal(),
          checkpoint.size(),
          entry.seq(),
          entry.payload());
    } catch (JsonException foreign) {
      // Written by other hands; the verifier tells of it.
      return;
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM checkpoint");
  }

  /** The newest of a terminal. */
  public static Optional<Checkpoint> newest(String terminal, Tx tx) {
    return newestPayload(terminal, tx).map(Checkpoint::parse);
  }

  static Optional<String> newestPayload(String terminal, Tx tx) {
    return tx.first(COLUMNS + " ORDER BY seq DESC LIMIT 1", row -> row.text(1), terminal);
  }

  /** The first that covers a position: the smallest proof of it. */
  public static Optional<Checkpoint> covering(String terminal, long seq, Tx tx) {
    return tx.first(
        COLUMNS + " AND size >= ? ORDER BY size, seq LIMIT 1",
        row -> Checkpoint.parse(row.text(1)),
        terminal,
        seq);
  }

  /** The newest that covers nothing behind a position. */
  public static Optional<Checkpoint> within(String terminal, long seq, Tx tx) {
    return tx.first(
        COLUMNS + " AND size <= ? ORDER BY size DESC, seq DESC LIMIT 1",
        row -> Checkpoint.parse(row.text(1)),
        terminal,
        seq);
  }

  /** All of a terminal behind a position of the journal, oldest first; at most {@code limit}. */
  public static List<Checkpoint> after(String terminal, long seq, int limit, Tx tx) {
    return tx.list(
        COLUMNS + " AND seq > ? ORDER BY seq LIMIT ?",
        row -> Checkpoint.parse(row.text(1)),
        terminal,
        seq,
        limit);
  }
}
