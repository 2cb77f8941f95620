package dev.tillwright.core.report;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A figure that may explain why an item sells as it does. It is what was seen, not a proof.
 *
 * @param kind what was looked at
 * @param figure as the kind says
 * @param sentence for people
 */
public record SellerReason(Kind kind, BigDecimal figure, String sentence) {
  public SellerReason {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(figure, "figure");
    Objects.requireNonNull(sentence, "sentence");
  }

  /** What was looked at. */
  public enum Kind {
    /** The list price of a piece went up or down since the time before, in percent. */
    PRICE,
    /** Days that began and ended without stock. */
    STOCK_GAP,
    /** Everything else sold more or less than in the time before, in percent. */
    SEASON,
    /** Where it stands in its baskets: 0 first, 100 last. */
    POSITION,
    /** In how many of 100 of its baskets it was the only one. */
    ALONE
  }
}
