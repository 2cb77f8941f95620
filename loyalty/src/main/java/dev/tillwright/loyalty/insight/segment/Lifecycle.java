package dev.tillwright.loyalty.insight.segment;

/**
 * Where the stages change, in local days since the last purchase if not said otherwise. The first
 * that holds counts, in this order: lost, silent, at risk, new, loyal; the rest is occasional.
 *
 * @param newDays new so many days after the first purchase, until he is loyal
 * @param loyalPurchases loyal with so many purchases, at least 2
 * @param loyalDays within so many days
 * @param atRiskDays at risk from here on
 * @param silentDays silent from here on
 * @param lostDays lost from here on
 * @param rhythm also at risk when away for longer than so many of his own usual gaps, from four
 *     purchases on; 0 for not looking at it
 */
public record Lifecycle(
    int newDays,
    int loyalPurchases,
    int loyalDays,
    int atRiskDays,
    int silentDays,
    int lostDays,
    int rhythm) {
  /** With fewer purchases nobody has a usual gap. */
  public static final int RHYTHM_FROM = 4;

  public Lifecycle {
    if (loyalPurchases < 2 || loyalDays < 1 || newDays < 1 || rhythm < 0) {
      throw new IllegalArgumentException("counts and days are positive, loyal from 2 purchases");
    }
    if (atRiskDays < 1 || silentDays <= atRiskDays || lostDays <= silentDays) {
      throw new IllegalArgumentException("at risk, silent and lost come one after the other");
    }
    if (Math.max(Math.max(newDays, loyalDays), lostDays) > SegmentRules.MOST_DAYS) {
      throw new IllegalArgumentException("at most " + SegmentRules.MOST_DAYS + " days");
    }
  }
}
