package dev.tillwright.core.backup;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/**
 * The follower that knows which backups were taken and verified:
 *
 * <pre>
 * backup.taken  size, head, file, bytes, sha256    the backup holds the entries 1 to size
 * </pre>
 */
public final class BackupBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "backups";

  /** The kind of the entry that tells of a backup. */
  public static final String KIND = "backup.taken";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table backup_taken (terminal text not null, seq bigint not null,"
                  + " size bigint not null, file text not null, sha256 text not null,"
                  + " primary key (terminal, seq))"));

  /** A follower that knows nothing yet. */
  public BackupBook() {}

  /**
   * A backup that was verified.
   *
   * @param seq the entry that tells of it
   * @param size it holds the entries up to this
   * @param file its name
   * @param sha256 over its bytes
   */
  public record Taken(long seq, long size, String file, String sha256) {}

  static Draft taken(BackupManifest manifest) {
    return new Draft(
        KIND,
        JsonOut.object(
            out ->
                out.put("size", manifest.seq())
                    .put("head", manifest.head())
                    .put("file", manifest.file())
                    .put("bytes", manifest.bytes())
                    .put("sha256", manifest.sha256())));
  }

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
    if (!entry.kind().equals(KIND)) {
      return;
    }
    try {
      JsonIn in = JsonIn.parse(entry.payload());
      tx.insertIfAbsent(
          "insert into backup_taken (terminal, seq, size, file, sha256) values (?, ?, ?, ?, ?)",
          entry.terminal(),
          entry.seq(),
          in.number("size"),
          in.text("file"),
          in.text("sha256"));
    } catch (JsonException foreign) {
      // Written by other hands; no backup is known by it.
      return;
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from backup_taken");
  }

  /** The newest of a terminal. */
  public static Optional<Taken> newest(String terminal, Tx tx) {
    return tx.first(
        "select seq, size, file, sha256 from backup_taken where terminal = ?"
            + " order by seq desc limit 1",
        row -> new Taken(row.number(1), row.number(2), row.text(3), row.text(4)),
        terminal);
  }
}
