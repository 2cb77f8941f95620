package dev.tillwright.core.backup;

import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Checkpoints;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Books old enough to be archived, and a child process that archives them until it is killed. */
final class ArchiveBooks {
  static final String TILL = "till-01";
  static final Duration SOON = Duration.ofSeconds(30);
  static final Clock THEN = Clock.fixed(Instant.parse("2010-12-01T08:26:00Z"), ZoneOffset.UTC);
  static final KeyPair PAIR = Ed25519Signer.newPair(new SecureRandom());
  static final CheckpointKeys KEYS = CheckpointKeys.of(PAIR.getPublic());

  private ArchiveBooks() {}

  /** What entry {@code n} holds: from the number alone, so that any copy can be checked. */
  static String payload(long n) {
    return "{\"n\":" + n + ",\"note\":\"caf\u00e9 " + "x".repeat((int) (n * 31 % 200)) + "\"}";
  }

  static Journal open(Database database) {
    Journal journal = Journal.open(database, TILL, THEN);
    journal.follow(new CheckpointBook());
    journal.follow(new BackupBook());
    return journal;
  }

  /** Entries, with a checkpoint behind each so many. */
  static void write(Journal journal, KeyPair pair, int entries, int every) {
    Checkpoints checkpoints = Checkpoints.open(journal, Ed25519Signer.of(pair), THEN, SOON);
    List<Draft> drafts = new ArrayList<>();
    long next = journal.headSeq() + 1;
    for (int n = 1; n <= entries; n++) {
      drafts.add(new Draft("sale.completed", payload(next++)));
      if (n % every == 0 || n == entries) {
        journal.append(drafts, SOON);
        drafts.clear();
        checkpoints.sign();
        next = journal.headSeq() + 1;
      }
    }
    journal.awaitFollowers(SOON);
  }

  static Archive archive(Journal journal, Path folder) {
    return Archive.of(journal, folder, KEYS, SOON);
  }

  static List<Entry> all(Journal journal) {
    List<Entry> all = new ArrayList<>();
    journal.read(1, Long.MAX_VALUE, all::add);
    return all;
  }

  /** Journal file, folder, private and public key; archives up to each line that is given. */
  public static void main(String[] arguments) throws Exception {
    Base64.Decoder base64 = Base64.getDecoder();
    KeyPair pair =
        new KeyPair(
            CheckpointKeys.parse(arguments[3]),
            KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(base64.decode(arguments[2]))));
    Database database = Database.sqlite(Path.of(arguments[0]));
    Journal journal = open(database);
    Archive archive =
        Archive.of(journal, Path.of(arguments[1]), CheckpointKeys.of(pair.getPublic()), SOON);
    System.out.println("ready");
    for (int at = 4; at < arguments.length; at++) {
      archive.upTo(Long.parseLong(arguments[at]));
      System.out.println("archived " + arguments[at]);
    }
    System.out.println("done");
    Thread.sleep(60_000);
  }

  static Path folder(Path dir) {
    try {
      return Files.createDirectories(dir.resolve("archives"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A view whose bytes depend on all that entries held, and on their order. */
  static final class Rolling implements Follower {
    @Override
    public String name() {
      return "rolling";
    }

    @Override
    public List<Migration> migrations() {
      return List.of(
          Migration.of(
              1,
              "create table rolling (slot integer not null primary key, total bigint not null)"));
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      if (!entry.kind().equals("sale.completed")) {
        return;
      }
      long n = JsonIn.parse(entry.payload()).number("n") + entry.payload().length();
      tx.insertIfAbsent("insert into rolling (slot, total) values (1, 0)");
      tx.update("update rolling set total = (total * 31 + ?) % 1000000007 where slot = 1", n);
    }

    @Override
    public void reset(Tx tx) {
      tx.update("delete from rolling");
    }

    static long total(Database database) {
      return database.read(
          tx -> tx.first("select total from rolling", row -> row.number(1)).orElse(0L));
    }
  }
}
