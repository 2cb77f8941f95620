package dev.tillwright.loyalty.insight.segment;

/** Where a member stands as a customer. Journals and rules keep the names: they never change. */
public enum Stage {
  /** Bought for the first time a short while ago, and not often yet. */
  NEW,
  /** Comes often. */
  LOYAL,
  /** Comes now and then. */
  OCCASIONAL,
  /** Away for longer than usual. */
  AT_RISK,
  /** Away for long. */
  SILENT,
  /** Away for so long that he is not counted on. */
  LOST
}
