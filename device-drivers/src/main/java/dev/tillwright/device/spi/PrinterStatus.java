package dev.tillwright.device.spi;

import java.util.Set;

/**
 * How a printer says it is.
 *
 * @param conditions what is wrong; empty when all is well
 * @param drawer the level of the drawer's sensor
 */
public record PrinterStatus(Set<Condition> conditions, DrawerSignal drawer) {
  public PrinterStatus {
    conditions = Set.copyOf(conditions);
  }

  /** Whether it can print now. */
  public boolean ready() {
    return conditions.stream().noneMatch(Condition::stops);
  }

  /** The drawer's sensor. Which level means open depends on the drawer, not on the printer. */
  public enum DrawerSignal {
    LOW,
    HIGH,
    UNKNOWN
  }
}
