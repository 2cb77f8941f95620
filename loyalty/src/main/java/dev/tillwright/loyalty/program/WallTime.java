package dev.tillwright.loyalty.program;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** Wall times as instants, at the two edges of daylight saving. */
final class WallTime {
  private WallTime() {}

  /**
   * A wall time that a clock skips is the end of the gap; one that a clock shows twice is the
   * first. So what ends and what begins at one wall time meet without a gap and without an overlap.
   */
  static Instant instant(LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(time);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : time.atZone(zone).toInstant();
  }
}
