package dev.tillwright.loyalty.insight.segment;

import java.util.List;

/**
 * Where the scores change.
 *
 * @param days so many local days back purchases and money count
 * @param recency days since the last purchase, ascending: up to the first cut is the best score
 * @param frequency purchases, ascending: from the last cut on is the best score
 * @param monetary spent less what came back, in minor units, ascending as {@code frequency}
 */
public record RfmCuts(int days, List<Long> recency, List<Long> frequency, List<Long> monetary) {
  /** So many cuts are possible. */
  public static final int MOST = 9;

  public RfmCuts {
    recency = List.copyOf(recency);
    frequency = List.copyOf(frequency);
    monetary = List.copyOf(monetary);
    if (days < 1 || days > SegmentRules.MOST_DAYS) {
      throw new IllegalArgumentException("1 to " + SegmentRules.MOST_DAYS + " days");
    }
    if (!ascending(recency) || !ascending(frequency) || !ascending(monetary)) {
      throw new IllegalArgumentException("1 to " + MOST + " ascending cuts");
    }
  }

  static boolean ascending(List<Long> cuts) {
    for (int i = 1; i < cuts.size(); i++) {
      if (cuts.get(i) <= cuts.get(i - 1)) {
        return false;
      }
    }
    return !cuts.isEmpty() && cuts.size() <= MOST && cuts.get(0) >= 0;
  }

  /** The scores of these figures. */
  public Rfm score(long daysSince, long purchases, long spentMinor) {
    return new Rfm(
        1 + (int) recency.stream().filter(cut -> daysSince <= cut).count(),
        1 + (int) frequency.stream().filter(cut -> purchases >= cut).count(),
        1 + (int) monetary.stream().filter(cut -> spentMinor >= cut).count());
  }
}
