package dev.tillwright.core.checkpoint;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs a journal's head when asked, and keeps each checkpoint as an entry of the journal, so that
 * it is shipped, backed up and found with all else.
 *
 * <p><b>Guarantees.</b> A checkpoint covers every entry that was durable when it was asked for.
 * Each entry is read once, not again for each checkpoint: the cost is that of what is new.
 *
 * <p><b>Threads.</b> Any; one signs at a time.
 */
public final class Checkpoints {
  private static final String PEAKS = "peaks";

  private final Journal journal;
  private final CheckpointSigner signer;
  private final Clock clock;
  private final Duration patience;
  private final TreeHash hash = new TreeHash();
  private Peaks peaks = new Peaks(hash);
  private String head = Hashes.NONE;
  private @Nullable Checkpoint last;
  private long lastSeq;

  private Checkpoints(Journal journal, CheckpointSigner signer, Clock clock, Duration patience) {
    this.journal = journal;
    this.signer = signer;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Takes up where the newest checkpoint of the journal ended. {@link CheckpointBook} must follow
   * the journal.
   *
   * @param patience how long an append, and the book, may take
   * @throws TillwrightException {@code journal.broken} when the newest checkpoint is not that of
   *     the entries before it
   */
  public static Checkpoints open(
      Journal journal, CheckpointSigner signer, Clock clock, Duration patience) {
    Checkpoints checkpoints = new Checkpoints(journal, signer, clock, patience);
    journal.awaitFollower(CheckpointBook.NAME, journal.headSeq(), patience);
    journal
        .database()
        .read(tx -> CheckpointBook.newestPayload(journal.terminal(), tx))
        .ifPresent(checkpoints::resume);
    return checkpoints;
  }

  private void resume(String payload) {
    Checkpoint newest = Checkpoint.parse(payload);
    List<String> texts = JsonIn.parse(payload).texts(PEAKS);
    Entry covered =
        journal.entry(newest.size()).orElseThrow(() -> broken(newest, "ends before it"));
    if (!covered.hash().equals(newest.head())) {
      throw broken(newest, "has another entry at its end");
    }
    Peaks found = null;
    try {
      found = Peaks.of(hash, newest.size(), texts);
    } catch (IllegalArgumentException without) {
      // Written by another program: the tree is made anew from the first entry.
    }
    if (found != null && found.rootText().equals(newest.root())) {
      peaks = found;
      head = newest.head();
    } else {
      take(newest.size());
      if (!peaks.rootText().equals(newest.root())) {
        throw broken(newest, "has another tree");
      }
    }
    last = newest;
    lastSeq = newest.size();
  }

  private TillwrightException broken(Checkpoint checkpoint, String what) {
    return new TillwrightException(
        "journal.broken",
        false,
        "the journal of "
            + journal.terminal()
            + " is not that of its checkpoint over "
            + checkpoint.size()
            + " entries: it "
            + what);
  }

  /** Adds what is new up to a position. */
  private void take(long upTo) {
    journal.read(
        peaks.size() + 1,
        upTo,
        entry -> {
          peaks.add(hash.leaf(entry.hash()));
          head = entry.hash();
        });
  }

  /**
   * Signs all that is durable now.
   *
   * @return none when nothing came since the last one
   * @throws TillwrightException when the journal or the signer fails; the next call tries again
   */
  public synchronized Optional<Checkpoint> sign() {
    long size = journal.headSeq();
    if (size == 0 || size <= lastSeq) {
      return Optional.empty();
    }
    take(size);
    Checkpoint made =
        Checkpoint.sign(
            signer,
            journal.terminal(),
            journal.epoch(),
            size,
            clock.instant(),
            head,
            peaks.rootText(),
            last == null ? Hashes.NONE : last.id());
    List<String> texts = peaks.texts();
    String payload =
        JsonOut.object(
            out -> {
              made.write(out);
              out.putTexts(PEAKS, texts).put("publicKey", CheckpointKeys.text(signer.publicKey()));
            });
    Entry entry = journal.append(new Draft(Checkpoint.KIND, payload), patience);
    last = made;
    // A checkpoint alone is nothing new to sign.
    lastSeq = entry.seq() == size + 1 ? entry.seq() : size;
    return Optional.of(made);
  }

  /** Signs when enough came together; a clock that was set back counts as time that passed. */
  public synchronized Optional<Checkpoint> signIfDue(CheckpointPolicy policy) {
    long unsigned = journal.headSeq() - lastSeq;
    if (unsigned <= 0) {
      return Optional.empty();
    }
    Instant since = last == null ? Instant.EPOCH : last.at();
    boolean old = Duration.between(since, clock.instant()).abs().compareTo(policy.age()) >= 0;
    return unsigned >= policy.entries() || old ? sign() : Optional.empty();
  }

  /** The newest that was signed; none in a young journal. */
  public synchronized Optional<Checkpoint> newest() {
    return Optional.ofNullable(last);
  }

  /** The key that this signs with, trusted. */
  public CheckpointKeys keys() {
    return CheckpointKeys.of(signer.publicKey());
  }

  /** How many entries no checkpoint covers yet. */
  public synchronized long unsigned() {
    return Math.max(0, journal.headSeq() - lastSeq);
  }
}
