package dev.tillwright.core.monitor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits to be told to one listener: in order, one at a time, bounded; never blocks. */
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final MonitorListener listener;
  private final Executor executor;
  private final Counter dropped;
  private final Deque<Consumer<MonitorListener>> waiting = new ArrayDeque<>();
  private boolean telling;

  Mailbox(MonitorListener listener, Executor executor, Counter dropped) {
    this.listener = listener;
    this.executor = executor;
    this.dropped = dropped;
  }

  void offer(Consumer<MonitorListener> message) {
    synchronized (this) {
      if (waiting.size() >= Monitor.MAX_WAITING) {
        dropped.count();
        return;
      }
      waiting.addLast(message);
      if (telling) {
        return;
      }
      telling = true;
    }
    try {
      executor.execute(this::tell);
    } catch (RuntimeException e) {
      // Refused, or thrown by an executor that runs on this thread: the next message tries again.
      synchronized (this) {
        telling = false;
      }
      LOG.warn("a listener could not be told: {}", e.getClass().getName());
    }
  }

  private void tell() {
    for (Consumer<MonitorListener> next = next(); next != null; next = next()) {
      try {
        next.accept(listener);
      } catch (RuntimeException | LinkageError | AssertionError e) {
        LOG.warn("a listener of the monitor failed: {}", e.getClass().getName());
      }
    }
  }

  private synchronized @Nullable Consumer<MonitorListener> next() {
    Consumer<MonitorListener> next = waiting.pollFirst();
    telling = next != null;
    return next;
  }
}
