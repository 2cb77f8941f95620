package dev.tillwright.core.access;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A program that is killed when an entry about access is durable and nothing has come of it. */
final class AccessChild {
  static final String NOW = "2026-11-24T08:00:00Z";

  private AccessChild() {}

  /** Needs no key, and guards nothing. */
  static final class OpenSealer implements Sealer {
    @Override
    public byte[] seal(Subject subject, byte[] plain, String context) {
      return plain.clone();
    }

    @Override
    public Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
      return Optional.of(sealed.clone());
    }

    @Override
    public void shred(Subject subject) {
      throw new UnsupportedOperationException();
    }
  }

  static AccessControl open(
      Database database, Journal journal, TestClock clock, SecureRandom random) {
    AccessSettings settings =
        AccessSettings.builder(new PlainHasher("v1"), clock)
            .codes(Totp.USUAL, new OpenSealer(), random)
            .build();
    return AccessControl.open(database, journal, settings);
  }

  /** Says that an entry is durable, and keeps it from all followers: they move on one thread. */
  private static final class Stopper implements Follower {
    private final String kind;
    private int left;

    Stopper(String kind, int times) {
      this.kind = kind;
      this.left = times;
    }

    @Override
    public String name() {
      return "stopper";
    }

    @Override
    public List<Migration> migrations() {
      return List.of();
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      if (entry.kind().equals(kind) && --left == 0) {
        System.out.println("entry");
        System.out.flush();
        forEver();
      }
    }

    @Override
    public void reset(Tx tx) {}
  }

  /** Until it is killed. */
  private static void forEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Arguments: the file, the entry's kind, its how-manieth, meg's one-time code. */
  public static void main(String[] arguments) {
    Database database = Database.sqlite(Path.of(arguments[0]));
    TestClock clock = new TestClock(NOW);
    Journal journal = Journal.open(database, "till-01", clock);
    journal.follow(new Stopper(arguments[1], Integer.parseInt(arguments[2])));
    Thread wants =
        new Thread(() -> journal.awaitFollower("stopper", Long.MAX_VALUE, Duration.ofMinutes(5)));
    wants.setDaemon(true);
    wants.start(); // or else it would move when nobody waits for others
    AccessControl access = open(database, journal, clock, new SecureRandom());
    char[] none = {};
    switch (arguments[1]) {
      case OperatorEntries.REFUSED -> {
        for (int i = 0; i < 5; i++) {
          access.logOn("bob", "wrong".toCharArray());
        }
      }
      case OperatorEntries.OVERRIDDEN -> {
        OperatorSession bob = access.logOn("bob", Door.pin("bob")).orThrow();
        access.override(
            bob,
            Permission.DISCOUNT,
            "meg",
            Door.pin("meg"),
            arguments[3].toCharArray(),
            "box was damaged");
      }
      default -> {
        OperatorSession mia = access.logOn("mia", Door.pin("mia"), none).orThrow();
        access
            .incidents()
            .revoke(mia, new Revocation(Revocable.OPERATOR, "bob", "PIN seen by a customer"));
      }
    }
    forEver();
  }
}
