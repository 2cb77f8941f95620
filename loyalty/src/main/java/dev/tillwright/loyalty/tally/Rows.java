package dev.tillwright.loyalty.tally;

/** What stands in place of a rule's id; no rule has one of these. */
final class Rows {
  /** All rules of a program together. */
  static final String ALL = "*";

  /** What the sale came to, in minor units. */
  static final String BOUGHT = "=";

  private Rows() {}

  /** Whether it is a rule's id, and not a name that the engine gives its own cuts. */
  static boolean isRule(String id) {
    return id.matches("[a-z0-9-]{1,64}");
  }
}
