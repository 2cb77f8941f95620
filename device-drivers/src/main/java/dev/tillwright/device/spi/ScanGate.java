package dev.tillwright.device.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a scanner's codes are wanted: what enabling, disabling and configuring come to for a
 * scanner that takes no settings from here. A part of a scanner's driver, which asks {@link
 * #isOpen} before it tells of a code.
 *
 * <p><b>Threads.</b> Any.
 */
public final class ScanGate {
  private final String id;
  private final Reach reach;
  private volatile boolean open;

  /** Sees that the scanner is connected, then does the work on the device's thread. */
  @FunctionalInterface
  public interface Reach {
    /**
     * As {@link Driver}'s {@code connected} in the phase PREPARE.
     *
     * @throws DeviceException when it is not reached; the work was not done
     */
    void then(Duration limit, Runnable work);
  }

  private ScanGate(String id, Reach reach) {
    this.id = Objects.requireNonNull(id, "id");
    this.reach = Objects.requireNonNull(reach, "reach");
  }

  /** A gate that is shut, as that of a new scanner. */
  public static ScanGate of(String id, Reach reach) {
    return new ScanGate(id, reach);
  }

  /** As {@link BarcodeScanner#enable}. */
  public void enable(Duration limit) {
    reach.then(limit, () -> open = true);
  }

  /** As {@link BarcodeScanner#disable}: shut at once, also when the scanner is not reached. */
  public void disable(Duration limit) {
    open = false;
    reach.then(limit, () -> {});
  }

  /** As {@link BarcodeScanner#configure}, of a scanner that has nothing to set. */
  public void configure(Map<String, String> settings) {
    if (!settings.isEmpty()) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "scanner " + id + " takes no settings from here");
    }
  }

  /** Whether codes are wanted; those that come while they are not are not told later. */
  public boolean isOpen() {
    return open;
  }

  /** Shuts without reaching for the scanner. */
  public void shut() {
    open = false;
  }
}
