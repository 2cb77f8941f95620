package dev.tillwright.device;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.inventory.DeviceGuard;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Subscription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named devices that follow their hardware from socket to socket: found again by its {@link
 * dev.tillwright.device.spi.Port#stableId}, a device is bound again by itself.
 *
 * <pre>{@code
 * DeviceDescriptor.of("scale", SCALE, "plugged:Acme/S1/42").with("protocol", "8217")
 * }</pre>
 *
 * <p><b>Guarantees.</b> Each plugging has a handle of its own: that of an earlier one is closed and
 * fails with {@link Fault#CLOSED}, so that nothing that was begun on it ends on the next. Another
 * device in the place of a known one is not used, and an alarm {@code device.swapped} stands until
 * it is gone. With a guard a device is used once it was admitted.
 *
 * <p><b>Threads.</b> Any. Devices are bound, and listeners called, on one thread of its own.
 */
public final class PluggedDevices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluggedDevices.class);
  private static final Duration ADMITTING = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int TRIES = 10;

  private final DeviceRegistry registry;
  private final PortWatch ports;
  private final Monitor monitor;
  private final @Nullable DeviceGuard guard;
  private final Map<String, PlugSlot> slots = new LinkedHashMap<>();
  private final List<Consumer<PlugChange>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("plugged-devices"));
  private final Subscription watching;
  private volatile boolean closed;

  /**
   * Binds what is plugged in, and from now on what comes.
   *
   * @param ports stays the caller's to close
   * @param monitor where a swapped device is an alarm
   * @param guard who admits a device; null for any that has the right id
   * @param descriptors with addresses of {@code plugged:STABLE-ID}
   * @throws IllegalArgumentException when one has another address, or two have one name
   */
  public PluggedDevices(
      DeviceRegistry registry,
      PortWatch ports,
      Monitor monitor,
      @Nullable DeviceGuard guard,
      List<DeviceDescriptor> descriptors) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.ports = Objects.requireNonNull(ports, "ports");
    this.monitor = Objects.requireNonNull(monitor, "monitor");
    this.guard = guard;
    for (DeviceDescriptor descriptor : descriptors) {
      if (slots.put(descriptor.name(), new PlugSlot(descriptor)) != null) {
        throw new IllegalArgumentException("two devices are named " + descriptor.name());
      }
    }
    this.watching = ports.watch(event -> later(() -> heard(event), Duration.ZERO));
    later(() -> ports.present().forEach(this::arrived), Duration.ZERO);
  }

  /**
   * The present handle of a device.
   *
   * @throws DeviceException {@link Fault#LOST} when it is not plugged in, {@link
   *     Fault#NOT_APPROVED} when another one is in its place, {@link Fault#CONFIGURATION} when
   *     there is none of this name and type
   */
  public <D extends Device> D device(String name, Class<D> type) {
    PlugSlot slot = slot(name);
    Device device;
    synchronized (slot) {
      device = slot.device();
    }
    if (!type.isInstance(device)) {
      throw DeviceException.of(
          Fault.CONFIGURATION,
          Phase.DISCOVER,
          "device " + name + " is a " + device.kind() + ", not a " + type.getSimpleName());
    }
    return type.cast(device);
  }

  /**
   * Binds anew what is plugged in under a name, after a person looked at it: a device that was
   * refused and is approved now, that took another's place on purpose, that a guard closed, or that
   * was given up. The guard is asked again.
   *
   * @throws DeviceException {@link Fault#CONFIGURATION} when there is none of this name
   */
  public void again(String name) {
    PlugSlot slot = slot(name);
    later(
        () -> {
          synchronized (slot) {
            slot.trust();
          }
          for (PluggedPort port : ports.present()) {
            boolean here;
            synchronized (slot) {
              here = slot.holds(port);
            }
            if (here) {
              release(slot, port); // what holds the port would keep the next one out
            }
            if (slot.belongs(port)) {
              bind(slot, port, TRIES);
            }
          }
        },
        Duration.ZERO);
  }

  private PlugSlot slot(String name) {
    PlugSlot slot = slots.get(name);
    if (slot == null) {
      throw DeviceException.of(Fault.CONFIGURATION, Phase.DISCOVER, "no device is named " + name);
    }
    return slot;
  }

  /** Tells of each binding, release and refusal from now on. */
  public Subscription watch(Consumer<PlugChange> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return () -> listeners.remove(listener);
  }

  private void later(Runnable work, Duration after) {
    try {
      var unused = thread.schedule(() -> safely(work), after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("what is plugged is not followed any more");
    }
  }

  private static void safely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("following what is plugged threw {}", e.getClass().getName());
    }
  }

  private void heard(PortEvent event) {
    if (event instanceof PortEvent.Left left) {
      left(left.plugged());
    } else {
      arrived(event.plugged());
    }
  }

  private void left(PluggedPort port) {
    for (PlugSlot slot : slots.values()) {
      boolean here;
      synchronized (slot) {
        here = slot.holds(port);
      }
      if (here) {
        release(slot, port);
      }
    }
  }

  private void release(PlugSlot slot, PluggedPort port) {
    Device device;
    boolean refused;
    synchronized (slot) {
      refused = slot.isRefused();
      device = slot.release();
    }
    shut(device);
    if (refused) {
      monitor.clear("device.swapped", slot.name());
    }
    tell(slot, port, PlugChange.State.RELEASED);
  }

  private void arrived(PluggedPort port) {
    for (PlugSlot slot : slots.values()) {
      boolean news;
      boolean other;
      boolean belongs;
      synchronized (slot) {
        news = slot.news(port);
        other = news && slot.isOther(port);
        belongs = news && slot.belongs(port);
      }
      if (other) {
        refuse(slot, port);
      } else if (belongs) {
        bind(slot, port, TRIES);
      }
    }
  }

  private void refuse(PlugSlot slot, PluggedPort port) {
    Device device;
    synchronized (slot) {
      device = slot.release();
      slot.refuse(port);
    }
    shut(device);
    monitor.raise(
        "device.swapped",
        slot.name(),
        "Another device is plugged in where this one was: put the known one back.");
    tell(slot, port, PlugChange.State.REFUSED);
  }

  private void bind(PlugSlot slot, PluggedPort port, int tries) {
    if (!ports.current(port)) {
      return; // it left while it was waited for
    }
    boolean replaced;
    synchronized (slot) {
      replaced = slot.isRefused();
    }
    if (replaced) {
      release(slot, port); // the known one is back, before the other one was seen to leave
    }
    try {
      Device device = registry.create(slot.at(port));
      DeviceGuard gate = guard;
      if (gate != null) {
        admit(gate, device);
      }
      Device old;
      synchronized (slot) {
        if (closed) {
          old = device; // nobody would close it: closing waits only so long for a driver
        } else {
          old = slot.release();
          slot.bind(port, device);
        }
      }
      shut(old);
      if (old == device) {
        return;
      }
      tell(slot, port, PlugChange.State.BOUND);
    } catch (DeviceException e) {
      LOG.warn("device {} is not bound: {}", slot.name(), e.code());
      if (e.fault() == Fault.NOT_APPROVED) {
        synchronized (slot) {
          slot.refuse(port);
        }
        tell(slot, port, PlugChange.State.REFUSED);
      } else if (tries > 1 && e.retryable()) {
        later(() -> bind(slot, port, tries - 1), AGAIN);
      }
    }
  }

  private static void admit(DeviceGuard gate, Device device) {
    boolean admitted = false;
    try {
      gate.admit(device, ADMITTING);
      admitted = true;
    } finally {
      if (!admitted) {
        device.close();
      }
    }
  }

  private void tell(PlugSlot slot, PluggedPort port, PlugChange.State state) {
    for (Consumer<PlugChange> listener : listeners) {
      try {
        listener.accept(new PlugChange(slot.name(), port, state));
      } catch (RuntimeException e) {
        LOG.warn("a listener of plugged devices threw {}", e.getClass().getName());
      }
    }
  }

  /** Closes all handles; ports are watched on by their owner. */
  @Override
  public void close() {
    closed = true;
    watching.close();
    thread.shutdownNow();
    try {
      thread.awaitTermination(ADMITTING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (PlugSlot slot : slots.values()) {
      Device device;
      synchronized (slot) {
        device = slot.release();
      }
      shut(device);
    }
  }

  /** A driver that throws here keeps no other device from being followed, or closed. */
  private static void shut(@Nullable Device device) {
    try {
      if (device != null) {
        device.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("closing a device threw {}", e.getClass().getName());
    }
  }
}
