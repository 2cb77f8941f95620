package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application how payments ended. What is owed stands in the {@link PaymentBook}, and
 * that it was told is an entry: a notice comes at least once, also after a crash, in the order in
 * which the payments began.
 */
final class Herald {
  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
  private static final int BATCH = 100;

  private final Journal journal;
  private final Duration durable;
  private final Consumer<PaymentNotice> listener;
  private final Executor workers;
  private final AtomicBoolean telling = new AtomicBoolean();
  private final AtomicBoolean more = new AtomicBoolean();

  Herald(Journal journal, Duration durable, Consumer<PaymentNotice> listener, Executor workers) {
    this.journal = journal;
    this.durable = durable;
    this.listener = listener;
    this.workers = workers;
  }

  /** Tells what is owed, on another thread. What fails is tried again with the next call. */
  void tell() {
    more.set(true);
    if (telling.compareAndSet(false, true)) {
      try {
        workers.execute(this::run);
      } catch (RuntimeException e) {
        telling.set(false);
        LOG.warn("notices wait: {}", e.getClass().getName());
      }
    }
  }

  private void run() {
    boolean failed = false;
    try {
      while (!failed && more.getAndSet(false)) {
        failed = !tellAll();
      }
    } catch (RuntimeException e) {
      failed = true;
      LOG.warn("a payment's end could not be told: {}", e.getClass().getName());
    } finally {
      telling.set(false);
    }
    if (!failed && more.get()) {
      tell();
    }
  }

  private boolean tellAll() {
    while (true) {
      journal.awaitFollower(PaymentBook.NAME, journal.headSeq(), durable);
      List<Attempt> owed = journal.database().read(tx -> PaymentBook.owed(BATCH, tx));
      if (owed.isEmpty()) {
        return true;
      }
      for (Attempt attempt : owed) {
        listener.accept(new PaymentNotice(attempt));
        journal.append(List.of(PaymentEntries.told(attempt.key())), durable);
      }
    }
  }
}
