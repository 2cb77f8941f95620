package dev.tillwright.core.dispute;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.EntryTree;
import dev.tillwright.core.checkpoint.InclusionProof;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The entries of a journal that tell of a sale and its case, each with its proof. */
final class Slice {
  /** At most so many entries. */
  static final int MAX_ENTRIES = 2_000;

  /** A payload beyond this could not be read back out of a line. */
  private static final int MAX_PAYLOAD = 900_000;

  private static final String INTENDED = "payment.intended";

  private final Journal journal;
  private final Set<String> names = new HashSet<>();
  private final Set<Long> positions = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param names texts that an entry has as a value when it belongs here: the sale, its payments,
   *     the case
   * @param positions entries that belong here besides
   */
  Slice(Journal journal, Set<String> names, Set<Long> positions) {
    this.journal = journal;
    names.forEach(name -> this.names.add('"' + name + '"'));
    this.positions.addAll(positions);
  }

  /**
   * Collects them, with the first checkpoint that covers them all.
   *
   * @throws TillwrightException {@code evidence.tooLarge}; {@code evidence.notSigned} when no
   *     checkpoint covers them yet: sign one, and ask again
   */
  Proven collect(Duration patience) {
    journal.read(1, journal.headSeq(), this::look);
    long last = entries.get(entries.size() - 1).seq();
    String terminal = journal.terminal();
    journal.awaitFollower(CheckpointBook.NAME, journal.headSeq(), patience);
    Checkpoint checkpoint =
        journal
            .database()
            .read(tx -> CheckpointBook.covering(terminal, last, tx))
            .orElseThrow(
                () ->
                    new TillwrightException(
                        "evidence.notSigned",
                        true,
                        "no checkpoint covers entry " + last + " yet: sign one first"));
    List<Long> seqs = entries.stream().map(Entry::seq).toList();
    List<InclusionProof> proofs =
        EntryTree.of(journal.database(), terminal).inclusions(seqs, checkpoint.size());
    List<ProvenEntry> proven = new ArrayList<>();
    for (int at = 0; at < proofs.size(); at++) {
      proven.add(new ProvenEntry(entries.get(at), proofs.get(at)));
    }
    return new Proven(checkpoint, proven);
  }

  private void look(Entry entry) {
    boolean exported = entry.kind().equals(CaseEntries.EXPORTED);
    if (!positions.contains(entry.seq()) && (exported || !names(entry))) {
      return;
    }
    if (entries.size() == MAX_ENTRIES || entry.payload().length() > MAX_PAYLOAD) {
      throw new TillwrightException(
          "evidence.tooLarge", false, "a case has more or longer entries than a bundle holds");
    }
    entries.add(entry);
    if (entry.kind().equals(INTENDED)) {
      // Refunds and further payments of the sale name it; what follows names their keys.
      names.add('"' + JsonIn.parse(entry.payload()).text("key") + '"');
    }
  }

  private boolean names(Entry entry) {
    String payload = entry.payload();
    return names.stream().anyMatch(payload::contains);
  }

  /** The entries, and what proves them. */
  record Proven(Checkpoint checkpoint, List<ProvenEntry> entries) {}
}
