package dev.tillwright.core.till;

import java.time.Duration;

/**
 * The cash drawer. The till opens it only after the entry that says why is durable.
 *
 * <p><b>Threads.</b> One call at a time.
 */
@FunctionalInterface
public interface Drawer {

  /**
   * Opens the drawer. Never throws.
   *
   * @param deadline the call is back by then
   * @return whether it was told to open and did not object
   */
  boolean open(Duration deadline);
}
