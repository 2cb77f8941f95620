package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the attempts stand, and the one place where they move: durable first, then in memory. Only
 * restless attempts are held; others are read from the {@link PaymentBook} when they are asked for.
 *
 * <p>Who works on an attempt claims it, so that no two threads ask a host about the same. Moving
 * needs no claim: a cancellation may come from anywhere, and the order in the journal decides.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final long QUARTER_OF_TRACES = 250_000;

  private final Journal journal;
  private final Duration durable;
  private final Moved moved;
  private final Map<PaymentKey, Attempt> restless = new LinkedHashMap<>();
  private final Set<PaymentKey> claimed = new HashSet<>();
  private final Set<String> readers = new HashSet<>();
  private long lastSeq;

  Attempts(Journal journal, Duration durable, List<Attempt> found, Moved moved) {
    this.journal = journal;
    this.durable = durable;
    this.moved = moved;
    // Each key stands in an entry at least, so these are above those of earlier openings: hosts
    // that look at trace numbers alone would take a new payment for one from before the restart.
    // What a dead machine asked for and never shipped is not known where another takes its place:
    // that one's trace numbers, which have six digits, begin a quarter of the circle further on.
    long machine = journal.epoch() / Journal.EPOCHS_OF_A_MACHINE;
    this.lastSeq = journal.headSeq() + machine * QUARTER_OF_TRACES;
    found.forEach(attempt -> restless.put(attempt.key(), attempt));
  }

  /** Who is told of each move, once it is durable; called under the lock. */
  @FunctionalInterface
  interface Moved {
    void from(AttemptState before, Attempt now, AttemptEvent event);
  }

  /** A key that was never used. */
  synchronized PaymentKey nextKey() {
    return new PaymentKey(journal.terminal(), journal.epoch(), ++lastSeq);
  }

  /** Makes an intent durable, and claims it. */
  synchronized Attempt begin(AttemptEvent.Intended intended, List<Draft> with) {
    if (restless.size() >= Payments.MAX_UNFINISHED) {
      throw new IllegalStateException("too many attempts have not ended");
    }
    append(PaymentEntries.draft(intended), with);
    Attempt attempt = Attempt.of(intended);
    restless.put(attempt.key(), attempt);
    claimed.add(attempt.key());
    return attempt;
  }

  /**
   * Moves an attempt, if the table allows it where the attempt stands by now. A refused event is
   * written too, and changes nothing.
   *
   * @param with what else becomes durable in the same commit
   * @return the attempt as it is now, or nothing when the event was refused
   */
  synchronized Optional<Attempt> move(AttemptEvent event, List<Draft> with) {
    Attempt attempt =
        find(event.key())
            .orElseThrow(() -> new IllegalArgumentException("no attempt " + event.key()));
    Optional<Attempt> next = attempt.after(event);
    if (next.isEmpty()) {
      LOG.warn(
          "{} is refused for {} in {}",
          event.getClass().getSimpleName(),
          attempt.key(),
          attempt.state());
      append(PaymentEntries.refused(attempt, event), List.of());
      return Optional.empty();
    }
    append(PaymentEntries.draft(event), with);
    Attempt now = next.get();
    if (now.state().restless()) {
      restless.put(now.key(), now);
    } else {
      restless.remove(now.key());
    }
    moved.from(attempt.state(), now, event);
    return next;
  }

  /**
   * The same, only while it stands where it was when this was decided: a late answer may have moved
   * it since, and put it on its sale.
   */
  synchronized Optional<Attempt> moveFrom(AttemptState state, AttemptEvent event) {
    boolean stands = find(event.key()).filter(it -> it.state() == state).isPresent();
    return stands ? move(event, List.of()) : Optional.empty();
  }

  private void append(Draft first, List<Draft> with) {
    List<Draft> drafts = new ArrayList<>();
    drafts.add(first);
    drafts.addAll(with);
    journal.append(drafts, durable);
  }

  /** An attempt as it stands. */
  synchronized Optional<Attempt> find(PaymentKey key) {
    Attempt held = restless.get(key);
    if (held != null) {
      return Optional.of(held);
    }
    awaitBook();
    return journal.database().read(tx -> PaymentBook.find(key, tx));
  }

  /** What refunds of a purchase have given back or may still give back. */
  Money refunded(PaymentKey original, Currency currency) {
    awaitBook();
    return journal.database().read(tx -> PaymentBook.refunded(original, currency, tx));
  }

  /** Money that is reserved and was neither captured nor given up, oldest first. */
  List<Attempt> authorized() {
    awaitBook();
    return journal.database().read(tx -> PaymentBook.authorized(Payments.MAX_UNFINISHED, tx));
  }

  /** Waits until the book knows all that was written. */
  private void awaitBook() {
    journal.awaitFollower(PaymentBook.NAME, journal.headSeq(), durable);
  }

  /** All that must still be driven on, oldest first. */
  synchronized List<Attempt> restless() {
    return List.copyOf(restless.values());
  }

  /** Takes an attempt for oneself; {@code false} when somebody works on it. */
  synchronized boolean claim(PaymentKey key) {
    return claimed.add(key);
  }

  synchronized void release(PaymentKey key) {
    claimed.remove(key);
  }

  /** Takes a reader for oneself; {@code false} when a payment is under way on it. */
  synchronized boolean claimReader(String reader) {
    return readers.add(reader);
  }

  synchronized void releaseReader(String reader) {
    readers.remove(reader);
  }
}
