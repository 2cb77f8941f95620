package dev.tillwright.core.till;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.central.Shipper;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A till's shipper, with the thread it runs on. */
record Shipping(Shipper shipper, @Nullable ScheduledExecutorService timer)
    implements AutoCloseable {

  /**
   * Where a till ships to, as the builder was told.
   *
   * @param source opens the store's database when it is first needed
   */
  record To(Supplier<Database> source, ShippingPolicy policy) {}

  /**
   * Ships from now on.
   *
   * @param background whether by itself; else only when told to
   */
  static Shipping begin(To to, Journal journal, Clock clock, Monitor monitor, boolean background) {
    Shipper shipper = new Shipper(journal, to.source(), to.policy(), clock, monitor);
    if (!background) {
      return new Shipping(shipper, null);
    }
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("till-shipper"));
    shipper.start(timer);
    return new Shipping(shipper, timer);
  }

  /** Ships what is left within the policy's time; a round that hangs is left behind. */
  @Override
  public void close() {
    shipper.close();
    if (timer != null) {
      timer.shutdown();
    }
  }
}
