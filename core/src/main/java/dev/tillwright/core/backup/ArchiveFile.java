package dev.tillwright.core.backup;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.GrowingTree;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What an archive says of itself, and its verification: its entries follow the hash that it begins
 * behind, and the tree that was signed over all entries up to its last is that of its own and of
 * what it was told of those before.
 *
 * @param terminal whose journal
 * @param first its first entry
 * @param before the hash of the entry before; 64 zeros when there is none
 * @param peaks the tree over the entries before, see {@link GrowingTree#peaks}
 * @param checkpoint covers the entries up to its last, and is signed
 * @param newest when its last entry was written
 */
public record ArchiveFile(
    String terminal,
    long first,
    String before,
    List<String> peaks,
    Checkpoint checkpoint,
    Instant newest) {
  private static final String COMPONENT = "archive";

  public ArchiveFile {
    peaks = List.copyOf(peaks);
  }

  /** Its last entry. */
  public long last() {
    return checkpoint.size();
  }

  static void makeTable(Database into) {
    into.migrate(
        COMPONENT,
        List.of(
            Migration.of(
                1,
                "create table archive (terminal text not null, payload text not null,"
                    + " primary key (terminal))")));
  }

  void write(Tx tx) {
    tx.update(
        "insert into archive (terminal, payload) values (?, ?)",
        terminal,
        JsonOut.object(
            out ->
                out.put("first", first)
                    .put("before", before)
                    .putTexts("peaks", peaks)
                    .put("checkpoint", checkpoint.toJson())
                    .put("newest", newest.toString())));
  }

  private static ArchiveFile read(Tx tx) {
    return tx.first("select terminal, payload from archive", row -> parse(row.text(1), row.text(2)))
        .orElseThrow(() -> broken("says nothing of itself"));
  }

  private static ArchiveFile parse(String terminal, String payload) {
    JsonIn in = JsonIn.parse(payload);
    return new ArchiveFile(
        terminal,
        in.number("first"),
        in.text("before"),
        in.texts("peaks"),
        Checkpoint.parse(in.text("checkpoint")),
        Instant.parse(in.text("newest")));
  }

  /**
   * Verifies an archive, with nothing but itself and the public key.
   *
   * @param keys whose signatures are trusted; without any, none is looked at, and the archive shows
   *     only that it agrees with itself
   * @throws TillwrightException {@code archive.broken} saying where; {@code archive.contradicted}
   *     when its tree or its signature is another; {@code store.failed} when there is no such file
   */
  public static ArchiveFile verify(Path file, CheckpointKeys keys) {
    try (Database archive = Database.sqliteReadOnly(file)) {
      ArchiveFile said = archive.read(ArchiveFile::read);
      said.check(archive, keys);
      return said;
    } catch (JsonException | IllegalArgumentException | java.time.DateTimeException e) {
      throw broken("says of itself what no archive says");
    }
  }

  private void check(Database archive, CheckpointKeys keys) {
    GrowingTree tree = GrowingTree.of(first - 1, peaks);
    Verification.Chain chain =
        JournalVerifier.part(
            archive,
            terminal,
            new Head(0, first - 1, before),
            new Head(0, last(), checkpoint.head()),
            tree::add);
    chain
        .fault()
        .ifPresent(
            fault -> {
              throw new TillwrightException("archive.broken", false, fault.message());
            });
    if (!checkpoint.terminal().equals(terminal) || !tree.root().equals(checkpoint.root())) {
      throw contradicted("its entries are not those of its checkpoint");
    }
    if (keys.size() > 0 && !keys.verifies(checkpoint)) {
      throw contradicted("its checkpoint is not signed by a key that is trusted");
    }
  }

  private static TillwrightException broken(String what) {
    return new TillwrightException("archive.broken", false, "the archive " + what);
  }

  private TillwrightException contradicted(String what) {
    return new TillwrightException(
        "archive.contradicted",
        false,
        "the archive of " + terminal + " up to entry " + last() + ": " + what);
  }
}
