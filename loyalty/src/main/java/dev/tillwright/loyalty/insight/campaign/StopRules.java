package dev.tillwright.loyalty.insight.campaign;

/**
 * When a campaign stops before its end; its budget and its end stop it always.
 *
 * @param askedToStopPermille stops when more than so many of a thousand who were reached asked not
 *     to be reached any more, from {@code leastReached} on
 * @param leastReached fewer say nothing
 * @param looks so often at most its effect is looked at: each look uses a share of the error of 5
 *     %, so that looking often does not make harm of chance (Bonferroni). It stops when the
 *     interval of that look says that those who were reached bought less often
 */
public record StopRules(int askedToStopPermille, int leastReached, int looks) {
  public StopRules {
    if (askedToStopPermille < 0 || askedToStopPermille > 1_000) {
      throw new IllegalArgumentException("0 to 1000 of a thousand");
    }
    if (leastReached < 1 || looks < 1 || looks > 100) {
      throw new IllegalArgumentException("someone is reached, and 1 to 100 looks");
    }
  }

  /** 20 of a thousand from 100 reached on, and 5 looks. */
  public static StopRules usual() {
    return new StopRules(20, 100, 5);
  }

  /** The confidence of one look. */
  public double confidence() {
    return 1 - 0.05 / looks;
  }
}
