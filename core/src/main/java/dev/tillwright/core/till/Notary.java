package dev.tillwright.core.till;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.CheckpointPolicy;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.checkpoint.Checkpoints;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs the journal's head on a thread of its own: a key that is slow or out of reach keeps no sale
 * and no day close waiting for longer than the patience.
 */
final class Notary implements AutoCloseable {
  static final String FAILED = "checkpoint.failed";
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final CheckpointSigner signer;
  private final Checkpoints checkpoints;
  private final CheckpointPolicy policy;
  private final Duration patience;
  private final Monitor monitor;
  private final String terminal;
  private final Journal journal;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, DaemonThreads.named("till-notary"));
  private volatile long covered;
  private volatile @Nullable PublicKey known;

  /**
   * @param patience how long who asks waits for a signature
   */
  Notary(
      Journal journal,
      CheckpointSigner signer,
      Checkpoints checkpoints,
      CheckpointPolicy policy,
      Duration patience,
      Monitor monitor) {
    this.signer = signer;
    this.checkpoints = checkpoints;
    this.policy = policy;
    this.patience = patience;
    this.monitor = monitor;
    this.terminal = journal.terminal();
    this.covered = checkpoints.newest().map(Checkpoint::size).orElse(0L);
    this.journal = journal;
    // Who no longer waits leaves nothing behind: a key that hangs does not fill the queue.
    thread.setRemoveOnCancelPolicy(true);
    monitor.gauge("checkpoint.unsigned", this::unsigned);
  }

  /** Entries that no checkpoint covers; the newest checkpoint's own is one. */
  long unsigned() {
    return journal.headSeq() - covered;
  }

  /** Signs what recovery left; from then on, in the background, whatever comes together. */
  void begin(boolean background) {
    if (background) {
      thread.execute(() -> quietly(checkpoints::sign));
      var unused =
          thread.scheduleWithFixedDelay(
              () -> quietly(() -> checkpoints.signIfDue(policy)),
              LOOK.toMillis(),
              LOOK.toMillis(),
              TimeUnit.MILLISECONDS);
    } else {
      var unused = quietly(this::sign);
    }
  }

  /** Signs all that is durable; the newest checkpoint when nothing came since. */
  Optional<Checkpoint> sign() {
    return onThread(() -> told(checkpoints.sign()).or(checkpoints::newest));
  }

  /** The same key for other messages, such as evidence; it signs one at a time. */
  CheckpointSigner signer() {
    return new CheckpointSigner() {
      @Override
      public PublicKey publicKey() {
        return key();
      }

      @Override
      public byte[] sign(byte[] message) {
        return onThread(() -> signer.sign(message));
      }
    };
  }

  private <T> T onThread(Callable<T> task) {
    Future<T> asked = null;
    try {
      asked = thread.schedule(task, 0, TimeUnit.NANOSECONDS);
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof TillwrightException cause ? cause : failed();
    } catch (TimeoutException | RejectedExecutionException e) {
      throw failed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed();
    } finally {
      if (asked != null) {
        asked.cancel(false);
      }
    }
  }

  /** Asked once, on the thread that may hang. */
  private PublicKey key() {
    PublicKey key = known;
    if (key == null) {
      key = onThread(signer::publicKey);
      known = key;
    }
    return key;
  }

  /** What its signatures are verified with. */
  CheckpointKeys keys() {
    return CheckpointKeys.of(key());
  }

  /** After a day close, which stands whether it is signed now or later. */
  void dayClosed() {
    var unused = quietly(this::sign);
  }

  private Optional<Checkpoint> quietly(Supplier<Optional<Checkpoint>> signing) {
    try {
      return told(signing.get());
    } catch (RuntimeException e) {
      monitor.raise(
          FAILED,
          terminal,
          "the journal's head could not be signed; see to the signing key, sales go on without");
      return Optional.empty();
    }
  }

  private Optional<Checkpoint> told(Optional<Checkpoint> made) {
    made.ifPresent(
        it -> {
          covered = Math.max(covered, it.size());
          monitor.clear(FAILED, terminal);
        });
    return made;
  }

  private static TillwrightException failed() {
    return new TillwrightException(
        FAILED, true, "the journal's head is not signed yet; see to the signing key");
  }

  /** Ends the thread; one that hangs in a key is left behind, it is a daemon. */
  @Override
  public void close() {
    Workers.end(thread);
  }
}
