package dev.tillwright.device.contract;

import dev.tillwright.device.spi.CashDrawer;
import java.util.OptionalInt;

/** A cash drawer to check; it is closed when the bench is opened. */
public interface DrawerBench extends DeviceBench<CashDrawer> {

  /** Somebody pushes the drawer shut; returns once it is. */
  void shut();

  /** How many pulses its coil got since the bench was opened; empty when nobody can count. */
  default OptionalInt pulses() {
    return OptionalInt.empty();
  }

  /**
   * Locks the drawer, so that a pulse moves nothing, until {@link #end}; false when it has no lock.
   */
  default boolean lock() {
    return false;
  }
}
