package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What archives hold of one journal, for who verifies it. Which contents may be missing is what the
 * journal itself says: an entry behind them tells so, and is checked in its turn.
 */
final class ArchivedContents implements ChainCheck.Contents, AutoCloseable {
  private static final String TOLD =
      "select seq, payload from journal where terminal = ? and kind = '" + Archived.KIND + "'";
  private static final String PAYLOAD =
      "select payload from journal where terminal = ? and epoch = ? and seq = ?";

  private final String terminal;
  private final long upTo;
  private final List<Database> files = new ArrayList<>();
  private int newest;

  private ArchivedContents(String terminal, long upTo) {
    this.terminal = terminal;
    this.upTo = upTo;
  }

  static ArchivedContents of(Tx tx, String terminal, List<Path> archives) {
    long[] last = new long[1];
    tx.each(
        TOLD,
        row -> last[0] = Math.max(last[0], said(row.number(1), row.optionalText(2))),
        terminal);
    ArchivedContents contents = new ArchivedContents(terminal, last[0]);
    boolean all = false;
    try {
      for (Path each : last[0] > 0 ? archives : List.<Path>of()) {
        contents.files.add(Database.sqliteReadOnly(each));
      }
      all = true;
      return contents;
    } finally {
      if (!all) {
        contents.close();
      }
    }
  }

  private static long said(long seq, Optional<String> payload) {
    try {
      long last = JsonIn.parse(payload.orElse("")).number("last");
      return last < seq ? last : 0;
    } catch (JsonException changed) {
      return 0; // empty in an archive itself, or changed, which the chain tells
    }
  }

  @Override
  public boolean archived(long seq) {
    return seq <= upTo;
  }

  @Override
  public Optional<byte[]> of(int epoch, long seq) {
    // Entries come in order: the file that had the last one has the next, mostly.
    for (int i = 0; i < files.size(); i++) {
      int at = (newest + i) % files.size();
      Optional<byte[]> found = in(files.get(at), epoch, seq);
      if (found.isPresent()) {
        newest = at;
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> in(Database file, int epoch, long seq) {
    try {
      return file.read(
          tx ->
              tx.first(PAYLOAD, row -> row.bytes(1), terminal, epoch, seq)
                  .filter(it -> it.length > 0));
    } catch (TillwrightException damaged) {
      return Optional.empty(); // what cannot be read of it is counted as not given
    }
  }

  @Override
  public void close() {
    files.forEach(Database::close);
    files.clear();
  }
}
