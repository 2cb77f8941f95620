package dev.tillwright.core.checkpoint;

import dev.tillwright.core.checkpoint.WitnessFault.What;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares a journal with what witnesses remember of it. A chain alone cannot show that its newest
 * entries were cut off, or that all of it was computed anew; a witness does, up to its position.
 *
 * <p>To be run beside {@link dev.tillwright.core.journal.JournalVerifier}, which finds the entry at
 * which a chain breaks: this finds what a chain that is whole in itself lost.
 *
 * <p><b>Guarantees.</b> Reads the journal once, on one snapshot; memory grows with the number of
 * witnesses, not of entries. The checkpoints inside the journal are checked too.
 */
public final class WitnessCheck {
  private static final String SIGNED =
      "select seq, payload from journal where terminal = ? and kind = '"
          + Checkpoint.KIND
          + "' order by epoch, seq";
  private static final String HASHES =
      "select seq, hash from journal where terminal = ? order by epoch, seq";

  private final String terminal;
  private final CheckpointKeys keys;
  private final TreeHash hash = new TreeHash();
  private final Peaks peaks = new Peaks(hash);
  private final List<WitnessFault> faults = new ArrayList<>();
  private List<Witness> waiting = new ArrayList<>();
  private int next;
  private long entries;
  private long outside;
  private long signed;
  private boolean sound = true;

  private WitnessCheck(String terminal, CheckpointKeys keys) {
    this.terminal = terminal;
    this.keys = keys;
  }

  /**
   * Checks one journal.
   *
   * @param witnesses from outside, in any order; those of other terminals are left out
   * @param keys which signers are trusted; without any, no signature is looked at: the checkpoints
   *     inside the journal say nothing then, those from outside are worth what a slip is
   */
  public static WitnessReport check(
      Database database, String terminal, Collection<Witness> witnesses, CheckpointKeys keys) {
    WitnessCheck check = new WitnessCheck(terminal, keys);
    witnesses.stream()
        .filter(witness -> witness.terminal().equals(terminal))
        .forEach(check.waiting::add);
    return database.read(check::run);
  }

  private WitnessReport run(Tx tx) {
    if (keys.size() > 0) {
      tx.each(SIGNED, this::inside, terminal);
    }
    waiting = waiting.stream().sorted(Comparator.comparingLong(Witness::seq)).toList();
    tx.each(HASHES, this::next, terminal);
    for (Witness unmet : waiting.subList(next, waiting.size())) {
      What what = mistrust(unmet).orElse(sound ? What.CUT_OFF : What.BROKEN_BEFORE);
      faults.add(new WitnessFault(what, unmet));
    }
    return new WitnessReport(terminal, entries, faults, outside, signed);
  }

  private void inside(Tx.Row row) {
    try {
      Checkpoint checkpoint = Checkpoint.parse(row.text(2));
      if (checkpoint.terminal().equals(terminal) && checkpoint.size() < row.number(1)) {
        waiting.add(new Witness.Signed(checkpoint, false));
      }
    } catch (JsonException notOne) {
      // An entry of another program; the chain tells whether it was changed.
      return;
    }
  }

  private void next(Tx.Row row) {
    String text = row.text(2);
    // Where the chain breaks is for the verifier to say; nothing behind can be confirmed.
    sound = sound && row.number(1) == entries + 1 && text.length() == 64 && Hashes.isHex(text);
    entries++;
    if (!sound) {
      return;
    }
    peaks.add(hash.leaf(text));
    while (next < waiting.size() && waiting.get(next).seq() == entries) {
      compare(waiting.get(next++), text);
    }
  }

  private void compare(Witness witness, String head) {
    Optional<What> wrong = mistrust(witness).or(() -> contradiction(witness, head));
    if (wrong.isPresent()) {
      faults.add(new WitnessFault(wrong.get(), witness));
      return;
    }
    boolean inside = witness instanceof Witness.Signed kept && !kept.outside();
    if (witness instanceof Witness.Signed && keys.size() > 0) {
      signed = witness.seq();
    }
    if (!inside) {
      outside = witness.seq();
    }
  }

  private Optional<What> mistrust(Witness witness) {
    if (!(witness instanceof Witness.Signed kept) || keys.size() == 0) {
      return Optional.empty();
    }
    if (!keys.knows(kept.checkpoint())) {
      return Optional.of(What.UNKNOWN_KEY);
    }
    return keys.verifies(kept.checkpoint()) ? Optional.empty() : Optional.of(What.BAD_SIGNATURE);
  }

  private Optional<What> contradiction(Witness witness, String head) {
    if (witness instanceof Witness.Slip slip) {
      return head.startsWith(slip.hash()) ? Optional.empty() : Optional.of(What.DIFFERS);
    }
    Checkpoint checkpoint = ((Witness.Signed) witness).checkpoint();
    if (!checkpoint.head().equals(head)) {
      return Optional.of(What.DIFFERS);
    }
    return checkpoint.root().equals(peaks.rootText())
        ? Optional.empty()
        : Optional.of(What.TREE_DIFFERS);
  }
}
