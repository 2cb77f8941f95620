package dev.tillwright.core.checkpoint;

import static dev.tillwright.core.checkpoint.Books.CLOCK;
import static dev.tillwright.core.checkpoint.Books.KEYS;
import static dev.tillwright.core.checkpoint.Books.PAIR;
import static dev.tillwright.core.checkpoint.Books.SOON;
import static dev.tillwright.core.checkpoint.Books.TILL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints as they are signed, kept, found and taken up again (B1). */
class CheckpointsTest {
  @TempDir Path dir;

  private static Checkpoints open(Journal journal, Clock clock) {
    journal.follow(new CheckpointBook());
    return Checkpoints.open(journal, Ed25519Signer.of(PAIR), clock, SOON);
  }

  private static void append(Journal journal, int count) {
    for (int n = 0; n < count; n++) {
      journal.append(new Draft("sale.completed", Books.payload(n)), SOON);
    }
  }

  @Test
  void eachOpening_continuesTheTreeAndTheLine() {
    Path file = dir.resolve("till.db");
    Checkpoint before = null;
    for (int opening = 1; opening <= 3; opening++) {
      try (Database database = Database.sqlite(file);
          Journal journal = Journal.open(database, TILL, CLOCK)) {
        Checkpoints checkpoints = open(journal, CLOCK);
        assertThat(checkpoints.newest()).isEqualTo(Optional.ofNullable(before));
        append(journal, 5 * opening);
        long size = journal.headSeq();
        Checkpoint made = checkpoints.sign().orElseThrow();
        assertThat(made.size()).isEqualTo(size);
        assertThat(made.epoch()).isEqualTo(opening);
        assertThat(made.head()).isEqualTo(journal.entry(size).orElseThrow().hash());
        assertThat(made.root()).isEqualTo(EntryTree.of(database, TILL).root(size));
        assertThat(made.previous()).isEqualTo(before == null ? "0".repeat(64) : before.id());
        assertThat(KEYS.verifies(made)).isTrue();
        assertThat(checkpoints.sign()).as("a checkpoint alone is nothing new").isEmpty();
        if (before != null) {
          assertThat(
                  EntryTree.of(database, TILL)
                      .consistency(before.size(), made.size())
                      .proves(before.root(), made.root()))
              .isTrue();
        }
        before = made;
      }
    }
  }

  @Test
  void theBook_findsTheSmallestThatCovers() {
    Path file = dir.resolve("till.db");
    List<Checkpoint> made = Books.write(file, 30, 10, Books::payload);
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, TILL, CLOCK)) {
      journal.follow(new CheckpointBook());
      journal.awaitFollowers(SOON);
      assertThat(covering(database, 10)).contains(made.get(0));
      assertThat(covering(database, 11)).contains(made.get(1));
      assertThat(covering(database, 99)).isEmpty();
      assertThat(after(database, 11)).containsExactly(made.get(1), made.get(2));
      Optional<Checkpoint> newest = database.read(tx -> CheckpointBook.newest(TILL, tx));
      assertThat(newest).contains(made.get(2));
      journal.rebuild(CheckpointBook.NAME);
      journal.awaitFollowers(SOON);
      assertThat(after(database, 0)).isEqualTo(made);
    }
  }

  private static Optional<Checkpoint> covering(Database database, long seq) {
    return database.read(tx -> CheckpointBook.covering(TILL, seq, tx));
  }

  private static List<Checkpoint> after(Database database, long seq) {
    return database.read(tx -> CheckpointBook.after(TILL, seq, 9, tx));
  }

  @Test
  void due_byCountOrByAge() {
    MovedClock clock = new MovedClock();
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(database, TILL, CLOCK)) {
      Checkpoints checkpoints = open(journal, clock);
      Duration age = Duration.ofMinutes(10);
      CheckpointPolicy policy = new CheckpointPolicy(3, age);
      assertThat(checkpoints.signIfDue(policy)).as("nothing to sign").isEmpty();
      append(journal, 1);
      assertThat(checkpoints.signIfDue(policy)).as("the first is always due").isPresent();
      append(journal, 2);
      assertThat(checkpoints.signIfDue(policy)).isEmpty();
      assertThat(checkpoints.unsigned()).isEqualTo(2);
      append(journal, 1);
      assertThat(checkpoints.signIfDue(policy)).isPresent();
      append(journal, 1);
      assertThat(checkpoints.signIfDue(policy)).isEmpty();
      clock.now = clock.now.plus(age);
      assertThat(checkpoints.signIfDue(policy)).isPresent();
      clock.now = clock.now.plus(age);
      assertThat(checkpoints.signIfDue(policy)).as("nothing new").isEmpty();
      append(journal, 1);
      clock.now = clock.now.minus(age.multipliedBy(3));
      assertThat(checkpoints.signIfDue(policy)).as("a clock that was set back").isPresent();
    }
  }

  @Test
  void anyFieldChanged_breaksTheSignature() {
    Checkpoint made = Books.write(dir.resolve("till.db"), 4, 4, Books::payload).get(0);
    String json = made.toJson();
    assertThat(Checkpoint.parse(json)).isEqualTo(made);
    assertThat(KEYS.verifies(made)).isTrue();
    String other = "f".repeat(64);
    for (String changed :
        List.of(
            json.replace(TILL, "till-02"),
            json.replace("\"epoch\":1", "\"epoch\":2"),
            json.replace("\"size\":4", "\"size\":5"),
            json.replace("08:26", "08:27"),
            json.replace(made.head(), other),
            json.replace(made.root(), other),
            json.replace(made.previous(), other),
            json.replace(made.signature(), "0".repeat(128)))) {
      assertThat(changed).isNotEqualTo(json);
      assertThat(KEYS.verifies(Checkpoint.parse(changed))).as(changed).isFalse();
    }
    assertThat(CheckpointKeys.of().verifies(made)).isFalse();
    CheckpointKeys others =
        CheckpointKeys.of(Ed25519Signer.newPair(new SecureRandom()).getPublic());
    assertThat(others.knows(made)).isFalse();
    for (String bad :
        List.of(
            "{}",
            json.replace("\"size\":4", "\"size\":0"),
            json.replace(made.root(), "zz"),
            json.replace("2010", "year"),
            json.replace(made.keyId(), "short"))) {
      assertThatThrownBy(() -> Checkpoint.parse(bad)).isInstanceOf(JsonException.class);
    }
  }

  @Test
  void anOpening_refusesAJournalThatIsNotThatOfItsCheckpoint() {
    Path file = dir.resolve("till.db");
    Books.write(file, 8, 8, Books::payload);
    Books.sql(file, "update checkpoint set payload = replace(payload, '\"size\":8', '\"size\":7')");
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, TILL, CLOCK)) {
      journal.follow(new CheckpointBook());
      assertThatThrownBy(() -> Checkpoints.open(journal, Ed25519Signer.of(PAIR), CLOCK, SOON))
          .isInstanceOfSatisfying(
              TillwrightException.class, e -> assertThat(e.code()).isEqualTo("journal.broken"));
    }
  }

  @Test
  void aSignerThatFails_leavesNothing_andTheNextCallSignsAll() {
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(database, TILL, CLOCK)) {
      journal.follow(new CheckpointBook());
      boolean[] out = {true};
      CheckpointSigner flaky =
          new CheckpointSigner() {
            private final Ed25519Signer inner = Ed25519Signer.of(PAIR);

            @Override
            public java.security.PublicKey publicKey() {
              return inner.publicKey();
            }

            @Override
            public byte[] sign(byte[] message) {
              if (out[0]) {
                throw new TillwrightException("checkpoint.key", true, "the module is away");
              }
              return inner.sign(message);
            }
          };
      Checkpoints checkpoints = Checkpoints.open(journal, flaky, CLOCK, SOON);
      append(journal, 3);
      assertThatThrownBy(checkpoints::sign).isInstanceOf(TillwrightException.class);
      append(journal, 3);
      out[0] = false;
      Checkpoint made = checkpoints.sign().orElseThrow();
      assertThat(made.size()).isEqualTo(6);
      assertThat(made.root()).isEqualTo(EntryTree.of(database, TILL).root(6));
    }
  }

  @Test
  void aKeyFile_isMadeOnce_andOnlyForItsOwner() throws IOException {
    Path file = dir.resolve("checkpoint.key");
    SecureRandom random = new SecureRandom();
    Ed25519Signer first = Ed25519Signer.inFile(file, random);
    Ed25519Signer again = Ed25519Signer.inFile(file, random);
    assertThat(again.publicKey()).isEqualTo(first.publicKey());
    byte[] message = {1, 2, 3};
    assertThat(again.sign(message)).isEqualTo(first.sign(message)).hasSize(64);
    assertThat(first.toString()).contains(CheckpointKeys.id(first.publicKey()));
    assertThat(CheckpointKeys.parse(CheckpointKeys.text(first.publicKey())))
        .isEqualTo(first.publicKey());
    Assumptions.assumeTrue(
        file.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system knows no permissions");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Ed25519Signer.inFile(file, random))
        .isInstanceOf(TillwrightException.class)
        .hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.write(file, new byte[] {0, 1, 2});
    assertThatThrownBy(() -> Ed25519Signer.inFile(file, random))
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("checkpoint.key"));
  }

  @Test
  void aKeyOfAnotherKind_isRefused() throws Exception {
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertThatThrownBy(() -> Ed25519Signer.of(rsa)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CheckpointKeys.parse("AAAA"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEntryOfAnotherKind_isNotACheckpoint() {
    Path file = dir.resolve("till.db");
    Books.write(file, 1, 9, Books::payload);
    try (Database database = Database.sqlite(file);
        Journal journal = Journal.open(database, TILL, CLOCK)) {
      Entry entry = journal.entry(1).orElseThrow();
      assertThatThrownBy(() -> Checkpoint.read(entry)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A clock that the test moves. */
  private static final class MovedClock extends Clock {
    private java.time.Instant now = CLOCK.instant();

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public java.time.Instant instant() {
      return now;
    }
  }
}
