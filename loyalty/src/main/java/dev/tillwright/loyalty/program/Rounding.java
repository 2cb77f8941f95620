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
    /** The rules are added and rounded line by line, then the lines are added. */
    LINE
  }
}
