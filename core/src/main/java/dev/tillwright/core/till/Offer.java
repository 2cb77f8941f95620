package dev.tillwright.core.till;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Totals;
import java.util.List;
import java.util.Objects;

/**
 * What a basket comes to before it is paid.
 *
 * @param totals after promotions
 * @param promotions what is taken off, in order
 * @param points what it earns when no points pay for it
 */
public record Offer(Totals totals, List<Discount> promotions, PointsQuote points) {
  public Offer {
    Objects.requireNonNull(totals, "totals");
    promotions = List.copyOf(promotions);
    Objects.requireNonNull(points, "points");
  }
}
