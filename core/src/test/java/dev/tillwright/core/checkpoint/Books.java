package dev.tillwright.core.checkpoint;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Journals with checkpoints, and what is done behind their backs. */
final class Books {
  static final String TILL = "till-01";
  static final Duration SOON = Duration.ofSeconds(30);
  static final Clock CLOCK = Clock.fixed(Instant.parse("2010-12-01T08:26:00Z"), ZoneOffset.UTC);
  static final KeyPair PAIR = Ed25519Signer.newPair(new SecureRandom());
  static final CheckpointKeys KEYS = CheckpointKeys.of(PAIR.getPublic());

  private Books() {}

  /** Writes entries, with a checkpoint after each so many; hands back the checkpoints. */
  static List<Checkpoint> write(Path file, int entries, int every, IntFunction<String> payloads) {
    List<Checkpoint> made = new ArrayList<>();
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, TILL, CLOCK)) {
      journal.follow(new CheckpointBook());
      Checkpoints checkpoints = Checkpoints.open(journal, Ed25519Signer.of(PAIR), CLOCK, SOON);
      List<Draft> drafts = new ArrayList<>();
      for (int n = 1; n <= entries; n++) {
        drafts.add(new Draft("sale.completed", payloads.apply(n)));
        if (n % every == 0 || n == entries) {
          journal.append(drafts, SOON);
          drafts.clear();
          if (n % every == 0) {
            checkpoints.sign().ifPresent(made::add);
          }
        }
      }
      journal.awaitFollowers(SOON);
    }
    return made;
  }

  static String payload(int n) {
    return "{\"n\":" + n + ",\"total\":" + (n * 37 % 1000) + "}";
  }

  static WitnessReport check(Path file, List<? extends Witness> witnesses) {
    try (Database database = Database.sqliteReadOnly(file)) {
      return WitnessCheck.check(database, TILL, List.copyOf(witnesses), KEYS);
    }
  }

  static void sql(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Cuts the tail off so that the chain and the writer's row agree again. */
  static void cut(Path file, long last) {
    sql(
        file,
        "delete from journal where seq > " + last,
        "update journal_writer set seq = "
            + last
            + ", hash = (select hash from journal where seq = "
            + last
            + ")");
  }
}
