package dev.tillwright.core.dispute;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.SaleId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A case as it comes in.
 *
 * @param kind what somebody wants
 * @param sale which sale it is about
 * @param payment which payment of it; {@code null} when it is about none
 * @param reason the scheme's code, or the shop's; at most 64 characters
 * @param amount what is asked for; zero when it is not about money
 * @param deadline when an answer is due
 * @param reference the scheme's or the customer's own number; empty for none. The same kind and
 *     reference twice is the same case
 * @param note what was said, at most 2,000 characters; never a card number
 */
public record CaseIntake(
    CaseKind kind,
    SaleId sale,
    @Nullable PaymentKey payment,
    String reason,
    Money amount,
    Instant deadline,
    String reference,
    String note) {
  public CaseIntake {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(sale, "sale");
    reason = CaseText.code(reason, "reason");
    deadline = deadline.truncatedTo(ChronoUnit.MILLIS);
    reference = CaseText.code(reference, "reference");
    note = CaseText.note(note, "note");
    if (amount.isNegative()) {
      throw new IllegalArgumentException("amount is 0 or more");
    }
    if (kind == CaseKind.DISPUTE && payment == null) {
      throw new IllegalArgumentException("payment is what a dispute is about");
    }
  }
}
