package dev.tillwright.core.journal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The append-only journal of one terminal, hash-chained, with the followers that read it.
 *
 * <p><b>Guarantees.</b> An entry that {@link #append} returned, or whose future completed, is on
 * the disk. All drafts of one call become neighbours in one commit, or none does. Calls of one
 * thread keep their order. Positions rise by one without gaps across openings. Who opens the
 * journal takes the writer's role; an older opening is refused from then on and writes nothing. A
 * store that fails leaves the journal verifiable.
 *
 * <p><b>Not promised.</b> Someone who may write the file can cut off the newest entries together
 * with the writer's row, or compute a new chain: only a hash that was kept elsewhere shows that.
 *
 * <p><b>Threads.</b> Safe for all. Two daemon threads belong to it: one writes, one moves the
 * followers. Closing ends them; the database stays open and is closed after.
 */
public final class Journal implements AutoCloseable {
  /** Drafts that one call may bring. */
  public static final int MAX_DRAFTS = 1024;

  /**
   * So far apart are the epochs of a dead machine and of the one that takes its place: the dead
   * one, should it live on, would have to be opened as often before a name of the two could be the
   * same.
   */
  public static final int EPOCHS_OF_A_MACHINE = 100_000;

  private static final int MAX_PAYLOAD = 1 << 20;
  static final int RECENT = 1000;
  private static final int PAGE = 256;
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(30);

  private final Database database;
  private final String terminal;
  private final int epoch;
  private final EntryReader reader;
  private final Intake intake = new Intake();
  private final Writer writer;
  private final Followers followers;
  private final Thread writing;
  private final Thread following;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Journal(
      Database database, String terminal, Clock clock, EntryReader reader, Opening opening) {
    this.database = database;
    this.terminal = terminal;
    this.epoch = opening.head().epoch();
    this.reader = reader;
    FollowerBatch batch = new FollowerBatch(database, terminal, epoch, reader, intake::waiting);
    followers = new Followers(database, this::headSeq, batch);
    writer =
        new Writer(
            database, terminal, clock, intake, opening.head(), opening.newest(), followers::wake);
    writing = thread("writer", writer);
    following = thread("followers", followers);
  }

  private Thread thread(String role, Runnable work) {
    Thread thread = new Thread(work, "journal-" + role + "-" + terminal);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the journal of a terminal, or begins it, and takes the writer's role with a new epoch.
   * The newest 1,000 entries are checked; {@link JournalVerifier} checks all.
   *
   * @param terminal letters, digits and {@code . _ -}, at most 32; never changes for a till
   * @param clock gives entries their wall time, which is informative
   * @throws TillwrightException {@code journal.broken} naming the entry, or a {@code store.} code
   */
  public static Journal open(Database database, String terminal, Clock clock) {
    if (!terminal.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}")) {
      throw new IllegalArgumentException("not a name of a terminal: " + terminal);
    }
    JournalTables.migrate(database);
    EntryReader reader = new EntryReader(terminal);
    if (ArchiveTables.there(database)) {
      reader
          .shelf()
          .ranges(
              database.read(tx -> ArchiveTables.all(tx, terminal)).stream()
                  .map(ArchiveTables.Row::range)
                  .toList());
    }
    Opening opening = database.write(tx -> Opening.take(tx, terminal, reader, RECENT));
    Journal journal = new Journal(database, terminal, clock, reader, opening);
    journal.writing.start();
    journal.following.start();
    return journal;
  }

  /**
   * Hands over drafts to be written together; the future completes when they are durable, with the
   * entries in the order of the drafts.
   *
   * <p>What is chained to the future without an executor runs on the writer's thread and must not
   * block. Cancelling the future does not take the drafts back.
   *
   * <p>The future fails with {@link TillwrightException}: {@code journal.busy} (retryable) at once
   * when 4,096 drafts wait already, {@code journal.fenced}, {@code journal.failed} until opened
   * again, or a {@code store.} code, after which nothing of the call was written.
   *
   * @param drafts at most {@link #MAX_DRAFTS}
   * @throws IllegalArgumentException for a payload that is not one JSON object within its bounds
   * @throws IllegalStateException when closed
   */
  public CompletableFuture<List<Entry>> submit(List<Draft> drafts) {
    return submit(accepted(drafts, null));
  }

  /**
   * The same, for drafts that rest on others: they are written behind them or, when those are not
   * written, fail with {@code journal.order} (retryable).
   *
   * @param after what {@link #submit} of this journal answered for the others, itself
   */
  public CompletableFuture<List<Entry>> submit(
      List<Draft> drafts, CompletableFuture<List<Entry>> after) {
    return submit(accepted(drafts, Objects.requireNonNull(after, "after")));
  }

  private CompletableFuture<List<Entry>> submit(Append append) {
    try {
      if (!append.drafts.isEmpty() && !offer(append, Duration.ZERO)) {
        append.done.completeExceptionally(busy());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      append.done.completeExceptionally(interrupted());
    }
    return append.done;
  }

  /**
   * Writes drafts together and returns when they are durable.
   *
   * @param deadline how long to wait until the writer begins with them; a commit that has begun is
   *     waited for up to 30 seconds more
   * @throws TillwrightException as {@link #submit}; {@code journal.busy} and {@code
   *     journal.interrupted} (both retryable) say that nothing was written; {@code journal.unknown}
   *     that a commit under way has not ended
   */
  public List<Entry> append(List<Draft> drafts, Duration deadline) {
    Append append = accepted(drafts, null);
    if (append.drafts.isEmpty()) {
      return List.of();
    }
    long end = System.nanoTime() + deadline.toNanos();
    try {
      if (!offer(append, deadline)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
    TillwrightException late;
    try {
      return append.done.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      late = busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      late = interrupted();
    }
    if (intake.withdraw(append)) {
      throw late;
    }
    return underWay(append);
  }

  /** Writes one draft; as {@link #append(List, Duration)}. */
  public Entry append(Draft draft, Duration deadline) {
    return append(List.of(draft), deadline).get(0);
  }

  /** Waits for a commit that has begun; an interrupt does not make its outcome unknown. */
  private List<Entry> underWay(Append append) {
    try {
      return append.done.copy().orTimeout(COMMIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  private TillwrightException failure(@Nullable Throwable cause) {
    if (cause instanceof TillwrightException known) {
      return new TillwrightException(known.code(), known.retryable(), message(known), known);
    }
    return new TillwrightException(
        "journal.unknown",
        false,
        "an append to the journal of " + terminal + " has not ended; read it back");
  }

  private static String message(TillwrightException known) {
    String message = known.getMessage();
    return message == null ? known.code() : message;
  }

  private Append accepted(List<Draft> drafts, @Nullable CompletableFuture<?> after) {
    if (Thread.currentThread() == writing) {
      throw new IllegalStateException("the writer's thread may not append");
    }
    if (drafts.size() > MAX_DRAFTS) {
      throw new IllegalArgumentException("more than " + MAX_DRAFTS + " drafts in one call");
    }
    for (Draft draft : drafts) {
      Payloads.check(draft.payload(), MAX_PAYLOAD);
    }
    Append append = new Append(drafts, after);
    TillwrightException stopped = writer.stopped();
    if (stopped != null) {
      append.done.completeExceptionally(stopped);
    } else if (append.drafts.isEmpty()) {
      append.done.complete(List.of());
    }
    return append;
  }

  private boolean offer(Append append, Duration deadline) throws InterruptedException {
    return append.done.isDone() || intake.offer(append, deadline.toNanos());
  }

  private TillwrightException busy() {
    return new TillwrightException(
        "journal.busy", true, "the journal of " + terminal + " has too much waiting");
  }

  private TillwrightException interrupted() {
    return new TillwrightException(
        "journal.interrupted", true, "interrupted before the journal wrote anything of the call");
  }

  /** Whose journal. */
  public String terminal() {
    return terminal;
  }

  /** The database that holds the journal and the views of its followers. */
  public Database database() {
    return database;
  }

  /** Which opening this is; from 1. */
  public int epoch() {
    return epoch;
  }

  /** The newest durable entry; none in a new journal. */
  public Optional<Entry> head() {
    return Optional.ofNullable(writer.newest());
  }

  /** The position of the newest durable entry; 0 in a new journal. */
  public long headSeq() {
    return writer.head().seq();
  }

  /** The hash of the newest durable entry; 64 zeros in a new journal. */
  public String headHash() {
    return writer.head().hash();
  }

  /**
   * Hands over the entries of {@code fromSeq} to {@code toSeq}, both included, in order, and keeps
   * none. Positions outside the journal are left out. Each entry's hash and link are checked.
   *
   * @throws TillwrightException {@code journal.broken} at the first that is missing or changed;
   *     {@code journal.archived} naming the archive that is needed and not there; {@code
   *     journal.deleted} when it was deleted
   */
  public void read(long fromSeq, long toSeq, Consumer<Entry> entries) {
    long to = Math.min(toSeq, headSeq());
    for (long from = Math.max(1, fromSeq); from <= to; from += PAGE) {
      // A page at a time: a slow reader must not hold a snapshot and keep the log from folding.
      long first = from;
      long last = Math.min(to, from + PAGE - 1);
      List<Entry> none =
          database.read(
              tx -> {
                reader.each(tx, first, last, PAGE, entries);
                return List.of();
              });
      assert none.isEmpty();
    }
  }

  /**
   * Says where the files are that the contents of old entries were moved to; from then on {@link
   * #read}, {@link #rebuild} and all else go on into them. Without it, whoever comes to such an
   * entry gets {@code journal.archived}, which names the file.
   */
  public void archivesIn(Path folder) {
    shelf().in(folder);
  }

  /** The archives that old entries were moved to, oldest first. */
  public List<Archived> archives() {
    return shelf().ranges();
  }

  /** What says that an archive is not at hand, in a sentence that names it; none when all are. */
  public Optional<String> missedArchive() {
    try {
      shelf().all();
      return Optional.empty();
    } catch (TillwrightException e) {
      return Optional.of(message(e));
    }
  }

  Shelf shelf() {
    return reader.shelf();
  }

  int epochOf(long seq) {
    return reader.epochOf(seq);
  }

  /**
   * The hash of the entry at a position, checked where its contents are in the journal; as it
   * stands there where they lie in an archive, which this does not need. None where the journal has
   * not come to.
   */
  public Optional<String> hash(long seq) {
    return archives().stream().anyMatch(it -> seq >= it.first() && seq <= it.last())
        ? database.read(tx -> reader.hash(tx, seq))
        : entry(seq).map(Entry::hash);
  }

  /** The entry at a position, checked; none where the journal has not come to. */
  public Optional<Entry> entry(long seq) {
    Entry[] found = new Entry[1];
    read(seq, seq, entry -> found[0] = entry);
    return Optional.ofNullable(found[0]);
  }

  /**
   * Brings the follower's tables to its version and moves it from now on, in the background, from
   * where it stood.
   *
   * @throws TillwrightException as {@link Database#migrate}
   * @throws IllegalStateException when its name follows already
   */
  public void follow(Follower follower) {
    if (closed.get()) {
      throw new IllegalStateException("the journal is closed");
    }
    followers.add(follower);
  }

  /**
   * Waits until every follower has taken in what is in the journal now.
   *
   * @throws TillwrightException {@code journal.behind} (retryable) after the deadline, naming the
   *     follower and its last error
   */
  public void awaitFollowers(Duration deadline) {
    followers.await(Optional.empty(), headSeq(), deadline);
  }

  /**
   * Waits until a follower has taken in the entry at a position. It goes before others and, after a
   * failure, tries at once. Not to be called inside a transaction nor by a follower.
   *
   * @throws TillwrightException {@code journal.behind} (retryable) after the deadline
   */
  public void awaitFollower(String name, long seq, Duration deadline) {
    followers.await(Optional.of(name), seq, deadline);
  }

  /**
   * Empties a follower's view in one transaction; in the background it is then folded again from
   * the first entry.
   *
   * @throws TillwrightException {@code journal.archived} naming the archive that is needed and not
   *     there; {@code journal.deleted} when one was deleted, so that the view could not come to
   *     what it is; then nothing is emptied
   */
  public void rebuild(String name) {
    shelf().all();
    followers.rebuild(name);
  }

  /** How far a follower is. */
  public FollowerLag lag(String name) {
    return followers.lag(name);
  }

  /** How far each follower is, in the order in which they began to follow. */
  public List<FollowerLag> lags() {
    return followers.lags();
  }

  /** Writes what was accepted, ends both threads and refuses further use. Bounded by a minute. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    intake.close();
    join(writing);
    followers.close();
    join(following);
    shelf().close();
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    long end = System.nanoTime() + COMMIT_PATIENCE.toNanos();
    for (long left = COMMIT_PATIENCE.toMillis(); left > 0 && thread.isAlive(); ) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Terminal, epoch and position. */
  @Override
  public String toString() {
    return "Journal[" + terminal + "/" + epoch + "/" + headSeq() + "]";
  }
}
