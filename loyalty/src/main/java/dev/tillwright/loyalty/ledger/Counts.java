package dev.tillwright.loyalty.ledger;

/**
 * What counts towards a tier; below zero for what came back.
 *
 * @param spendMinor paid, without what was paid with points, in minor units
 * @param points that sales earned
 * @param visits sales
 */
public record Counts(long spendMinor, long points, long visits) {
  /** Nothing at all. */
  public static final Counts NOTHING = new Counts(0, 0, 0);

  boolean nothing() {
    return equals(NOTHING);
  }

  Counts times(int sign) {
    return new Counts(sign * spendMinor, sign * points, sign * visits);
  }

  Counts visits(long other) {
    return new Counts(spendMinor, points, other);
  }
}
