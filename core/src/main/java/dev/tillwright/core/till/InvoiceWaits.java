package dev.tillwright.core.till;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * When what got no answer is asked again: after two seconds, then after twice as long each time, up
 * to ten minutes. A restart forgets it, and asks at once. For one thread at a time.
 */
final class InvoiceWaits {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Clock clock;
  private final Map<String, Wait> waits = new HashMap<>();

  private record Wait(Instant until, Duration pause) {}

  InvoiceWaits(Clock clock) {
    this.clock = clock;
  }

  boolean isOver(String number) {
    Wait wait = waits.get(number);
    return wait == null || !clock.instant().isBefore(wait.until());
  }

  void longer(String number) {
    Wait before = waits.get(number);
    Duration pause = before == null ? FIRST : before.pause().multipliedBy(2);
    Duration next = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    waits.put(number, new Wait(clock.instant().plus(next), next));
  }

  void done(String number) {
    waits.remove(number);
  }
}
