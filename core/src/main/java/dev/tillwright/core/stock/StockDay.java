package dev.tillwright.core.stock;

import dev.tillwright.core.money.Quantity;
import java.time.LocalDate;
import java.util.Objects;

/**
 * How an item moved at a place on one day.
 *
 * @param moved by how much there was more in the evening than in the morning
 * @param sold how much was sold; what came back is not taken off
 */
public record StockDay(LocalDate day, Quantity moved, Quantity sold) {
  public StockDay {
    Objects.requireNonNull(day, "day");
    Objects.requireNonNull(moved, "moved");
    Objects.requireNonNull(sold, "sold");
  }
}
