package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;

/**
 * What was earned by some sales, returns taken off.
 *
 * @param key what the row is of: see {@link ProfitReport}
 * @param lines that were sold and brought back
 * @param net what they came to without tax
 * @param cost of those whose cost is known
 * @param unknownLines whose cost is not known
 * @param unknownNet what those came to: in {@code net}, and in no profit
 */
public record ProfitRow(
    String key, long lines, Money net, Money cost, long unknownLines, Money unknownNet) {
  public ProfitRow {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(unknownNet, "unknownNet");
  }

  /** What is left of what has a cost. */
  public Money profit() {
    return net.minus(unknownNet).minus(cost);
  }

  /** The profit in percent of what has a cost, with two decimals; nothing of nothing. */
  public Optional<BigDecimal> margin() {
    long base = net.minus(unknownNet).minor();
    return base == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(profit().minor())
                .movePointRight(2)
                .divide(BigDecimal.valueOf(base), 2, RoundingMode.HALF_EVEN));
  }
}
