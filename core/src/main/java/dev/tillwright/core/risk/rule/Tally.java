package dev.tillwright.core.risk.rule;

/**
 * What a measure comes to.
 *
 * @param count of acts
 * @param sum of their amounts, in minor units
 */
public record Tally(long count, long sum) {
  /** Nothing. */
  public static final Tally NONE = new Tally(0, 0);

  /** With one act more. */
  public Tally and(long amount) {
    return new Tally(count + 1, sum + amount);
  }
}
