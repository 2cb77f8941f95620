package dev.tillwright.loyalty.guard;

import dev.tillwright.core.sale.SaleId;
import java.util.Objects;

/**
 * Somebody says that a sale earned points: another system, a paper receipt, a message that came
 * twice.
 *
 * @param terminal whose journal is said to hold the sale
 * @param seq at which position
 * @param hash of that entry, 64 lower-case hexadecimal digits
 * @param sale which
 * @param member who is said to have bought
 * @param points so many are said to be earned
 */
public record AccrualClaim(
    String terminal, long seq, String hash, SaleId sale, String member, long points) {
  public AccrualClaim {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(member, "member");
  }
}
