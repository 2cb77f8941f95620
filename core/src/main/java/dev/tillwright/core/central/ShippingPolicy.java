package dev.tillwright.core.central;

import java.time.Duration;

/**
 * How a till ships its journal.
 *
 * @param batch so many entries at most in one transaction; 1 to 1,024
 * @param pause how long the shipper rests when all is shipped; after failures twice as long each
 *     time, up to a minute
 * @param alarmAge how old the oldest unshipped entry may get before an alarm is raised
 * @param closing how long closing the till waits for what is still to ship
 */
public record ShippingPolicy(int batch, Duration pause, Duration alarmAge, Duration closing) {
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  public ShippingPolicy {
    if (batch < 1 || batch > CentralStore.MAX_BATCH) {
      throw new IllegalArgumentException("a batch has 1 to 1,024 entries");
    }
    if (pause.toMillis() < 1 || pause.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException("a pause is from one millisecond to one minute");
    }
    if (alarmAge.isNegative() || closing.isNegative()) {
      throw new IllegalArgumentException("patience is not negative");
    }
  }

  /** 256 entries, a second, a quarter of an hour, five seconds. */
  public static ShippingPolicy usual() {
    return new ShippingPolicy(
        256, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofSeconds(5));
  }
}
