package dev.tillwright.core.shared;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.util.List;
import java.util.Objects;

/**
 * More of a sale came back over all tills than was sold, or more was given back for it than was
 * paid.
 *
 * @param sale whose home till its id names
 * @param above what was given back above what was paid for the lines that came back too often
 * @param backs all tickets by which goods of it came back, oldest first
 */
public record Overreturn(SaleId sale, Money above, List<SaleHistory.Back> backs) {
  public Overreturn {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(above, "above");
    backs = List.copyOf(backs);
  }
}
