package dev.tillwright.core.watch;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A finished sale as the journal tells it.
 *
 * @param sale its id
 * @param kind name of its kind
 * @param terminal whose
 * @param operator who
 * @param origin the sale that it takes back; {@code null} for none
 * @param seq position of its end
 * @param at when it ended
 * @param total in minor units
 */
public record SaleFact(
    String sale,
    String kind,
    String terminal,
    String operator,
    @Nullable String origin,
    long seq,
    Instant at,
    long total) {
  public SaleFact {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(at, "at");
  }
}
