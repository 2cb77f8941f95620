package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.journal.Draft;

/** The journal entries of segments. */
public final class SegmentEntries {
  /** From its instant on these rules count; the payload is the rules. */
  public static final String RULES = "segment.rules";

  private SegmentEntries() {}

  /**
   * Rules come into force.
   *
   * @param json as {@link SegmentRules#parse} reads it
   * @throws dev.tillwright.core.json.JsonException as there
   */
  public static Draft adopted(String json) {
    SegmentRules.parse(json);
    return new Draft(RULES, json);
  }
}
