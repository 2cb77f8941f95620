package dev.tillwright.loyalty.insight.campaign;

/**
 * A difference between those who were to be reached and the control group, and between what bounds
 * it lies.
 *
 * @param treated the figure of the one
 * @param control the figure of the other
 * @param low lowest difference of the interval
 * @param high highest one
 * @param confidence of the interval, such as 0.95
 * @param method how it was reckoned, with its source
 */
public record Interval(
    double treated, double control, double low, double high, double confidence, String method) {

  /** Treated less control. */
  public double lift() {
    return treated - control;
  }

  /** Whether zero is in it. */
  public boolean mayBeChance() {
    return low <= 0 && high >= 0;
  }
}
