package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the contents of archived entries in their files. One file is open at a time, the one that
 * was read last: whoever reads a journal reads in order. Safe for several threads.
 */
final class Shelf implements AutoCloseable {
  private static final String PAYLOAD =
      "select payload from journal where terminal = ? and epoch = ? and seq = ?";

  private final String terminal;
  private volatile List<Archived> ranges = List.of();
  private volatile @Nullable Path folder;
  private @Nullable Database open;
  private String opened = "";

  Shelf(String terminal) {
    this.terminal = terminal;
  }

  void ranges(List<Archived> known) {
    ranges = List.copyOf(known);
  }

  List<Archived> ranges() {
    return ranges;
  }

  synchronized void in(Path where) {
    close();
    folder = where;
  }

  /** The first entry whose contents were not deleted with their archive. */
  long firstKept() {
    long first = 1;
    for (Archived each : ranges) {
      if (each.deleted() && each.first() == first) {
        first = each.last() + 1;
      }
    }
    return first;
  }

  /**
   * Says which file is missed before anything is done that needs all of them.
   *
   * @throws TillwrightException {@code journal.archived} or {@code journal.deleted}
   */
  void all() {
    ranges.forEach(this::file);
  }

  /** What an entry held; empty when it is in no archive. The caller checks the hash. */
  String payload(int epoch, long seq) {
    for (Archived each : ranges) {
      if (seq >= each.first() && seq <= each.last()) {
        return payload(each, epoch, seq);
      }
    }
    return "";
  }

  private synchronized String payload(Archived of, int epoch, long seq) {
    Database file = open;
    if (file == null || !opened.equals(of.file())) {
      Path path = file(of);
      close();
      file = Database.sqliteReadOnly(path);
      open = file;
      opened = of.file();
    }
    return file.read(tx -> tx.first(PAYLOAD, row -> row.text(1), terminal, epoch, seq)).orElse("");
  }

  private Path file(Archived of) {
    if (of.deleted()) {
      throw missed("journal.deleted", of, "was deleted with ", ", after its retention");
    }
    Path where = folder;
    if (where == null) {
      throw missed("journal.archived", of, "lies in the archive ", ": say where archives are");
    }
    Path path = where.resolve(of.file());
    if (!Files.isRegularFile(path)) {
      throw missed("journal.archived", of, "lies in the archive ", ", which is not in " + where);
    }
    return path;
  }

  private TillwrightException missed(String code, Archived of, String what, String then) {
    return new TillwrightException(
        code,
        false,
        "what the entries "
            + of.first()
            + " to "
            + of.last()
            + " of "
            + terminal
            + " hold "
            + what
            + of.file()
            + then);
  }

  @Override
  public synchronized void close() {
    Database file = open;
    open = null;
    opened = "";
    if (file != null) {
      file.close();
    }
  }
}
