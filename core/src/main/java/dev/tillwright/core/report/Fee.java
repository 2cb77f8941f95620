package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What accepting one payment costs: a share of it and a fixed part.
 *
 * @param tender of which kind
 * @param scheme as the caller names schemes; empty for any that no other fee is for
 * @param basisPoints hundredths of a percent, 0 to 10,000
 * @param fixed a payment, 0 or more; fees are for payments of its currency
 * @param onRefunds whether the fixed part is due on refunds too; the share never is
 */
public record Fee(
    TenderKind tender, String scheme, int basisPoints, Money fixed, boolean onRefunds) {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);

  public Fee {
    Objects.requireNonNull(tender, "tender");
    Objects.requireNonNull(scheme, "scheme");
    if (basisPoints < 0 || basisPoints > 10_000 || fixed.isNegative()) {
      throw new IllegalArgumentException("a fee is 0 to 10,000 basis points and 0 or more");
    }
  }

  /** Of a payment: its share, rounded half up to the minor unit once, and the fixed part. */
  public Money of(Money payment) {
    BigDecimal share =
        BigDecimal.valueOf(payment.minor())
            .multiply(BigDecimal.valueOf(basisPoints))
            .divide(WHOLE, 0, RoundingMode.HALF_UP);
    return fixed.plus(Money.ofMinor(share.longValueExact(), payment.currency()));
  }

  /** Of a refund. */
  public Money ofRefund() {
    return onRefunds ? fixed : Money.zero(fixed.currency());
  }
}
