package dev.tillwright.device.health;

import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawer.Position;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Subscription;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says when a cash drawer stands open for too long: an alarm {@code device.drawer-open}, which ends
 * when it is shut, or with the watch. For drawers that tell when they move.
 *
 * <p><b>Not promised.</b> A drawer that stood open before it was watched is seen with its next
 * move.
 *
 * <p><b>Threads.</b> Any. Alarms are raised on the timer's thread.
 */
public final class DrawerWatch {
  private static final String ALARM = "device.drawer-open";

  private final Monitor monitor;
  private final ScheduledExecutorService timer;
  private final Duration most;

  /**
   * A watch that has no drawer yet.
   *
   * @param monitor where the alarms are
   * @param timer stays the caller's
   * @param most how long a drawer may stand open, a millisecond and more
   */
  public DrawerWatch(Monitor monitor, ScheduledExecutorService timer, Duration most) {
    this.monitor = Objects.requireNonNull(monitor, "monitor");
    this.timer = Objects.requireNonNull(timer, "timer");
    this.most = most;
    if (most.toMillis() < 1) {
      throw new IllegalArgumentException("a drawer may stand open for a while");
    }
  }

  /**
   * Watches a drawer from now on, until that is closed.
   *
   * @return close it to watch no more
   */
  public Subscription watch(CashDrawer drawer) {
    Watch watch = new Watch(drawer.id());
    Subscription events = drawer.subscribe(watch::heard);
    return () -> {
      events.close();
      watch.end();
    };
  }

  private final class Watch {
    private final String drawer;
    private @Nullable ScheduledFuture<?> due;
    private boolean ended;

    Watch(String drawer) {
      this.drawer = drawer;
    }

    void heard(DeviceEvent event) {
      if (event instanceof CashDrawer.Moved moved) {
        if (moved.position() == Position.OPEN) {
          opened();
        } else if (moved.position() == Position.CLOSED) {
          shut();
        }
      } else if (event instanceof DeviceEvent.StateChanged changed
          && changed.to() == DeviceState.CLOSED) {
        shut(); // nobody tells any more
      }
    }

    private synchronized void opened() {
      if (due != null || ended) {
        return;
      }
      try {
        due = timer.schedule(this::tooLong, most.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // The timer was ended, and the watch with it.
      }
    }

    private synchronized void tooLong() {
      if (due != null) {
        monitor.raise(ALARM, drawer, "The drawer stands open: shut it.");
      }
    }

    /** An event that is being told meanwhile begins nothing any more. */
    synchronized void end() {
      ended = true;
      shut();
    }

    private synchronized void shut() {
      if (due != null) {
        due.cancel(false);
        due = null;
        monitor.clear(ALARM, drawer);
      }
    }
  }
}
