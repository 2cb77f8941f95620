package dev.tillwright.loyalty.insight.segment;

/**
 * How recently, how often and for how much a member bought: each from 1, the least, up to one more
 * than there are cuts.
 */
public record Rfm(int recency, int frequency, int monetary) {
  /** {@code "5-3-4"}. */
  @Override
  public String toString() {
    return recency + "-" + frequency + "-" + monetary;
  }
}
