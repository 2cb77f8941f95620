package dev.tillwright.core.dispute;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The cases of one till. {@link CaseBook} must follow its journal.
 *
 * <p><b>Guarantees.</b> Whatever is answered is durable. A case moves only as {@link CaseState}
 * says. What came in twice with one reference is one case, and so is what came in twice word for
 * word.
 *
 * <p><b>Threads.</b> Any number; one changes at a time.
 */
public final class Cases {
  /** A case has at most so many entries. */
  public static final int MAX_EVENTS = 1_000;

  /** The code of the alarm for cases whose answer is due soon. */
  public static final String DUE_SOON = "case.dueSoon";

  /** The code of the alarm for cases whose answer was due. */
  public static final String OVERDUE = "case.overdue";

  private final Journal journal;
  private final Clock clock;
  private final Duration patience;
  private final Set<String> alarmed = new TreeSet<>();

  /**
   * Over a journal.
   *
   * @param patience how long an append, and the book, may take
   */
  public Cases(Journal journal, Clock clock, Duration patience) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.patience = Objects.requireNonNull(patience, "patience");
  }

  /**
   * Takes a case in; one that came in before with its kind and reference is given back. Without a
   * reference, one that is open and came in word for word the same: a call is made again when its
   * answer was lost.
   */
  public synchronized CaseFile open(String operator, CaseIntake intake) {
    if (!intake.reference().isEmpty()) {
      Optional<CaseFile> before = read(tx -> CaseBook.find(intake.kind(), intake.reference(), tx));
      if (before.isPresent()) {
        return before.get();
      }
    } else {
      Optional<CaseFile> same =
          ofSale(intake.sale()).stream()
              .filter(it -> !it.state().closed() && it.intake().equals(intake))
              .findFirst();
      if (same.isPresent()) {
        return same.get();
      }
    }
    String id =
        "case-" + journal.terminal() + "-" + journal.epoch() + "-" + (journal.headSeq() + 1);
    append(new CaseEvent.Opened(id, operator, intake));
    return found(id);
  }

  /**
   * Moves it.
   *
   * @throws IllegalStateException when that may not follow
   */
  public synchronized CaseFile move(String operator, String id, CaseState next, String note) {
    CaseFile now = found(id);
    if (!now.state().next(now.intake().kind()).contains(next)) {
      throw new IllegalStateException("after " + now.state() + " no " + next + " may follow");
    }
    append(new CaseEvent.Moved(id, operator, next, note));
    return found(id);
  }

  /** Sets another time for the answer. */
  public synchronized CaseFile due(String operator, String id, Instant deadline, String note) {
    found(id);
    append(new CaseEvent.Due(id, operator, deadline.truncatedTo(ChronoUnit.MILLIS), note));
    return found(id);
  }

  /** Writes down what was said, found or done. */
  public synchronized CaseFile note(String operator, String id, String note) {
    found(id);
    append(new CaseEvent.Noted(id, operator, note));
    return found(id);
  }

  /** Writes down that evidence left the till. */
  public synchronized void exported(
      String operator, String id, String sha256, boolean clearSignature) {
    found(id);
    append(new CaseEvent.Exported(id, operator, sha256, clearSignature));
  }

  private void append(CaseEvent event) {
    if (!(event instanceof CaseEvent.Opened)
        && read(tx -> CaseBook.entries(event.id(), MAX_EVENTS, tx)).size() >= MAX_EVENTS) {
      throw new IllegalStateException("a case has at most " + MAX_EVENTS + " entries");
    }
    journal.append(CaseEntries.draft(event), patience);
  }

  // --- looking ---------------------------------------------------------------------------------

  /** One case. */
  public Optional<CaseFile> find(String id) {
    return read(tx -> CaseBook.find(id, tx));
  }

  private CaseFile found(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("there is no such case"));
  }

  /** The cases about a sale, oldest first. */
  public List<CaseFile> ofSale(SaleId sale) {
    return read(tx -> CaseBook.ofSale(sale, tx));
  }

  /** The cases that are not closed and due before a time, the most urgent first. */
  public List<CaseFile> dueBefore(Instant end) {
    return read(tx -> CaseBook.dueBefore(end, tx));
  }

  /** Everything that happened to a case, in order, as entries of the journal. */
  public List<Entry> timeline(String id) {
    return read(tx -> CaseBook.entries(id, MAX_EVENTS, tx)).stream()
        .map(seq -> journal.entry(seq).orElseThrow())
        .toList();
  }

  private <T> T read(Function<Tx, T> question) {
    journal.awaitFollower(CaseBook.NAME, journal.headSeq(), patience);
    return journal.database().read(question);
  }

  /**
   * Raises an alarm for each case whose answer is due or due soon, and clears those whose cause is
   * gone. To be called now and then, such as each hour.
   *
   * @param ahead how long before its deadline a case is due soon
   */
  public synchronized void watch(Monitor monitor, Duration ahead) {
    Instant now = clock.instant();
    Map<String, CaseFile> due = new HashMap<>();
    for (CaseFile each : dueBefore(now.plus(ahead))) {
      due.put((each.overdue(now) ? OVERDUE : DUE_SOON) + " " + each.id(), each);
    }
    for (String gone : alarmed.stream().filter(it -> !due.containsKey(it)).toList()) {
      alarmed.remove(gone);
      monitor.clear(gone.substring(0, gone.indexOf(' ')), gone.substring(gone.indexOf(' ') + 1));
    }
    due.forEach(
        (alarm, each) -> {
          String code = alarm.substring(0, alarm.indexOf(' '));
          String when = code.equals(OVERDUE) ? "an answer was due by " : "an answer is due by ";
          monitor.raise(code, each.id(), when + each.deadline());
          alarmed.add(alarm);
        });
  }
}
