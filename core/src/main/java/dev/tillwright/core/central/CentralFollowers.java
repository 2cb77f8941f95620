package dev.tillwright.core.central;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.journal.JournalFault;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Followers over the journals of all terminals at the central store: the same ones that follow a
 * till's own.
 *
 * <p><b>Guarantees.</b> A follower sees an entry only after its chain was checked from the first
 * entry on, each entry once, those of one terminal in order. A terminal whose chain is broken, and
 * a follower that fails at a terminal's entry, hold up nobody else. Positions are kept for each
 * follower and terminal, in the transaction of the view.
 *
 * <p><b>Not promised.</b> An order between the entries of two terminals. A view that is rebuilt has
 * the same bytes when it keeps terminals apart, or adds up what commutes.
 *
 * <p>Alarms: {@code central.broken}, {@code central.aside} (until {@link CentralStore#asidesSeen}),
 * {@code central.terminal} and {@code central.checkpoint} with the terminal as subject, {@code
 * central.follower} with follower and terminal.
 *
 * <p><b>Threads.</b> Any; one moves at a time. Several programs may run over one store: each entry
 * still takes effect once.
 */
public final class CentralFollowers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CentralFollowers.class);
  private static final int CHECKED_AT_ONCE = 512;
  private static final int MOST_TERMINALS = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CentralStore central;
  private final Monitor monitor;
  private final List<Follower> followers;
  private final Map<String, TerminalState> terminals = new LinkedHashMap<>();
  private final Map<String, List<Folding>> foldings = new LinkedHashMap<>();
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable SignatureCheck signatures;
  private volatile boolean closed;

  private CentralFollowers(CentralStore central, Monitor monitor, List<Follower> followers) {
    this.central = central;
    this.monitor = monitor;
    this.followers = List.copyOf(followers);
  }

  /**
   * Brings the followers' tables to their versions. Nothing moves until it is started or told to.
   *
   * @param central opened as its owner
   * @throws TillwrightException as {@link Database#migrate}
   */
  public static CentralFollowers of(
      CentralStore central, Monitor monitor, List<Follower> followers) {
    Set<String> names = new HashSet<>();
    for (Follower follower : followers) {
      if (!follower.name().matches("[a-z]{1,32}") || !names.add(follower.name())) {
        throw new IllegalArgumentException("not a name of its own: " + follower.name());
      }
      central.database().migrate("follower." + follower.name(), follower.migrations());
    }
    return new CentralFollowers(central, monitor, followers);
  }

  /**
   * Verifies the newest checkpoint of each terminal from now on; {@link CheckpointBook} must be
   * among the followers. A wrong one is an alarm: whether to believe the terminal is for people.
   *
   * @param keys of the tills, from elsewhere than their journals
   */
  public CentralFollowers trusting(CheckpointKeys keys) {
    if (followers.stream().noneMatch(follower -> follower.name().equals(CheckpointBook.NAME))) {
      throw new IllegalStateException("the book of checkpoints is not among the followers");
    }
    signatures = new SignatureCheck(keys);
    return this;
  }

  /** Moves from now on, on {@code timer}, which stays the caller's; to be called once. */
  public void start(ScheduledExecutorService timer, Duration pause) {
    next(timer, pause, Duration.ZERO);
  }

  private void next(ScheduledExecutorService timer, Duration pause, Duration wait) {
    if (closed) {
      return;
    }
    try {
      var unused = timer.schedule(() -> run(timer, pause), wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException over) {
      LOG.info("the central followers end with their executor");
    }
  }

  private void run(ScheduledExecutorService timer, Duration pause) {
    boolean more = false;
    try {
      more = moveOnce();
    } catch (RuntimeException e) {
      LOG.warn("the central followers could not move: {}", e.getClass().getName());
    } finally {
      next(timer, pause, more ? Duration.ZERO : pause);
    }
  }

  /**
   * One round: what arrived of each terminal is checked and folded, a bounded batch of each.
   *
   * <p>A terminal whose rows the store refuses to give is an alarm, and holds up no other.
   *
   * @return whether more waits that can be done at once
   * @throws TillwrightException when the store cannot be read at all
   */
  public boolean moveOnce() {
    take(PATIENCE);
    try {
      boolean more = false;
      boolean any = false;
      RuntimeException failure = null;
      for (String terminal : central.terminals(MOST_TERMINALS)) {
        if (closed) {
          return false;
        }
        try {
          more |= move(terminal);
          any = true;
          monitor.clear("central.terminal", terminal);
        } catch (RuntimeException e) {
          failure = e;
          String what =
              e instanceof TillwrightException known ? known.code() : e.getClass().getName();
          monitor.raise(
              "central.terminal", terminal, "its journal could not be looked at: " + what);
        }
      }
      if (failure != null && !any) {
        throw failure; // not one of them: it is the store
      }
      return more;
    } finally {
      turn.unlock();
    }
  }

  /** Moves until all that arrived before is checked and folded, or stands in somebody's way. */
  public void catchUp(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    while (moveOnce()) {
      if (System.nanoTime() - end > 0) {
        throw new TillwrightException(
            "journal.behind", true, "the central followers have not caught up in time");
      }
    }
  }

  private void take(Duration patience) {
    try {
      if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TillwrightException("journal.behind", true, "the central followers are busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException(
          "journal.interrupted", true, "interrupted while waiting for the central followers");
    }
  }

  private boolean move(String terminal) {
    TerminalState state = check(terminal);
    synchronized (terminals) {
      terminals.put(terminal, state);
    }
    boolean more = state.fault().isEmpty() && state.checked() < state.arrived();
    for (Folding each : foldings(terminal)) {
      more |= each.step(central.database(), state.checked());
      CentralLag lag = each.lag(state.checked());
      String subject = lag.follower() + "/" + terminal;
      if (each.fails()) {
        monitor.raise(
            "central.follower",
            subject,
            "a view at the central store stands still: " + lag.lastError().orElse(""));
      } else {
        monitor.clear("central.follower", subject);
      }
    }
    synchronized (terminals) {
      terminals.put(terminal, signed(state));
    }
    return more;
  }

  private TerminalState signed(TerminalState state) {
    SignatureCheck check = signatures;
    if (check == null) {
      return state;
    }
    SignatureCheck.Found found = check.look(central, state.terminal());
    tell("central.checkpoint", state.terminal(), found.fault());
    return new TerminalState(
        state.terminal(),
        state.arrived(),
        state.checked(),
        found.size(),
        state.aside(),
        state.fault());
  }

  private List<Folding> foldings(String terminal) {
    synchronized (terminals) {
      return foldings.computeIfAbsent(
          terminal, key -> followers.stream().map(follower -> new Folding(follower, key)).toList());
    }
  }

  private TerminalState check(String terminal) {
    JournalCopy copy = new JournalCopy(terminal);
    Database database = central.database();
    Head mark = central.mark(terminal);
    Optional<JournalFault> fault =
        mark.seq() <= database.read(copy::checked).seq()
            ? Optional.empty()
            : database.write(tx -> copy.advance(tx, CHECKED_AT_ONCE));
    long checked = database.read(copy::checked).seq();
    long aside =
        database.read(
            tx -> tx.first(CentralTables.ASIDE_COUNT, row -> row.number(1), terminal).orElse(0L));
    tell("central.broken", terminal, fault.map(JournalFault::message));
    tell(
        "central.aside",
        terminal,
        aside <= database.read(tx -> CentralTables.seen(tx, terminal))
            ? Optional.empty()
            : Optional.of(
                "entries of the till are set aside: it was replaced, or an old copy ran"));
    return new TerminalState(terminal, mark.seq(), checked, 0, aside, fault);
  }

  private void tell(String code, String subject, Optional<String> sentence) {
    sentence.ifPresentOrElse(
        text -> monitor.raise(code, subject, text), () -> monitor.clear(code, subject));
  }

  /**
   * Empties a follower's view in one transaction; it is then folded again from the first entries.
   *
   * @throws IllegalArgumentException when nobody has this name
   */
  public void rebuild(String name) {
    Follower follower =
        followers.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no follower is named " + name));
    take(PATIENCE);
    try {
      central
          .database()
          .change(
              tx -> {
                follower.reset(tx);
                JournalCopy.restartFollower(tx, name);
              });
      synchronized (terminals) {
        foldings.values().forEach(all -> all.get(followers.indexOf(follower)).restart());
      }
    } finally {
      turn.unlock();
    }
  }

  /** The terminals as the last round found them, in the order of their names. */
  public List<TerminalState> terminals() {
    synchronized (terminals) {
      return List.copyOf(terminals.values());
    }
  }

  /** How far each follower is with each terminal, as the last round left them. */
  public List<CentralLag> lags() {
    List<CentralLag> lags = new ArrayList<>();
    synchronized (terminals) {
      foldings.forEach(
          (terminal, all) -> {
            TerminalState state = terminals.get(terminal);
            long checked = state == null ? 0 : state.checked();
            all.forEach(each -> lags.add(each.lag(checked)));
          });
    }
    return lags;
  }

  /** Ends after the batch it is at; waits for that up to half a minute. */
  @Override
  public void close() {
    closed = true;
    try {
      if (turn.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
