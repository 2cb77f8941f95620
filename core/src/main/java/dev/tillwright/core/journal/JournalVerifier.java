package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.JournalFault.What;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Re-computes every hash and link of the journals in a database, from the bytes as stored, and
 * finds the first entry of each that was changed, removed, added or moved.
 *
 * <p><b>Guarantees.</b> Works beside a running till, on one snapshot. Memory does not grow with the
 * number of entries. Tampered or damaged data is a result, never an exception.
 *
 * <p><b>Not promised.</b> Without a hash kept elsewhere nobody can tell that the newest entries
 * were cut off together with a change of the writer's row, or that a whole new chain was computed.
 */
public final class JournalVerifier {
  /** Faults of the data; all others are of the moment, as a lock is, and are thrown. */
  private static final Set<String> DAMAGE = Set.of("store.corrupt", "store.failed");

  // A blob with the bytes of a text, or a number kept as a text, would hash alike: the flag says
  // whether each value also has the type that the journal writes. A null is no type.
  private static final String ENTRIES =
      "select case when terminal = cast(terminal as text) and epoch = cast(epoch as bigint)"
          + " and seq = cast(seq as bigint) and at = cast(at as text) and kind = cast(kind as text)"
          + " and payload = cast(payload as text) and prev_hash = cast(prev_hash as text)"
          + " and hash = cast(hash as text) and length(payload) <= 1048576 then 1 else 0 end,"
          + " terminal, epoch, seq, at, kind, payload, prev_hash, hash from journal";
  private static final String ORDER = " order by terminal, epoch, seq";

  private static final String ELSEWHERE = "select 1 from journal where terminal = ? and seq = ?";

  private static final String WRITERS =
      "select terminal, epoch, seq, hash from journal_writer order by terminal";

  /** Stands for a writer's row that is absent or cannot be read. */
  private static final Head NO_HEAD = new Head(0, -1, "");

  private final Map<String, Head> writers = new LinkedHashMap<>();
  private final List<Verification.Chain> chains = new ArrayList<>();
  private final EntryHash hash = new EntryHash();
  private final List<Path> archives;
  private @Nullable ArchivedContents contents;
  private @Nullable ChainCheck chain;
  private byte[] terminal = new byte[0];
  private @Nullable JournalFault unreadable;

  private JournalVerifier(List<Path> archives) {
    this.archives = List.copyOf(archives);
  }

  /**
   * Verifies in a database that is open, for reading or writing.
   *
   * @param terminal one journal, or all
   * @throws TillwrightException only for what is not of the data: {@code store.locked}
   */
  public static Verification verify(Database database, Optional<String> terminal) {
    return verify(database, terminal, List.of());
  }

  /**
   * The same, with the archives that the contents of old entries lie in: those entries are checked
   * as if they had never left. Without its archive, of such an entry only the link is looked at,
   * and {@link Verification.Chain#elsewhere} counts it.
   *
   * @param archives the files, of one journal or several; what is not one says nothing
   * @throws TillwrightException as above, and when there is no such file
   */
  public static Verification verify(
      Database database, Optional<String> terminal, List<Path> archives) {
    JournalVerifier verifier = new JournalVerifier(archives);
    try {
      return database.read(tx -> verifier.run(tx, terminal));
    } catch (TillwrightException e) {
      verifier.damaged(e);
      return verifier.result(terminal);
    }
  }

  /**
   * Verifies a SQLite file, beside a running till or as a copy, without changing it. A file that is
   * not a database is a result, too.
   *
   * @throws TillwrightException when there is no such file, or it is locked
   */
  public static Verification verify(Path file, Optional<String> terminal) {
    if (!Files.isRegularFile(file)) {
      throw new TillwrightException("store.failed", false, "there is no file " + file);
    }
    try (Database database = Database.sqliteReadOnly(file)) {
      return verify(database, terminal);
    } catch (TillwrightException e) {
      JournalVerifier verifier = new JournalVerifier(List.of());
      verifier.damaged(e);
      return verifier.result(terminal);
    }
  }

  /**
   * Verifies entries that stand alone, as in an archive.
   *
   * @param before the entry before the first
   * @param last the newest that must be there
   * @param hashes is handed the hash of each entry up to the first fault
   * @return the chain from {@code before} on
   */
  public static Verification.Chain part(
      Database database, String terminal, Head before, Head last, Consumer<String> hashes) {
    ChainCheck check =
        new ChainCheck(terminal, new EntryHash(), ChainCheck.Contents.NONE)
            .behind(before.seq(), before.hash());
    try {
      return database.read(
          tx -> {
            tx.each(
                ENTRIES + " where terminal = ?" + ORDER,
                row -> {
                  long expected = check.expected();
                  check.next(row);
                  if (check.expected() > expected) {
                    hashes.accept(latin(row.bytes(9)));
                  }
                },
                terminal);
            return check.end(new Head(Integer.MAX_VALUE, last.seq(), last.hash()));
          });
    } catch (TillwrightException e) {
      if (!DAMAGE.contains(e.code())) {
        throw e;
      }
      check.unreadable();
      return check.end(NO_HEAD);
    }
  }

  private Verification run(Tx tx, Optional<String> only) {
    try {
      tx.each(WRITERS, this::writer);
      String where = only.isPresent() ? " where terminal = ?" : "";
      tx.each(ENTRIES + where + ORDER, row -> next(row, tx), only.stream().toArray());
      end(tx);
    } catch (TillwrightException e) {
      damaged(e);
    }
    return result(only);
  }

  private void writer(Tx.Row row) {
    String of = row.optionalText(1).isEmpty() ? "" : latin(row.bytes(1));
    long epoch = ChainCheck.number(row.optionalText(2), Integer.MAX_VALUE);
    long seq = ChainCheck.number(row.optionalText(3), Long.MAX_VALUE);
    String head = row.optionalText(4).orElse("");
    writers.put(of, epoch < 1 || seq < 0 ? NO_HEAD : new Head((int) epoch, seq, head));
  }

  private void next(Tx.Row row, Tx tx) {
    byte[] of = row.optionalText(2).isEmpty() ? new byte[0] : row.bytes(2);
    if (chain == null || !Arrays.equals(of, terminal)) {
      end(tx);
      terminal = of;
      contents = ArchivedContents.of(tx, latin(of), archives);
      chain = new ChainCheck(shown(latin(of)), hash, contents);
    }
    chain.next(row);
  }

  private void end(Tx tx) {
    if (chain != null) {
      String of = latin(terminal);
      chain.locate(seq -> tx.first(ELSEWHERE, row -> true, of, seq).isPresent());
    }
    end();
  }

  private void end() {
    if (chain != null) {
      Head writer = writers.remove(latin(terminal));
      chains.add(chain.end(writer == null ? NO_HEAD : writer));
      chain = null;
    }
    if (contents != null) {
      contents.close();
      contents = null;
    }
  }

  private void damaged(TillwrightException e) {
    if (!DAMAGE.contains(e.code())) {
      throw e;
    }
    if (chain == null) {
      unreadable = new JournalFault(What.UNREADABLE, "?", 0, 0);
    } else {
      chain.unreadable();
    }
    end();
    writers.clear(); // their entries may stand where nothing could be read
  }

  private Verification result(Optional<String> only) {
    end();
    boolean found = !chains.isEmpty();
    for (Map.Entry<String, Head> each : writers.entrySet()) {
      if (only.isEmpty() || only.get().equals(each.getKey())) {
        found = true;
        chains.add(
            new ChainCheck(shown(each.getKey()), hash, ChainCheck.Contents.NONE)
                .end(each.getValue()));
      }
    }
    if (!found && unreadable == null) {
      only.ifPresent(
          name -> unreadable = new JournalFault(What.UNKNOWN_TERMINAL, shown(name), 0, 0));
    }
    return new Verification(chains, Optional.ofNullable(unreadable));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A name of a terminal; what a damaged one holds instead is not for a screen or a log. */
  private static String shown(String name) {
    String clean = name.replaceAll("[^A-Za-z0-9._-]", "?");
    return clean.length() <= 32 ? clean : clean.substring(0, 32) + "?";
  }
}
