package dev.tillwright.core.central;

import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.store.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the newest checkpoint of a terminal is signed by a trusted key and names the entry that
 * is here: a chain that somebody else computed whole has no such signature. For one thread at a
 * time.
 */
final class SignatureCheck {
  private final CheckpointKeys keys;
  private final Map<String, Found> newest = new HashMap<>();

  SignatureCheck(CheckpointKeys keys) {
    this.keys = keys;
  }

  /**
   * What was found of a checkpoint.
   *
   * @param id which one; empty for none
   * @param size how many entries are confirmed; 0 when none are
   * @param fault what is wrong, for people
   */
  record Found(String id, long size, Optional<String> fault) {}

  /** Looks at what {@link CheckpointBook} has found; each checkpoint is verified once. */
  Found look(CentralStore central, String terminal) {
    return central.database().read(tx -> look(tx, terminal));
  }

  private Found look(Tx tx, String terminal) {
    Optional<Checkpoint> there = CheckpointBook.newest(terminal, tx);
    Found before = newest.getOrDefault(terminal, new Found("", 0, Optional.empty()));
    if (there.isEmpty() || there.get().id().equals(before.id())) {
      return before;
    }
    Checkpoint checkpoint = there.get();
    boolean sound =
        checkpoint.terminal().equals(terminal)
            && keys.verifies(checkpoint)
            && CentralTables.hash(tx, terminal, checkpoint.size())
                .equals(Optional.of(checkpoint.head()));
    Found now =
        sound
            ? new Found(checkpoint.id(), checkpoint.size(), Optional.empty())
            : new Found(
                checkpoint.id(),
                before.size(),
                Optional.of(
                    "the checkpoint over "
                        + checkpoint.size()
                        + " entries is not signed by a trusted key, or is over other entries"));
    newest.put(terminal, now);
    return now;
  }
}
