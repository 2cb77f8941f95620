package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A follower and where it stands. Guarded by the lock of {@link Followers}, except the turn. */
final class Following {
  static final int BATCH = 256;

  /**
   * A view that nobody waits for moves this often, not with every entry: each move is a commit, and
   * sales wait while it is made.
   */
  private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LONGEST_PAUSE = 7; // doublings: 12.8 s

  final Follower follower;

  /** Held through each batch and each rebuild, so that the two never mix. */
  final ReentrantLock turn = new ReentrantLock();

  private final String name;
  private long position;
  private long wantedTo;
  private boolean wantedNow;
  private int limit = BATCH;
  private int failures;
  private boolean alone;
  private long notBefore;
  private Optional<String> lastError = Optional.empty();

  Following(Follower follower, long position) {
    this.follower = follower;
    this.name = follower.name();
    this.position = position;
    this.notBefore = System.nanoTime();
  }

  String name() {
    return name;
  }

  long position() {
    return position;
  }

  int limit() {
    return limit;
  }

  /** Somebody waits: it goes before others, and once without its pause. */
  void want(long seq) {
    wantedTo = Math.max(wantedTo, seq);
    wantedNow = wantedNow || position < seq;
  }

  boolean wanted() {
    return wantedNow;
  }

  /** Nanoseconds until it may try again; 0 or less when it may. */
  long pause(long now) {
    return notBefore - now;
  }

  /** Whether it may move in one transaction with others: it is sound, and not far behind. */
  boolean joins(long head) {
    return !alone && limit == BATCH && head - position <= BATCH;
  }

  /** Somebody it moved with failed, perhaps it: its next move is its own. */
  void goAlone() {
    alone = true;
  }

  void moved(FollowerBatch.Progress progress, long now) {
    position = progress.position();
    alone = false;
    if (progress.error().isEmpty()) {
      limit = BATCH;
      failures = 0;
      lastError = Optional.empty();
      notBefore = now + LINGER;
      wantedNow = position < wantedTo;
      return;
    }
    lastError = progress.error();
    if (progress.sound() > 0 && progress.sound() < limit) {
      // What stands before the entry that failed is done first; then that entry fails alone. What
      // fails again when it is done alone fails at its commit, as on a full disk, and is to rest.
      limit = progress.sound();
      notBefore = now;
      return;
    }
    limit = 1;
    notBefore = now + (FIRST_PAUSE << Math.min(failures, LONGEST_PAUSE));
    failures++;
    wantedNow = false;
  }

  void restarted() {
    position = 0;
    wantedTo = 0;
    wantedNow = false;
    failures = 0;
    limit = BATCH;
    lastError = Optional.empty();
    notBefore = System.nanoTime();
  }

  FollowerLag lag(long head) {
    return new FollowerLag(name, position, Math.max(0, head - position), failures, lastError);
  }

  TillwrightException behind(long seq) {
    return new TillwrightException(
        "journal.behind",
        true,
        "the follower "
            + name
            + " is at entry "
            + position
            + ", not yet at "
            + seq
            + lastError.map(error -> "; it failed: " + error).orElse(""));
  }
}
