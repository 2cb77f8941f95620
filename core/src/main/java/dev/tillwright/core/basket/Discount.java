package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reduction with its reason. Exactly one of {@code percent} and {@code amount} is there.
 *
 * @param line the line it falls on; {@code null} for the whole basket
 * @param percent 0 to 100 of what remains at this point
 * @param amount at most what remains at this point is taken off
 * @param coupon the code of the coupon that gave it; {@code null} when none did
 * @param reason as the receipt prints it
 */
public record Discount(
    @Nullable Integer line,
    @Nullable Percent percent,
    @Nullable Money amount,
    @Nullable String coupon,
    String reason) {
  public Discount {
    Objects.requireNonNull(reason, "reason");
    if ((percent == null) == (amount == null)) {
      throw new IllegalArgumentException("a discount is a percentage or an amount");
    }
    if (percent != null
        && (percent.value().signum() < 0 || percent.compareTo(Percent.of(100)) > 0)) {
      throw new IllegalArgumentException("a discount is 0 to 100 percent");
    }
    if (amount != null && amount.isNegative()) {
      throw new IllegalArgumentException("a discount is not negative");
    }
  }

  /** A percentage off the whole basket. */
  public static Discount percent(long percent, String reason) {
    return percent(Percent.of(percent), reason);
  }

  /** A percentage off the whole basket. */
  public static Discount percent(Percent percent, String reason) {
    return new Discount(null, percent, null, null, reason);
  }

  /** An amount off the whole basket. */
  public static Discount amount(Money amount, String reason) {
    return new Discount(null, null, amount, null, reason);
  }

  /** The same discount, on one line only. */
  public Discount onLine(int number) {
    return new Discount(number, percent, amount, coupon, reason);
  }

  /** The same discount, given for a coupon; a coupon counts once a basket. */
  public Discount forCoupon(String code) {
    return new Discount(line, percent, amount, code, reason);
  }
}
