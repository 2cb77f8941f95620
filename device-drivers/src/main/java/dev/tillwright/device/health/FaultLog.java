package dev.tillwright.device.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a device went from well to not well. */
final class FaultLog {
  private static final int KEPT = 256;

  private final Deque<Instant> recent = new ArrayDeque<>();
  private Duration well = Duration.ZERO;
  private long count;
  private boolean broken;
  private @Nullable Instant last;

  /** The device was seen so. */
  void seen(boolean isWell, Instant now) {
    if (last != null && !broken) {
      well = well.plus(Duration.between(last, now));
    }
    if (!isWell && !broken) {
      count++;
      recent.addLast(now);
      if (recent.size() > KEPT) {
        recent.removeFirst();
      }
    }
    broken = !isWell;
    last = now;
  }

  long count() {
    return count;
  }

  /** Faults not older than this. */
  long since(Instant from) {
    return recent.stream().filter(at -> !at.isBefore(from)).count();
  }

  Optional<Duration> meanTimeBetween() {
    return count == 0 ? Optional.empty() : Optional.of(well.dividedBy(count));
  }
}
