package dev.tillwright.device.spi;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener's bounded queue. When it is full newer events are counted instead of kept: what came
 * first is what explains the rest, and the count is told as soon as there is room.
 */
final class EventQueue implements Subscription {
  static final int CAPACITY = 64;
  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private final String device;
  private final DeviceListener listener;
  private final Executor executor;
  private final Clock clock;
  private final Queue<DeviceEvent> events = new ArrayDeque<>();
  private long lost;
  private boolean draining;
  private boolean closed;

  EventQueue(String device, DeviceListener listener, Executor executor, Clock clock) {
    this.device = device;
    this.listener = listener;
    this.executor = executor;
    this.clock = clock;
  }

  void offer(DeviceEvent event) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (events.size() >= CAPACITY) {
        lost++;
        return;
      }
      events.add(event);
      if (draining) {
        return;
      }
      draining = true;
    }
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      close();
    }
  }

  private void drain() {
    while (true) {
      DeviceEvent next;
      synchronized (this) {
        next = closed ? null : events.poll();
        if (next == null && lost > 0 && !closed) {
          next = new DeviceEvent.Overflowed(device, clock.instant(), lost);
          lost = 0;
        }
        if (next == null) {
          draining = false;
          return;
        }
      }
      try {
        listener.on(next);
      } catch (RuntimeException | Error e) {
        // An error too: whoever throws one for this event is told the next one all the same.
        LOG.warn("a listener of device {} threw {}", device, e.getClass().getName());
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    events.clear();
  }
}
