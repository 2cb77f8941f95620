package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Subscription;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Listens to an idle printer, so that an open cover or a pulled cable is an event and not the next
 * job's failure. A printer that went away is reached for again, each time after a longer pause, up
 * to sixteen times the period.
 */
final class StatusWatch implements Subscription {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int LONGEST = 16;

  private final DeviceLoop loop;
  private final PrinterLink link;
  private final ScheduledFuture<?> task;
  private int pause = 1;
  private int skipped;

  StatusWatch(
      DeviceLoop loop, PrinterLink link, ScheduledExecutorService scheduler, Duration every) {
    this.loop = loop;
    this.link = link;
    this.task =
        scheduler.scheduleWithFixedDelay(
            this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (++skipped < pause) {
      return;
    }
    skipped = 0;
    try {
      loop.call(Phase.STATUS, LIMIT, link::heard);
      pause = 1;
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED) {
        close(); // there is nothing to look at any more
      }
      // Told to the listeners as the device's state already.
      pause = Math.min(LONGEST, pause * 2);
    }
  }

  @Override
  public void close() {
    task.cancel(false);
  }
}
