package dev.tillwright.loyalty.engine;

import dev.tillwright.core.money.Money;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a sale gives besides points: a coupon or a voucher.
 *
 * @param rule the rule's id
 * @param coupon its code; empty for a voucher
 * @param amount what a voucher is worth; {@code null} for a coupon
 * @param lastDay on which it is good, by the program's calendar; {@code null} without end
 */
public record Grant(
    String rule, String coupon, @Nullable Money amount, @Nullable LocalDate lastDay) {
  public Grant {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(coupon, "coupon");
  }
}
