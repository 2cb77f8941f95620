package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.Act;

/** Looks a measure up for an act that is about to happen, the act itself included. */
@FunctionalInterface
public interface Looks {
  /** Nothing happened before. */
  Looks NONE = (measure, act) -> Tally.NONE;

  /**
   * @param measure id of a measure
   */
  Tally with(String measure, Act act);
}
