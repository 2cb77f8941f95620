package dev.tillwright.core.watch;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.watch.FindingBook.Kept;
import dev.tillwright.core.watch.FindingBook.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps findings in the journal that the {@link FindingBook} follows, and corrects what can be
 * corrected safely.
 *
 * <p><b>Guarantees.</b> Noting the same findings again writes nothing. A correction is new entries:
 * those of the payment, then one that names the finding, the deed and its result. What is not safe
 * is a proposal and changes nothing.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class Findings {
  /** So many open findings are answered at once. */
  public static final int MOST = 10_000;

  private static final int REASON = 200;

  private final Journal journal;
  private final Duration durable;

  /**
   * @param durable how long the disk and the book may take
   */
  public Findings(Journal journal, Duration durable) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.durable = Objects.requireNonNull(durable, "durable");
  }

  /**
   * Writes down what is new, or open again.
   *
   * @return how many were written
   */
  public synchronized int note(List<Finding> found) {
    awaitBook();
    List<Draft> drafts = new ArrayList<>();
    for (Finding finding : found) {
      if (find(finding.id()).map(kept -> isNews(finding, kept)).orElse(true)) {
        drafts.add(FindingEntries.found(finding));
      }
    }
    for (int i = 0; i < drafts.size(); i += Journal.MAX_DRAFTS) {
      journal.append(drafts.subList(i, Math.min(drafts.size(), i + Journal.MAX_DRAFTS)), durable);
    }
    return drafts.size();
  }

  /** What somebody should look at, oldest first. */
  public List<Kept> open() {
    awaitBook();
    return journal.database().read(tx -> FindingBook.all(State.OPEN, MOST, tx));
  }

  /** A finding, whatever became of it. */
  public Optional<Kept> find(String id) {
    return journal.database().read(tx -> FindingBook.find(id, tx));
  }

  /**
   * Does what its action says, if that is safe. When the payment came to an end by it, other open
   * findings about it that a machine may correct are closed, too.
   *
   * @param operator who asked for it; a name for the machine itself
   * @throws IllegalArgumentException when nothing open has this id
   */
  public synchronized Correction correct(String id, Corrector corrector, String operator) {
    Finding finding = openOne(id);
    if (!finding.action().safe()) {
      return new Correction.Proposed(finding.action().sentence());
    }
    PaymentKey key = PaymentKey.parse(finding.subject());
    AttemptState state =
        switch (finding.action()) {
          case FORWARD -> corrector.forward(key);
          case NOTE_LATE_CAPTURE -> corrector.tookAfterAll(key);
          default -> corrector.drive(key);
        };
    boolean done = !state.restless();
    List<Draft> drafts = new ArrayList<>();
    drafts.add(FindingEntries.corrected(finding, operator, state.name(), done));
    if (done) {
      open().stream()
          .map(Kept::finding)
          .filter(it -> it.subject().equals(finding.subject()) && it.action().safe())
          .filter(it -> !it.id().equals(finding.id()))
          .forEach(it -> drafts.add(FindingEntries.corrected(it, operator, state.name(), true)));
    }
    journal.append(drafts, durable);
    return done ? new Correction.Done(state.name()) : new Correction.Tried(state.name());
  }

  /**
   * Nothing is wrong with it, somebody says; it is not reported again.
   *
   * @param reason 1 to 200 characters
   */
  public synchronized void dismiss(String id, String operator, String reason) {
    if (reason.isBlank() || reason.length() > REASON) {
      throw new IllegalArgumentException("a reason has 1 to " + REASON + " characters");
    }
    journal.append(FindingEntries.dismissed(openOne(id).id(), operator, reason), durable);
  }

  private Finding openOne(String id) {
    awaitBook();
    return find(id)
        .filter(it -> it.state() == State.OPEN)
        .map(Kept::finding)
        .orElseThrow(() -> new IllegalArgumentException("no open finding has this id"));
  }

  /** Found again: corrected before, or open with another thing to be done now. */
  private static boolean isNews(Finding found, Kept kept) {
    return switch (kept.state()) {
      case CORRECTED -> true;
      case OPEN -> found.action() != kept.finding().action();
      case DISMISSED -> false;
    };
  }

  private void awaitBook() {
    journal.awaitFollower(FindingBook.NAME, journal.headSeq(), durable);
  }
}
