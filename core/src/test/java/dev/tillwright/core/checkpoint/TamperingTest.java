package dev.tillwright.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.JournalFault;
import dev.tillwright.core.journal.JournalVerifier;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal of 2,000 entries with every kind of damage, one at a time: what stands before the
 * newest witness is found and located (B1). The short form takes some bytes of some entries, the
 * campaign every byte of 200 and every position.
 */
class TamperingTest {
  private static final int ENTRIES = 2000;
  private static final String[] COLUMNS = {
    "terminal", "epoch", "seq", "at", "kind", "payload", "prev_hash", "hash"
  };

  @TempDir Path dir;
  private Path file;
  private Witness witness;
  private int found;
  private int tried;

  @BeforeEach
  void write() {
    file = dir.resolve("till.db");
    List<Checkpoint> made = Books.write(file, ENTRIES, 500, Books::payload);
    witness = new Witness.Signed(made.get(made.size() - 1), true);
  }

  private long last() {
    return witness.seq();
  }

  @Test
  void someBytesOfSomeEntries_andSomePositions() {
    run(10, 13, 397);
  }

  @Test
  @Tag("campaign-tamper")
  void everyByteOf200Entries_andEveryPosition() {
    run(200, 1, 1);
  }

  private void run(int entries, int everyByte, int everyPosition) {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    System.out.println("tampering: seed " + seed);
    Random random = new Random(seed);
    IntStream.generate(() -> 1 + random.nextInt((int) last()))
        .distinct()
        .limit(entries)
        .forEach(seq -> flip(seq, everyByte, random));
    System.out.println("tampering: " + found + " of " + tried + " changed bytes found");
    for (int seq = 1; seq <= last(); seq += everyPosition) {
      drop(seq);
      duplicate(seq);
      swap(seq);
      insert(seq);
      cutOff(seq);
    }
    System.out.println("tampering: " + found + " of " + tried + " found and located in all");
    assertThat(found).isEqualTo(tried);
  }

  /** Flips a bit of each byte of an entry, in the file, and puts it back. */
  private void flip(int seq, int every, Random random) {
    String hash = text("select hash from journal where seq = " + seq);
    String before = text("select prev_hash from journal where seq = " + seq);
    int at = random.nextInt(every);
    for (String column : COLUMNS) {
      String row = column.equals("hash") ? "prev_hash = '" + before + "'" : "hash = '" + hash + "'";
      String put = "update journal set " + column + " = cast(? as text) where " + row;
      byte[] value =
          text("select cast(" + column + " as text) from journal where " + row)
              .getBytes(StandardCharsets.UTF_8);
      for (; at < value.length; at += every) {
        byte[] other = value.clone();
        other[at] ^= (byte) (1 << random.nextInt(7));
        if (set(file, put, other)) {
          look(file, "flip of byte " + at + " of " + column + " of " + seq, seq);
          assertThat(set(file, put, value)).isTrue();
        }
      }
      at -= value.length;
    }
  }

  private void drop(int seq) {
    tampered("drop " + seq, seq, "delete from journal where seq = " + seq);
  }

  private void duplicate(int seq) {
    tampered(
        "duplicate " + seq,
        seq,
        "insert into journal select terminal, epoch + 1, seq, at, kind, payload, prev_hash, hash"
            + " from journal where seq = "
            + seq);
  }

  private void swap(int seq) {
    tampered(
        "swap " + seq,
        seq,
        "update journal set seq = -1 where seq = " + seq,
        "update journal set seq = " + seq + " where seq = " + (seq + 1),
        "update journal set seq = " + (seq + 1) + " where seq = -1");
  }

  private void insert(int seq) {
    tampered(
        "insert before " + seq,
        seq,
        "update journal set seq = -seq where seq >= " + seq,
        "update journal set seq = 1 - seq where seq < 0",
        "insert into journal select terminal, epoch, "
            + seq
            + ", at, kind, '{}', prev_hash, hash from journal where seq = "
            + (seq + 1));
  }

  private void cutOff(int seq) {
    String head =
        seq == 1
            ? "'" + "0".repeat(64) + "'"
            : "(select hash from journal where seq = " + (seq - 1) + ")";
    tampered(
        "cut at " + seq,
        seq,
        "update journal_writer set seq = " + (seq - 1) + ", hash = " + head,
        "delete from journal where seq >= " + seq);
  }

  /** Works on a copy. */
  private void tampered(String what, long seq, String... statements) {
    Path copy = dir.resolve("copy.db");
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String sql : statements) {
      assertThat(set(copy, sql)).as(what).isTrue();
    }
    look(copy, what, seq);
  }

  /** Whether the fault is found at its place, by the chain or by the witness. */
  private void look(Path where, String what, long seq) {
    tried++;
    try (Database database = Database.sqliteReadOnly(where)) {
      Verification chain = JournalVerifier.verify(database, Optional.of(Books.TILL));
      long at = chain.firstFault().map(JournalFault::seq).orElse(0L);
      if (chain.ok()) {
        WitnessReport report =
            WitnessCheck.check(database, Books.TILL, List.of(witness), Books.KEYS);
        at = report.ok() ? 0 : report.entries() + 1;
      }
      if (at == seq || seq == 1 && at == 0 && !chain.ok()) {
        found++;
      } else {
        System.out.println("NOT FOUND: " + what + ", said entry " + at);
      }
    }
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
      return false; // the table's key does not take it: nothing was changed
    }
  }

  private String text(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
