package dev.tillwright.core.access;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an act when a permission for it is asked about. Immutable.
 *
 * @param amount what would move, not negative; {@code null} for not known
 * @param servedBy who served the sale it is about; {@code null} for not known
 * @param endedAt when that sale ended; {@code null} for not known
 * @param subject what it is about, so that an override counts once for it; empty for none
 * @param later whether it only begins: what is not known yet is asked about again before anything
 *     moves
 */
public record Facts(
    @Nullable Money amount,
    @Nullable String servedBy,
    @Nullable Instant endedAt,
    String subject,
    boolean later) {
  private static final Facts NONE = new Facts(null, null, null, "", false);

  public Facts {
    Objects.requireNonNull(subject, "subject");
    if (amount != null && amount.isNegative()) {
      throw new IllegalArgumentException("an amount is not negative");
    }
  }

  /** Nothing is known, so that a condition on anything does not hold. */
  public static Facts none() {
    return NONE;
  }

  /** An act begins, of which nothing is known yet. */
  public static Facts beginning() {
    return new Facts(null, null, null, "", true);
  }

  public static Facts of(Money amount) {
    return NONE.with(amount);
  }

  public Facts with(Money amount) {
    return new Facts(amount, servedBy, endedAt, subject, later);
  }

  /** About a sale that is open. */
  public Facts ofSale(String servedBy) {
    return new Facts(amount, servedBy, endedAt, subject, later);
  }

  /** About a sale that ended. */
  public Facts ofSale(String servedBy, Instant endedAt) {
    return new Facts(amount, servedBy, endedAt, subject, later);
  }

  public Facts about(String subject) {
    return new Facts(amount, servedBy, endedAt, subject, later);
  }
}
