package dev.tillwright.core.till;

import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.till.Announcer.Announcement;
import dev.tillwright.core.till.Announcer.Said;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces payments on a thread of its own, in the order of their outcomes. Nothing of it is
 * written: after a crash what was not said is never said, for it may have been.
 */
final class Speaker implements AutoCloseable {
  /** Who hears of more than this at once has lost count anyway; the oldest are left out. */
  static final int WAITING = 16;

  /** What comes later than this after its payment began is for a customer who has gone. */
  static final Duration FRESH = Duration.ofMinutes(2);

  static final Duration SAYING = Duration.ofSeconds(15);
  private static final Duration ENDING = Duration.ofSeconds(2);
  private static final int SILENT = 3;
  private static final String ALARM = "announcer.silent";
  private static final Logger LOG = LoggerFactory.getLogger(Speaker.class);

  private final Announcer announcer;
  private final Locale language;
  private final Clock clock;
  private final Monitor monitor;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final Thread thread;
  private boolean closed;
  private int silent;

  private record Waiting(Announcement announcement, Instant since) {}

  private Speaker(Announcer announcer, Locale language, Clock clock, Monitor monitor) {
    this.announcer = announcer;
    this.language = language;
    this.clock = clock;
    this.monitor = monitor;
    this.thread = new Thread(this::run, "till-announcer");
    this.thread.setDaemon(true);
  }

  static Speaker start(Announcer announcer, Locale language, Clock clock, Monitor monitor) {
    Speaker speaker = new Speaker(announcer, language, clock, monitor);
    speaker.thread.start();
    return speaker;
  }

  /** A purchase whose outcome is durable; returns at once. */
  void captured(Attempt attempt) {
    put(
        new Announcement(attempt.key().toString(), attempt.counted(), language, false),
        attempt.intent().at());
  }

  /** The same again, because somebody asked; returns at once. */
  void again(Attempt attempt) {
    Instant now = clock.instant();
    String id = id(attempt.key(), now);
    put(new Announcement(id, attempt.counted(), language, true), now);
  }

  private static String id(PaymentKey key, Instant now) {
    return key + "/" + Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
  }

  private synchronized void put(Announcement announcement, Instant since) {
    if (closed) {
      return;
    }
    if (queue.size() == WAITING) {
      queue.removeFirst();
      count("dropped");
    }
    queue.addLast(new Waiting(announcement, since));
    notifyAll();
  }

  private void run() {
    Waiting next = next();
    while (next != null) {
      if (Duration.between(next.since(), clock.instant()).compareTo(FRESH) > 0) {
        count("late");
      } else {
        told(said(next.announcement()), next.announcement().id());
      }
      next = next();
    }
  }

  private synchronized @Nullable Waiting next() {
    while (queue.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Only closing ends it; an announcer may leave its thread interrupted.
      }
    }
    return closed ? null : queue.removeFirst();
  }

  private Said said(Announcement announcement) {
    try {
      Said said = announcer.say(announcement, SAYING);
      return said == null ? Said.UNKNOWN : said;
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("a payment could not be announced: {}", e.getClass().getName());
      return Said.UNKNOWN;
    }
  }

  private void told(Said said, String id) {
    count(said == Said.SAID ? "said" : said == Said.NOT_SAID ? "notSaid" : "unknown");
    if (said == Said.SAID) {
      silent = 0;
      monitor.clear(ALARM, "announcer");
    } else if (++silent == SILENT) {
      LOG.warn("the announcer did not say {}, nor what came before", id);
      monitor.raise(
          ALARM, "announcer", "payments are not announced; look at each before goods go out");
    }
  }

  private void count(String what) {
    monitor.counter("announcer.outcome", what).count();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      queue.clear();
      notifyAll();
    }
    thread.interrupt();
    try {
      thread.join(ENDING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
