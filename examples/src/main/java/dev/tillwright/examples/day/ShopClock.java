package dev.tillwright.examples.day;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of the replayed shop: it stands at the invoice that is being entered. */
final class ShopClock extends Clock {
  private volatile Instant now;

  ShopClock(Instant start) {
    this.now = start;
  }

  void set(Instant instant) {
    now = instant;
  }

  /** Moves on to this moment, unless it is later already. */
  void notBefore(Instant instant) {
    if (now.isBefore(instant)) {
      now = instant;
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the shop's zone is named where it is used");
  }
}
