package dev.tillwright.core.watch;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/**
 * The findings and where they stand, as a follower of the journal. What was dismissed stays so,
 * however often it is found again; what was corrected and is found again is open again.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class FindingBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "findings";

  private static final List<Migration> MIGRATIONS =
      List.of(
          new Migration(
              1,
              List.of(
                  "CREATE TABLE finding (id TEXT PRIMARY KEY, state TEXT NOT NULL,"
                      + " found_seq BIGINT NOT NULL, note TEXT NOT NULL, payload TEXT NOT NULL)",
                  "CREATE INDEX finding_state ON finding (state, found_seq)")));

  /** Where a finding stands. */
  public enum State {
    OPEN,
    CORRECTED,
    DISMISSED
  }

  /**
   * A finding that is kept.
   *
   * @param finding as it was found last
   * @param state where it stands
   * @param note what was done about it, or why it was dismissed; empty for nothing yet
   */
  public record Kept(Finding finding, State state, String note) {}

  /** A follower that knows nothing yet. */
  public FindingBook() {}

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
    switch (entry.kind()) {
      case FindingEntries.FOUND -> found(entry, tx);
      case FindingEntries.CORRECTED -> {
        JsonIn in = JsonIn.parse(entry.payload());
        State state = in.truth("done") ? State.CORRECTED : State.OPEN;
        close(in, state, in.text("action") + ": " + in.text("result"), tx);
      }
      case FindingEntries.DISMISSED -> {
        JsonIn in = JsonIn.parse(entry.payload());
        close(in, State.DISMISSED, in.text("reason"), tx);
      }
      default -> {}
    }
  }

  private static void found(Entry entry, Tx tx) {
    String id = JsonIn.parse(entry.payload()).text("id");
    tx.insertIfAbsent(
        "INSERT INTO finding (id, state, found_seq, note, payload) VALUES (?, 'OPEN', ?, '', ?)",
        id,
        entry.seq(),
        entry.payload());
    // What is to be done may be another thing by now.
    tx.update(
        "UPDATE finding SET state = 'OPEN', payload = ? WHERE id = ? AND state <> 'DISMISSED'",
        entry.payload(),
        id);
  }

  private static void close(JsonIn in, State state, String note, Tx tx) {
    tx.update(
        "UPDATE finding SET state = ?, note = ? WHERE id = ? AND state <> 'DISMISSED'",
        state.name(),
        note,
        in.text("id"));
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM finding");
  }

  /** One finding. */
  public static Optional<Kept> find(String id, Tx tx) {
    return tx.first("SELECT payload, state, note FROM finding WHERE id = ?", FindingBook::kept, id);
  }

  /** The findings of a state, oldest first; at most {@code limit}. */
  public static List<Kept> all(State state, int limit, Tx tx) {
    return tx.list(
        "SELECT payload, state, note FROM finding WHERE state = ? ORDER BY found_seq LIMIT ?",
        FindingBook::kept,
        state.name(),
        limit);
  }

  private static Kept kept(Tx.Row row) {
    return new Kept(FindingEntries.finding(row.text(1)), State.valueOf(row.text(2)), row.text(3));
  }
}
