package dev.tillwright.core.dispute;

import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.InclusionProof;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * An entry with the proof that it is part of the journal that a checkpoint signed.
 *
 * @param entry as it stands in the journal
 * @param proof in the tree of the checkpoint
 */
record ProvenEntry(Entry entry, InclusionProof proof) {

  /** One line of the slice: the entry's fields, and {@code path}, the hashes of its proof. */
  String toLine() {
    return JsonOut.object(
        out ->
            out.put("terminal", entry.terminal())
                .put("epoch", entry.epoch())
                .put("seq", entry.seq())
                .put("at", entry.at().toString())
                .put("kind", entry.kind())
                .put("payload", entry.payload())
                .put("prevHash", entry.prevHash())
                .put("hash", entry.hash())
                .putTexts("path", proof.path()));
  }

  /**
   * Reads {@link #toLine}.
   *
   * @throws dev.tillwright.core.json.JsonException when it is not such a line
   */
  static ProvenEntry parse(String line, long size) {
    JsonIn in = JsonIn.parse(line);
    try {
      Entry entry =
          new Entry(
              in.text("terminal"),
              Math.toIntExact(in.number("epoch")),
              in.number("seq"),
              Instant.parse(in.text("at")),
              in.text("kind"),
              in.text("payload"),
              in.text("prevHash"),
              in.text("hash"));
      return new ProvenEntry(entry, new InclusionProof(entry.seq(), size, in.texts("path")));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw in.wrong("path", "is not that of a proof, or a field beside it is wrong");
    }
  }

  boolean holds(Checkpoint checkpoint) {
    return entry.terminal().equals(checkpoint.terminal())
        && entry.hashFits()
        && proof.proves(entry.hash(), checkpoint.root());
  }
}
