package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActKind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is counted in a sliding window: acts of some kinds for which a condition holds, by what they
 * have in common.
 *
 * @param id unique among the measures: 1 to 64 of a-z, 0-9 and hyphen
 * @param by one or more; an act that lacks one of them is not counted
 * @param over the window's length, from one second to {@link #LONGEST}
 * @param kinds one or more
 * @param when a condition on the act alone
 */
public record Measure(
    String id, Set<Dimension> by, Duration over, Set<ActKind> kinds, Condition when) {
  /** Windows are at most so long: 31 days of 24 hours. */
  public static final Duration LONGEST = Duration.ofDays(31);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public Measure {
    RuleNames.id(id);
    if (by.isEmpty() || kinds.isEmpty()) {
      throw new IllegalArgumentException("a measure counts something by something");
    }
    by = Collections.unmodifiableSet(EnumSet.copyOf(by));
    kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    if (over.compareTo(SHORTEST) < 0 || over.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a window is one second to 31 days long");
    }
    if (when.leaves().anyMatch(Condition::looksBack)) {
      throw new IllegalArgumentException("a measure does not count by other measures");
    }
  }

  /** Whether an act is one that is counted, once it has what it is counted by. */
  public boolean counts(Act act, Grounds grounds) {
    return kinds.contains(act.kind()) && when.holds(act, grounds, Looks.NONE);
  }

  /** What acts that are counted together have in common; none when one of it is missing. */
  public Optional<String> key(Act act) {
    StringBuilder key = new StringBuilder();
    for (Dimension each : by) {
      Optional<String> value = each.of(act);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      key.append(value.get().length()).append(':').append(value.get());
    }
    return Optional.of(key.toString());
  }
}
