package dev.tillwright.device.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a device is, as last heard.
 *
 * @param device its name
 * @param state whether it is within reach
 * @param since since when
 * @param conditions what it last said is wrong
 * @param counters what it did since {@code countedSince}; they only rise. Every device counts
 *     {@code calls} and {@code failures}; printers {@code jobs.printed}, and those whose driver
 *     reckons it {@code paper.millimetres}; the rest is said by its kind
 * @param countedSince when the counters began at zero: a new instant tells that they were reset
 * @param vitals what it told of itself in numbers; what is absent is unknown
 * @param identity what it said it is; {@link DeviceIdentity#UNKNOWN} until it did
 * @param lastFault why the newest failed call failed
 */
public record Health(
    String device,
    DeviceState state,
    Instant since,
    Set<Condition> conditions,
    Map<String, Long> counters,
    Instant countedSince,
    Map<Vital, Measure> vitals,
    DeviceIdentity identity,
    Optional<Fault> lastFault) {

  public Health {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(identity, "identity");
    conditions = Set.copyOf(conditions);
    counters = Map.copyOf(counters);
    vitals = Map.copyOf(vitals);
  }

  /** Whether the next call may be expected to work. */
  public boolean ready() {
    return state == DeviceState.OPEN && conditions.stream().noneMatch(Condition::stops);
  }

  /** A counter; zero when it has not counted yet. */
  public long counted(String counter) {
    return counters.getOrDefault(counter, 0L);
  }

  /** A vital, when it is known. */
  public Optional<Measure> vital(Vital vital) {
    return Optional.ofNullable(vitals.get(vital));
  }
}
