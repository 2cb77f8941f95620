package dev.tillwright.device.spi;

import java.time.Duration;

/**
 * What a cash drawer can do.
 *
 * @param sensor whether it says where it stands
 * @param shortestPulse of what its coil may be given
 * @param longestPulse of what its coil may be given
 */
public record CashDrawerCapabilities(boolean sensor, Duration shortestPulse, Duration longestPulse)
    implements Capabilities {
  public CashDrawerCapabilities {
    if (shortestPulse.isNegative() || shortestPulse.compareTo(longestPulse) > 0) {
      throw new IllegalArgumentException("the shortest pulse is not longer than the longest");
    }
  }
}
