package dev.tillwright.loyalty.insight.segment;

import java.util.Objects;

/**
 * A named set of members.
 *
 * @param id 1 to 64 of a-z, 0-9 and the hyphen, not the name of a stage
 * @param when who is in it
 */
public record Segment(String id, SegmentQuery when) {
  public Segment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(when, "when");
  }

  /** The segment that a stage is: {@code "at-risk"}. */
  public static String of(Stage stage) {
    return stage.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
