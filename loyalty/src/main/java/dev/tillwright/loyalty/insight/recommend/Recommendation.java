package dev.tillwright.loyalty.insight.recommend;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An item that goes with others, and why.
 *
 * @param code which
 * @param name as it was sold last
 * @param score higher goes better; comparable within one answer only
 * @param reasons the strongest first, at least one
 */
public record Recommendation(String code, String name, double score, List<Reason> reasons) {
  public Recommendation {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(name, "name");
    reasons = List.copyOf(reasons);
  }

  /** {@code "bought with JUMBO BAG: in 34 of its 120 baskets, 5.2 times as often as by chance"}. */
  public String reason() {
    return reasons.get(0).sentence();
  }

  /**
   * What it was bought with.
   *
   * @param code which item
   * @param name as it was sold last
   * @param together baskets with both
   * @param baskets with that item
   * @param lift how many times as often as if the two had nothing to do with each other
   */
  public record Reason(String code, String name, long together, long baskets, double lift) {
    public Reason {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(name, "name");
    }

    /** For people. */
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "bought with %s: in %d of its %d baskets, %.1f times as often as by chance",
          name,
          together,
          baskets,
          lift);
    }
  }
}
