package dev.tillwright.loyalty.program;

import java.util.Objects;

/**
 * What is given at most to one member.
 *
 * @param per over what
 * @param points positive
 * @param cut what becomes of an award that is above
 * @param zone whose calendar says when a day or a longer period begins
 */
public record Limit(Span per, long points, Cut cut, ZoneOf zone) {
  public Limit {
    Objects.requireNonNull(per, "per");
    Objects.requireNonNull(cut, "cut");
    Objects.requireNonNull(zone, "zone");
  }

  /** Cuts awards down to what is left, by the program's calendar. */
  public Limit(Span per, long points) {
    this(per, points, Cut.PARTIAL, ZoneOf.PROGRAM);
  }

  /** What becomes of an award that is above what is left. */
  public enum Cut {
    /** It is cut down to what is left. */
    PARTIAL,
    /** It is not given at all; a smaller one may still fit. */
    WHOLE
  }
}
