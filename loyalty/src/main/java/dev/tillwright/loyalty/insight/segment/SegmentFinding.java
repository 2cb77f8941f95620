package dev.tillwright.loyalty.insight.segment;

import java.util.Objects;

/**
 * Something odd in segment rules.
 *
 * @param pointer JSON pointer of the place
 * @param kind what
 * @param sentence for people
 */
public record SegmentFinding(String pointer, Kind kind, String sentence) {
  public SegmentFinding {
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(sentence, "sentence");
  }

  /** What is odd. */
  public enum Kind {
    /** The segment holds nobody, ever. */
    NEVER,
    /** A part of it holds nobody, ever, and can be left out. */
    PART_NEVER,
    /** It is asked in the same words as another one. */
    SAME,
    /** It asks too much at once to be checked. */
    UNCHECKED
  }
}
