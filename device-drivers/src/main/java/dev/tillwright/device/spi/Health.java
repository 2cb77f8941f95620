package dev.tillwright.device.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a device is, as last heard.
 *
 * @param device its name
 * @param state where it stands
 * @param since since when
 * @param conditions what it last said is wrong
 * @param counters what it did since it was made: calls, failures, and what its kind counts
 * @param lastFault why the newest failed call failed
 */
public record Health(
    String device,
    DeviceState state,
    Instant since,
    Set<Condition> conditions,
    Map<String, Long> counters,
    Optional<Fault> lastFault) {

  public Health {
    conditions = Set.copyOf(conditions);
    counters = Map.copyOf(counters);
  }

  /** Whether the next call may be expected to work. */
  public boolean ready() {
    return state == DeviceState.OPEN && conditions.stream().noneMatch(Condition::stops);
  }
}
