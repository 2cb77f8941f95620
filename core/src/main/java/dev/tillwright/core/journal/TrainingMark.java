package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.store.Database;
import java.util.List;

/**
 * How a journal of training says that it is one: by the name of its terminal, which stands in every
 * entry, hash, sale, report and file name, and by its first entry, {@value #KIND}.
 */
public final class TrainingMark {
  /** With which the name of a terminal of training begins; no other begins so. */
  public static final String PREFIX = "TRAINING-";

  /** The kind of the first entry; its payload has {@code terminal}, the name of the real till. */
  public static final String KIND = "journal.training";

  private static final int MOST = 16;

  private TrainingMark() {}

  /** Under which name a till trains: {@code TRAINING-till-01}, 16 characters at most. */
  public static String terminal(String till) {
    int left = MOST - PREFIX.length();
    return PREFIX + (till.length() <= left ? till : till.substring(till.length() - left));
  }

  /** Whether a terminal's journal is one of training. */
  public static boolean isTraining(String terminal) {
    return terminal.startsWith(PREFIX);
  }

  /** The first entry of a journal of training. */
  public static Draft draft(String till) {
    return new Draft(KIND, JsonOut.object(out -> out.put("terminal", till)));
  }

  /**
   * Whether a database may be opened for this: one of training holds journals of training alone,
   * and any other none of them. An empty one may become either.
   *
   * @param training what it is to be opened for
   * @throws TillwrightException {@code training.realBooks} or {@code training.books}; nothing was
   *     changed then
   */
  public static void check(Database database, boolean training) {
    JournalTables.migrate(database);
    List<String> terminals =
        database.read(tx -> tx.list("select terminal from journal_writer", row -> row.text(1)));
    if (terminals.stream().anyMatch(it -> isTraining(it) != training)) {
      throw training
          ? new TillwrightException(
              "training.realBooks",
              false,
              "these are the books of a real till: nobody trains there")
          : new TillwrightException(
              "training.books", false, "these are books of training: nobody sells there");
    }
  }
}
