package dev.tillwright.core.till;

import dev.tillwright.core.sale.SaleId;
import java.time.Instant;
import java.util.Objects;

/**
 * A basket that was put aside; {@link Till#resume} takes it up.
 *
 * @param sale its name
 * @param label as it was given
 * @param since when it was put aside
 */
public record SuspendedSale(SaleId sale, String label, Instant since) {
  public SuspendedSale {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(since, "since");
  }
}
