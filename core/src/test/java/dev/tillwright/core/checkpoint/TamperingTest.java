package dev.tillwright.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.JournalFault;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.MemoryChain;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal of 2,000 entries with every kind of damage, one at a time: what stands before the
 * newest witness is found and located (B1). Each is checked in memory; of each kind a sample is
 * done to a SQLite file as well, and the whole way through it must say the same. The short form
 * takes some bytes of some entries, the campaign every byte of 200 and every position.
 */
class TamperingTest {
  private static final int ENTRIES = 2000;
  private static final String[] COLUMNS = {
    "terminal", "epoch", "seq", "at", "kind", "payload", "prev_hash", "hash"
  };
  private static final int EPOCH = 1;
  private static final int SEQ = 2;
  private static final int PAYLOAD = 5;
  private static final int HASH = 7;

  @TempDir Path dir;
  private Path file;
  private Witness witness;
  private List<byte[][]> rows;
  private final Map<String, int[]> figures = new TreeMap<>();
  private int inFile;

  @BeforeEach
  void write() {
    file = dir.resolve("till.db");
    List<Checkpoint> made = Books.write(file, ENTRIES, 500, Books::payload);
    witness = new Witness.Signed(made.get(made.size() - 1), true);
    rows = load();
  }

  private int last() {
    return Math.toIntExact(witness.seq());
  }

  @Test
  void someBytesOfSomeEntries_andSomePositions() {
    run(10, 7, 101, 60);
  }

  @Test
  @Tag("campaign-tamper")
  void everyByteOf200Entries_andEveryPosition() {
    run(200, 1, 1, 197);
  }

  private void run(int entries, int everyByte, int everyPosition, int everyInFile) {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    System.out.println("tampering: seed " + seed);
    Random random = new Random(seed);
    inFile = everyInFile;
    IntStream.generate(() -> 1 + random.nextInt(last()))
        .distinct()
        .limit(entries)
        .forEach(seq -> flip(seq, everyByte, random));
    for (int seq = 1; seq <= last(); seq += everyPosition) {
      drop(seq);
      duplicate(seq);
      swap(seq);
      insert(seq);
      cutTail(seq);
      oldCopy(seq);
    }
    figures.forEach(
        (what, of) ->
            System.out.printf(
                "tampering: %s: %,d of %,d found and located, %,d of them in a file too%n",
                what, of[1], of[0], of[2]));
    assertThat(figures).hasSize(7);
    figures.forEach((what, of) -> assertThat(of[1]).as(what).isEqualTo(of[0]));
  }

  /** Flips a bit of each byte of an entry. */
  private void flip(int seq, int every, Random random) {
    byte[][] row = rows.get(seq - 1);
    int at = random.nextInt(every);
    for (int column = 0; column < COLUMNS.length; column++) {
      for (; at < row[column].length; at += every) {
        byte[] other = row[column].clone();
        other[at] ^= (byte) (1 << random.nextInt(7));
        if (column == SEQ && taken(text(other))) {
          continue; // the table's key does not take a second entry of an epoch at one place
        }
        int of = column;
        String name = COLUMNS[column];
        look(
            "a flipped bit",
            name + " of " + seq + ", byte " + at,
            seq,
            all -> {
              all.set(seq - 1, with(row, of, other));
              return all;
            },
            head(),
            copy ->
                set(
                    copy,
                    "update journal set "
                        + name
                        + " = cast(? as text) where hash = cast(? as text)",
                    other,
                    row[HASH]));
      }
      at -= row[column].length;
    }
  }

  private boolean taken(String seq) {
    return seq.strip().matches("[0-9]{1,9}")
        && Integer.parseInt(seq.strip()) >= 1
        && Integer.parseInt(seq.strip()) <= rows.size();
  }

  private void drop(int seq) {
    look(
        "an entry dropped",
        "entry " + seq,
        seq,
        all -> {
          all.remove(seq - 1);
          return all;
        },
        head(),
        copy -> set(copy, "delete from journal where seq = " + seq));
  }

  private void duplicate(int seq) {
    byte[][] row = rows.get(seq - 1);
    byte[] later = number(Long.parseLong(text(row[EPOCH])) + 1);
    look(
        "an entry doubled",
        "entry " + seq,
        seq,
        all -> {
          all.add(with(row, EPOCH, later));
          return all;
        },
        head(),
        copy ->
            set(
                copy,
                "insert into journal select terminal, epoch + 1, seq, at, kind, payload, prev_hash,"
                    + " hash from journal where seq = "
                    + seq));
  }

  private void swap(int seq) {
    look(
        "two entries swapped",
        "entry " + seq,
        seq,
        all -> {
          byte[][] first = all.get(seq - 1);
          byte[][] second = all.get(seq);
          all.set(seq - 1, with(second, SEQ, first[SEQ]));
          all.set(seq, with(first, SEQ, second[SEQ]));
          return all;
        },
        head(),
        copy ->
            set(copy, "update journal set seq = -1 where seq = " + seq)
                && set(copy, "update journal set seq = " + seq + " where seq = " + (seq + 1))
                && set(copy, "update journal set seq = " + (seq + 1) + " where seq = -1"));
  }

  private void insert(int seq) {
    look(
        "an entry inserted",
        "before " + seq,
        seq,
        all -> {
          for (int at = seq - 1; at < all.size(); at++) {
            all.set(at, with(all.get(at), SEQ, number(at + 2)));
          }
          byte[][] added = with(all.get(seq - 1), SEQ, number(seq));
          all.add(seq - 1, with(added, PAYLOAD, "{}".getBytes(StandardCharsets.UTF_8)));
          return all;
        },
        head(),
        copy ->
            set(copy, "update journal set seq = -seq where seq >= " + seq)
                && set(copy, "update journal set seq = 1 - seq where seq < 0")
                && set(
                    copy,
                    "insert into journal select terminal, epoch, "
                        + seq
                        + ", at, kind, '{}', prev_hash, hash from journal where seq = "
                        + (seq + 1)));
  }

  /** The writer's row still tells of what is gone. */
  private void cutTail(int seq) {
    look(
        "the tail cut off",
        "at " + seq,
        seq,
        all -> all.subList(0, seq - 1),
        head(),
        copy -> set(copy, "delete from journal where seq >= " + seq));
  }

  /** Entries and writer's row are what they once were: only the witness knows more. */
  private void oldCopy(int seq) {
    String hash = seq == 1 ? Head.BEFORE_FIRST : text(rows.get(seq - 2)[HASH]);
    look(
        "an old copy put back",
        "of before " + seq,
        seq,
        all -> all.subList(0, seq - 1),
        new Head(1, seq - 1, hash),
        copy ->
            set(copy, "update journal_writer set seq = " + (seq - 1) + ", hash = '" + hash + "'")
                && set(copy, "delete from journal where seq >= " + seq));
  }

  private interface OfFile {
    boolean change(Path copy);
  }

  private void look(
      String kind,
      String what,
      long seq,
      UnaryOperator<List<byte[][]>> change,
      Head writer,
      OfFile sameInFile) {
    int[] of = figures.computeIfAbsent(kind, it -> new int[3]);
    Verification.Chain chain =
        MemoryChain.verify(Books.TILL, change.apply(new ArrayList<>(rows)), writer);
    long at = located(chain, chain.headSeq());
    of[0]++;
    if (at == seq) {
      of[1]++;
    } else {
      System.out.println("NOT FOUND: " + kind + ", " + what + ": said entry " + at);
    }
    if (of[0] % inFile == 1) {
      of[2] += inFile(kind + ", " + what, at, sameInFile) ? 1 : 0;
    }
  }

  /** Where the chain is at fault; when it is whole in itself, where the witness knows more. */
  private long located(Verification.Chain chain, long end) {
    if (chain.fault().isPresent()) {
      // Of nothing but a changed name the first entry is the one that is missed.
      return Math.max(1, chain.fault().map(JournalFault::seq).orElseThrow());
    }
    return end < last() ? end + 1 : 0;
  }

  private boolean inFile(String what, long inMemory, OfFile same) {
    Path copy = dir.resolve("copy.db");
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!same.change(copy)) {
      return false; // the table's key does not take it: such a change cannot be made to a file
    }
    try (Database database = Database.sqliteReadOnly(copy)) {
      Verification found = JournalVerifier.verify(database, Optional.of(Books.TILL));
      WitnessReport report = WitnessCheck.check(database, Books.TILL, List.of(witness), Books.KEYS);
      long at =
          found.ok()
              ? report.ok() ? 0 : report.entries() + 1
              : Math.max(1, found.firstFault().orElseThrow().seq());
      assertThat(at).as("in a file: " + what).isEqualTo(inMemory);
    }
    return true;
  }

  private Head head() {
    return new Head(1, rows.size(), text(rows.get(rows.size() - 1)[HASH]));
  }

  private static byte[][] with(byte[][] row, int column, byte[] value) {
    byte[][] changed = row.clone();
    changed[column] = value;
    return changed;
  }

  private static byte[] number(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean set(Path where, String sql, byte[]... values) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + where);
        Statement settings = connection.createStatement();
        PreparedStatement update = connection.prepareStatement(sql)) {
      settings.execute("pragma synchronous = off");
      for (int i = 0; i < values.length; i++) {
        update.setBytes(i + 1, values[i]);
      }
      return update.executeUpdate() > 0;
    } catch (SQLException refused) {
      return false;
    }
  }

  private List<byte[][]> load() {
    List<byte[][]> all = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select terminal, cast(epoch as text), cast(seq as text), at, kind, payload,"
                    + " prev_hash, hash from journal order by seq")) {
      while (row.next()) {
        byte[][] columns = new byte[COLUMNS.length][];
        for (int column = 0; column < columns.length; column++) {
          columns[column] = row.getString(column + 1).getBytes(StandardCharsets.UTF_8);
        }
        all.add(columns);
      }
      return all;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
