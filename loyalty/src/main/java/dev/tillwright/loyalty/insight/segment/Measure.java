package dev.tillwright.loyalty.insight.segment;

import java.util.Locale;
import java.util.Optional;

/** A figure of a member that a query may ask for. */
public enum Measure {
  /** Local days since the last purchase. */
  RECENCY(false),
  /** Local days since the first purchase. */
  TENURE(false),
  /** How many purchases, ever or in the last days. */
  PURCHASES(true),
  /** What was spent less what came back, ever or in the last days; a decimal in rules. */
  SPENT(true),
  /** The score for recency. */
  R(false),
  /** The score for frequency. */
  F(false),
  /** The score for money. */
  M(false);

  private final boolean windowed;

  Measure(boolean windowed) {
    this.windowed = windowed;
  }

  /** Whether it may be asked for the last days only. */
  public boolean windowed() {
    return windowed;
  }

  /** Its name in rules. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Measure> of(String code) {
    for (Measure each : values()) {
      if (each.code().equals(code)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
