package dev.tillwright.loyalty.program;

import java.math.RoundingMode;
import java.util.Objects;

/**
 * The one place where points are rounded.
 *
 * @param mode how
 * @param level where
 */
public record Rounding(RoundingMode mode, Level level) {
  public Rounding {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(level, "level");
  }

  /** Where points are rounded. */
  public enum Level {
    /** All rules and lines are added, then rounded once. */
    BASKET,
    /** The lines of each reward are added and rounded, then the rewards are added. */
    RULE,
    /**
     * The rewards are added and rounded item by item, then the items are added. Lines of one item
     * at one price are one, however they were keyed.
     */
    LINE
  }
}
