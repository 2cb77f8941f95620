package dev.tillwright.device.pcsc;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches one reader on a thread of its own: readers that come and go, cards that come and go, and
 * a service that is stopped and started, whose contexts are then worth nothing and are made anew.
 */
final class ReaderWatch implements AutoCloseable {
  /** So long a wait in the service lasts before it looks whether it is still wanted. */
  private static final int SLICE_MILLIS = 1_000;

  /** Between looks for a service or a reader that is not there. */
  private static final int PAUSE_MILLIS = 250;

  private final String wanted;
  private final Consumer<Seen> listener;
  private final Thread thread;
  private @Nullable Seen seen;
  private @Nullable PcscContext context;
  private boolean closed;

  /**
   * What is known of the reader: its slot, or why it cannot be used.
   *
   * @param reader its full name, empty when it is not there
   */
  record Seen(String reader, Optional<SlotState> slot, Optional<DeviceException> problem) {
    boolean hasCard() {
      return slot.filter(SlotState::hasCard).isPresent();
    }
  }

  private ReaderWatch(String wanted, Consumer<Seen> listener) {
    this.wanted = wanted;
    this.listener = listener;
    this.thread = new Thread(this::run, "pcsc-watch");
    thread.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @param wanted the reader's name or how it begins; empty for the first there is
   * @param listener is told of each change, on the watch's thread
   */
  static ReaderWatch start(String wanted, Consumer<Seen> listener) {
    ReaderWatch watch = new ReaderWatch(wanted, listener);
    watch.thread.start();
    return watch;
  }

  /** The reader of this name, else the first whose name begins so: numbers at the end change. */
  static Optional<String> choose(Iterable<String> readers, String wanted) {
    String found = null;
    for (String reader : readers) {
      if (reader.equals(wanted)) {
        return Optional.of(reader);
      }
      if (found == null && reader.startsWith(wanted)) {
        found = reader;
      }
    }
    return Optional.ofNullable(found);
  }

  private void run() {
    while (!isClosed()) {
      try (PcscContext made = PcscContext.establish()) {
        context(made);
        watch(made);
      } catch (DeviceException e) {
        tell(new Seen("", Optional.empty(), Optional.of(e)));
        pause();
      } catch (RuntimeException | LinkageError e) {
        // A watch that ends in silence would be a reader that sees no card.
        tell(new Seen("", Optional.empty(), Optional.of(broken(e))));
        pause();
      } finally {
        context(null);
      }
    }
  }

  private DeviceException broken(Throwable e) {
    return DeviceException.of(
        Fault.PROTOCOL,
        Phase.CONNECT,
        "watching reader " + wanted + " threw " + e.getClass().getName());
  }

  private void watch(PcscContext made) {
    while (!isClosed()) {
      Optional<String> reader = choose(made.readers(), wanted);
      if (reader.isPresent()) {
        watch(made, reader.get());
      }
      if (!isClosed()) {
        DeviceException absent =
            DeviceException.of(
                Fault.REFUSED, Phase.CONNECT, "no reader named " + wanted + " is plugged in");
        tell(new Seen("", Optional.empty(), Optional.of(absent)));
        pause();
      }
    }
  }

  /** Until it is unplugged. */
  private void watch(PcscContext made, String reader) {
    SlotState known = null;
    while (!isClosed()) {
      SlotState now;
      try {
        now = made.awaitChange(reader, known, SLICE_MILLIS);
      } catch (DeviceException e) {
        if (e.fault() == Fault.CANCELLED) {
          continue;
        }
        if (made.readers().contains(reader)) {
          throw e;
        }
        return;
      }
      if (now != null && now.isGone()) {
        return;
      }
      if (now != null) {
        known = now;
        tell(new Seen(reader, Optional.of(now), Optional.empty()));
      }
    }
  }

  private void tell(Seen now) {
    synchronized (this) {
      if (closed) {
        return;
      }
      seen = now;
      notifyAll();
    }
    listener.accept(now);
  }

  private synchronized void context(@Nullable PcscContext now) {
    context = now;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void pause() {
    Deadline end = Deadline.after(java.time.Duration.ofMillis(PAUSE_MILLIS));
    try {
      while (!closed && !end.passed()) {
        wait(end.waitMillis());
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but a system that shuts down.
      closed = true;
    }
  }

  /**
   * What is seen as soon as it is as hoped.
   *
   * @throws DeviceException {@link Fault#TIMEOUT} when it is not
   */
  synchronized Seen await(Predicate<Seen> hoped, Deadline deadline) {
    try {
      while (true) {
        Seen now = seen;
        if (now != null && hoped.test(now)) {
          return now;
        }
        if (closed) {
          throw DeviceException.of(Fault.LOST, Phase.READ, "reader " + wanted + " was let go");
        }
        if (deadline.passed()) {
          throw DeviceException.of(Fault.TIMEOUT, Phase.READ, "reader " + wanted + " saw no card");
        }
        wait(deadline.waitMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeviceException.of(Fault.CANCELLED, Phase.READ, "reader " + wanted + " interrupted");
    }
  }

  /** Waits for what is hoped, and goes on without it at the deadline. */
  void pause(Predicate<Seen> hoped, Deadline deadline) {
    try {
      await(hoped, deadline);
    } catch (DeviceException e) {
      if (e.fault() != Fault.TIMEOUT) {
        throw e;
      }
    }
  }

  /** Lets those who wait look again. */
  synchronized void wake() {
    notifyAll();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      // A cancel that comes just before the wait it is meant for is lost, so it is said again.
      for (int i = 0; i < 10 && thread.isAlive(); i++) {
        cancel();
        thread.join(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void cancel() {
    if (context != null) {
      context.cancel();
    }
  }
}
