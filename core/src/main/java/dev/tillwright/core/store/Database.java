package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One database: the journal, its followers' views and their positions live in it together, so that
 * they move in one transaction.
 *
 * <p><b>Guarantees.</b> What {@link #write} has returned for is on the disk. One write runs at a
 * time, in the order of asking; reads run beside it, each in a snapshot of its own. A SQLite file
 * has one owner: a second opener, in this process or another, is refused until the first closes or
 * dies. Every setting that durability rests on is read back at opening.
 *
 * <p><b>Not promised.</b> A disk, a virtual machine or a network share that lies about having
 * written. Do not read or copy the file of an open SQLite database with other means in the same
 * process: on POSIX systems that drops the locks the database holds.
 *
 * <p>Waiting is bounded: for other work of this program, and again for other programs, each by the
 * patience, 10 seconds unless another was given. Safe for several threads.
 */
public final class Database implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int READERS = 4;
  private static final Set<String> PASSING = Set.of("store.locked", "store.lost");
  private static final int LONGEST_PAUSE_BITS = 8; // 256 milliseconds

  private final String name;
  private final Dialect dialect;
  private final Duration patience;
  private final StoreErrors errors;
  private final Connections connections;
  private final Sessions readers;
  private final @Nullable Sessions writer;
  private final ReentrantLock writing = new ReentrantLock(true);
  private volatile boolean open = true;

  private Database(
      String name,
      @Nullable Path file,
      Dialect dialect,
      Duration patience,
      Connections connections,
      boolean writable) {
    this.name = name;
    this.dialect = dialect;
    this.patience = patience;
    this.errors = new StoreErrors(dialect, name, file);
    this.connections = connections;
    Dialect.Use reading = writable ? Dialect.Use.READ : Dialect.Use.INSPECT;
    this.readers = new Sessions(connections, dialect, reading, errors, patience, READERS);
    this.writer =
        writable
            ? new Sessions(connections, dialect, Dialect.Use.WRITE, errors, patience, 1)
            : null;
  }

  /**
   * Opens a SQLite file, or makes one in a folder that exists, and owns it until closed. Beside it
   * lie {@code FILE-wal} and {@code FILE-shm} while it is open, and {@code FILE.lock}.
   *
   * @throws TillwrightException {@code store.locked} when someone else owns it, {@code
   *     store.driver} without the driver, {@code store.corrupt}, {@code store.full}, {@code
   *     store.failed}
   */
  public static Database sqlite(Path file) {
    return sqlite(file, PATIENCE);
  }

  /** As {@link #sqlite(Path)}, with another patience: from one millisecond to ten minutes. */
  public static Database sqlite(Path file, Duration patience) {
    checked(patience);
    Path real = real(file);
    return opened(
        new Database(
            real.toString(), real, Dialect.sqlite(), patience, SqliteFile.own(real), true));
  }

  /**
   * Opens a SQLite file to look at it, beside a till that has it open or as a copy. Takes no lock
   * and never changes the file. When a write-ahead log lies beside it, SQLite may make {@code
   * FILE-shm}; otherwise nothing is made.
   *
   * @throws TillwrightException as {@link #sqlite(Path)}
   */
  public static Database sqliteReadOnly(Path file) {
    Path real = real(file);
    if (!Files.isRegularFile(real)) {
      throw new TillwrightException("store.failed", false, "there is no file " + real);
    }
    return opened(
        new Database(
            real.toString(), real, Dialect.sqlite(), PATIENCE, SqliteFile.inspect(real), false));
  }

  /**
   * A database reached through a data source: PostgreSQL, or SQLite. One connection is kept for
   * writing and up to four for reading; whoever made the data source closes it. In PostgreSQL
   * writes are serializable, also among several programs; no statement takes longer than a minute.
   *
   * @throws TillwrightException {@code store.lost} (retryable) when it cannot be reached, {@code
   *     store.failed} when it is neither, or when a setting that durability rests on is off
   */
  public static Database of(DataSource source) {
    return of(source, Dialect.of(source));
  }

  /** As {@link #of(DataSource)}, with another patience: from one millisecond to ten minutes. */
  public static Database of(DataSource source, Duration patience) {
    return of(source, Dialect.of(source), patience);
  }

  /** As {@link #of(DataSource)}, for a dialect that is known. */
  public static Database of(DataSource source, Dialect dialect) {
    return of(source, dialect, PATIENCE);
  }

  private static Database of(DataSource source, Dialect dialect, Duration patience) {
    checked(patience);
    Connections connections = use -> source.getConnection();
    return opened(new Database("behind a data source", null, dialect, patience, connections, true));
  }

  private static void checked(Duration patience) {
    if (patience.toMillis() < 1 || patience.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("patience is from one millisecond to ten minutes");
    }
  }

  private static Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(absolute)) {
      throw new TillwrightException(
          "store.failed", false, "no database can be at " + absolute + ": not a file in a folder");
    }
    try {
      // One file has one name, so that two links to it meet at one lock.
      return Files.exists(absolute)
          ? absolute.toRealPath()
          : folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw new TillwrightException("store.failed", false, absolute + " cannot be resolved", e);
    }
  }

  private static Database opened(Database database) {
    boolean sound = false;
    try {
      // The first connection of each kind sets, reads back and reaches the disk.
      Function<Tx, Boolean> probe =
          tx -> tx.first(database.dialect.probe(), row -> true).isPresent();
      if (database.writer != null) {
        database.write(probe);
      }
      database.read(probe);
      sound = true;
      return database;
    } finally {
      if (!sound) {
        database.close();
      }
    }
  }

  /**
   * Runs {@code work} in one transaction and answers when it is durable. When {@code work} throws,
   * nothing of it stays. {@code work} may run more than once, when another program was in the way,
   * and must not begin a write itself.
   *
   * @throws TillwrightException {@code store.locked}, {@code store.lost} and {@code store.late}
   *     (retryable: nothing was written); {@code store.full}, {@code store.readonly}, {@code
   *     store.corrupt}; {@code store.unknown} when the connection broke at the commit: whether it
   *     took effect is certain only after reading back, and so after {@code store.failed}
   */
  public <T> T write(Function<Tx, T> work) {
    return write(work, true);
  }

  /**
   * As {@link #write}, but may answer before the disk has it: for views, which can be folded again.
   * What {@link #write} returned for before is on the disk already, and the next {@link #write}
   * takes this along. A power cut before that leaves nothing of it, nor of what was folded after
   * it; the end of this program alone takes nothing. In PostgreSQL it is the same as {@link
   * #write}.
   */
  public <T> T fold(Function<Tx, T> work) {
    return write(work, false);
  }

  private <T> T write(Function<Tx, T> work, boolean durable) {
    Sessions sessions = writer;
    if (sessions == null) {
      throw errors.failed("store.readonly", "was opened to be read only");
    }
    lockForWriting();
    try {
      long end = System.nanoTime() + patience.toNanos();
      for (int attempt = 1; ; attempt++) {
        try {
          return within(sessions, work, durable);
        } catch (TillwrightException e) {
          boolean again = PASSING.contains(e.code()) && attempt < dialect.attempts();
          if (!again || System.nanoTime() - end >= 0) {
            throw e;
          }
          pause(attempt);
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /** Twice as long each time, and not in step with others who wait. */
  private static void pause(int attempt) {
    long longest = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(attempt, LONGEST_PAUSE_BITS));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
  }

  /** As {@link #write}, without an answer. */
  public void change(Consumer<Tx> work) {
    write(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /**
   * Runs {@code work} on one snapshot: what others write meanwhile is not seen. Changes are
   * refused. {@code work} may begin again as long as it has not seen a row.
   *
   * @throws TillwrightException {@code store.locked}, {@code store.lost}, {@code store.late},
   *     {@code store.corrupt}, {@code store.failed}
   */
  public <T> T read(Function<Tx, T> work) {
    T result = within(readers, work, false);
    connections.stillSound();
    return result;
  }

  /**
   * Brings the tables of a component to the version of {@code steps}, in one transaction: either
   * all missing steps take effect or none. Nothing is ever deleted. Not forced by itself: what is
   * written into the tables takes them along, and tables that a power cut takes back are made
   * again.
   *
   * @param component names whose tables they are; lower-case letters, digits, {@code . _ -}
   * @param steps all steps there ever were, from version 1
   * @throws TillwrightException {@code store.newer} when the database is ahead of {@code steps}
   */
  public void migrate(String component, List<Migration> steps) {
    Schema.check(component, steps);
    Schema schema = new Schema(name, dialect, Clock.systemUTC());
    if (read(tx -> schema.stands(tx, component, steps)) == steps.size()) {
      return; // who may only use the tables need not be allowed to make them
    }
    boolean first = !read(schema::begun);
    Function<Tx, Boolean> apply =
        tx -> {
          schema.apply(tx, component, steps);
          return true;
        };
    try {
      fold(apply);
    } catch (TillwrightException e) {
      // Of two who begin a database at once, the second fails at the first one's tables.
      if (!first || !e.code().equals("store.failed") || !read(schema::begun)) {
        throw e;
      }
      fold(apply);
    }
  }

  /**
   * Writes a SQLite database as it is now into a file of its own, compacted and on the disk, while
   * others read and write; takes as long as reading all of it.
   *
   * @param empty an empty file
   * @throws TillwrightException {@code store.failed} when this is not SQLite, or the file is not
   *     empty; {@code store.full}; nothing here was changed then, and the file is worth nothing
   */
  public void copyInto(Path empty) {
    if (dialect != Dialect.sqlite() || writer == null) {
      throw errors.failed("store.failed", "is not the file of a running till");
    }
    // On a connection of its own: to SQLite it is a write, though it changes nothing here.
    try (Sessions own =
        new Sessions(connections, dialect, Dialect.Use.WRITE, errors, patience, 1)) {
      Session session = own.take();
      try {
        session.copyInto(empty);
      } finally {
        own.giveBack(session);
      }
    }
  }

  /**
   * Takes what was changed and deleted before out of the files of a SQLite database: the
   * write-ahead log is folded back and cut to nothing, and free bytes of pages are zero already.
   * Waits for others who read and write, up to the patience.
   *
   * <p><b>Not promised.</b> Backups, what a file system or a disk keeps of bytes that were
   * overwritten, and PostgreSQL, which keeps dead rows until they are vacuumed and its own log
   * until that is recycled: there nothing is done.
   *
   * @throws TillwrightException {@code store.locked} (retryable) when somebody read for longer than
   *     the patience
   */
  public void purge() {
    lockForWriting();
    try (Sessions own =
        new Sessions(connections, dialect, Dialect.Use.WRITE, errors, patience, 1)) {
      Session session = own.take();
      try {
        if (!session.purge()) {
          throw errors.failed("store.locked", "is being read, and its log cannot be cut");
        }
      } finally {
        own.giveBack(session);
      }
    } finally {
      writing.unlock();
    }
  }

  /** The versions of all tables that were made here, by component. */
  public SortedMap<String, Integer> versions() {
    Schema schema = new Schema(name, dialect, Clock.systemUTC());
    return read(tx -> schema.begun(tx) ? schema.versions(tx) : new TreeMap<>());
  }

  /** What differs from other databases, for those who make tables. */
  public Dialect dialect() {
    return dialect;
  }

  private <T> T within(Sessions sessions, Function<Tx, T> work, boolean durable) {
    if (!open) {
      throw new IllegalStateException("the database is closed");
    }
    for (int tries = 1; ; tries++) {
      Session session = sessions.take();
      try {
        return session.transaction(work, durable);
      } catch (TillwrightException e) {
        // A kept connection may have broken while nobody used it: the next one is tried.
        if (!e.code().equals("store.lost") || session.touched() || tries > READERS) {
          throw e;
        }
      } finally {
        sessions.giveBack(session);
      }
    }
  }

  private void lockForWriting() {
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException("a write may not begin another write");
    }
    try {
      if (!writing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw errors.failed("store.locked", "is busy with other work of this program");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException(
          "store.interrupted", true, "interrupted while waiting to write");
    }
  }

  /** Waits for work under way, closes, and lets the next owner in. Further use is refused. */
  @Override
  public void close() {
    synchronized (connections) {
      if (!open) {
        return;
      }
      open = false;
    }
    readers.close();
    if (writer != null) {
      writer.close();
    }
    connections.close();
  }

  /** Where it is. */
  @Override
  public String toString() {
    return "Database[" + name + "]";
  }
}
