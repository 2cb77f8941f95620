package dev.tillwright.device.inventory;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Subscription;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only known devices be used.
 *
 * <p><b>Guarantees.</b> A device is admitted once it was asked who it is and the inventory knows
 * it, or knows that it will tell in use. An admitted device that later says it is another one is
 * closed, and an alarm {@code device.swapped} stands until somebody clears it. Other firmware is an
 * alarm {@code device.firmware}, and no more.
 *
 * <p><b>Threads.</b> Any. Swaps are found on the listener threads of the devices.
 */
public final class DeviceGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceGuard.class);

  private final DeviceInventory inventory;
  private final Monitor monitor;

  /** By the device itself, whatever it says of equality; until it is closed. */
  private final IdentityHashMap<Device, Subscription> watched = new IdentityHashMap<>();

  /** A guard that goes by this inventory and raises its alarms there. */
  public DeviceGuard(DeviceInventory inventory, Monitor monitor) {
    this.inventory = Objects.requireNonNull(inventory, "inventory");
    this.monitor = Objects.requireNonNull(monitor, "monitor");
  }

  /**
   * Asks a device who it is, and watches it from then on.
   *
   * @return the device, which may be used
   * @throws DeviceException {@link Fault#NOT_APPROVED} when it is not the one that was approved: it
   *     is closed then; as {@link Device#probe} when it is not reached
   */
  public <D extends Device> D admit(D device, Duration limit) {
    // Listens first, so that no swap falls between the question and the watch.
    Subscription watch = device.subscribe(event -> heard(device, event));
    boolean admitted = false;
    try {
      DeviceIdentity identity = device.probe(limit).identity();
      if (!check(device, identity)) {
        throw DeviceException.of(
            Fault.NOT_APPROVED, Phase.STATUS, "device " + device.id() + " is not the known one");
      }
      keep(device, watch);
      admitted = true;
      return device;
    } finally {
      if (!admitted) {
        watch.close();
      }
    }
  }

  private void keep(Device device, Subscription watch) {
    Subscription before;
    synchronized (watched) {
      before = watched.put(device, watch);
    }
    if (before != null) {
      before.close(); // it was admitted once already
    }
    if (device.state() == DeviceState.CLOSED) {
      forget(device); // closed before it was kept
    }
  }

  /** Devices come and go with each plugging; the closed ones are not kept. */
  private void forget(Device device) {
    Subscription watch;
    synchronized (watched) {
      watch = watched.remove(device);
    }
    if (watch != null) {
      watch.close();
    }
  }

  /** How many devices are watched. */
  int watching() {
    synchronized (watched) {
      return watched.size();
    }
  }

  private void heard(Device device, DeviceEvent event) {
    if (event instanceof DeviceEvent.Identified said) {
      check(device, said.identity());
    } else if (event instanceof DeviceEvent.StateChanged moved
        && moved.to() == DeviceState.CLOSED) {
      forget(device);
    }
  }

  /** One at a time, so that a swap is told once, whoever finds it first. */
  private synchronized boolean check(Device device, DeviceIdentity identity) {
    Attestation attestation = inventory.attest(device.id(), device.kind(), identity);
    if (attestation.verdict() == Attestation.Verdict.NEW_FIRMWARE) {
      monitor.raise(
          "device.firmware",
          device.id(),
          "The device has another firmware than was approved: approve it if it was updated.");
    }
    if (attestation.usable()) {
      return true;
    }
    if (device.state() == DeviceState.CLOSED) {
      return false;
    }
    device.close();
    monitor.raise(
        attestation.verdict() == Attestation.Verdict.SWAPPED ? "device.swapped" : "device.unknown",
        device.id(),
        "The device is not used, "
            + attestation.reason()
            + ": look at it, then approve it or put the known one back.");
    try {
      inventory.refused(device.id(), identity, attestation);
    } catch (TillwrightException e) {
      // It is closed and said already; that it could not be written down changes neither.
      LOG.warn("refusing device {} was not written down: {}", device.id(), e.code());
    }
    return false;
  }

  /** Watches no more; the devices stay as they are. */
  @Override
  public void close() {
    synchronized (watched) {
      watched.values().forEach(Subscription::close);
      watched.clear();
    }
  }
}
