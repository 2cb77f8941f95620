package dev.tillwright.core.risk;

import dev.tillwright.core.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What rules let go on for review, or blocked, and what somebody found out about it. Opened by the
 * entry of the decision, closed by an entry; nothing is ever changed.
 *
 * <p><b>Threads.</b> Any number; closings come one after the other.
 */
public final class Reviews {
  /** So many are answered at once. */
  public static final int MOST = 1_000;

  private static final int REASON = 200;

  private final Journal journal;
  private final Duration durable;

  /**
   * @param journal that the {@link RiskBook} follows
   * @param durable how long the disk and the book may take
   */
  public Reviews(Journal journal, Duration durable) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.durable = Objects.requireNonNull(durable, "durable");
  }

  /** The first {@value #MOST} that are open, oldest first. */
  public List<Review> open() {
    awaitBook();
    return journal.database().read(tx -> ReviewBook.open(journal.terminal(), MOST, tx));
  }

  /** Those that were closed, behind a position, oldest first; at most {@value #MOST}. */
  public List<Review> closed(long after) {
    awaitBook();
    return journal.database().read(tx -> ReviewBook.closed(journal.terminal(), after, MOST, tx));
  }

  /** One of them. */
  public Optional<Review> find(long seq) {
    awaitBook();
    return journal.database().read(tx -> ReviewBook.find(journal.terminal(), seq, tx));
  }

  /**
   * Closes an open one.
   *
   * @param seq names it
   * @param reason 1 to 200 characters
   * @throws IllegalArgumentException when none that is open has this name
   */
  public synchronized void close(long seq, Review.Result result, String by, String reason) {
    if (reason.isBlank() || reason.length() > REASON) {
      throw new IllegalArgumentException("a reason has 1 to " + REASON + " characters");
    }
    if (find(seq).filter(it -> it.closed().isEmpty()).isEmpty()) {
      throw new IllegalArgumentException("no open review has this name");
    }
    journal.append(ReviewBook.closing(seq, new Review.Closed(result, by, reason)), durable);
  }

  private void awaitBook() {
    journal.awaitFollower(RiskBook.NAME, journal.headSeq(), durable);
  }
}
