package dev.tillwright.core.receipt;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.util.Objects;

/**
 * A card payment that the host declined, for its slip.
 *
 * @param sale which sale it was for
 * @param operator who
 * @param payment text of the attempt's payment key
 * @param amount that was asked for
 * @param masked the card, for people
 * @param entryMode how the card was read
 * @param reason for people, without card data
 */
public record DeclinedPayment(
    SaleId sale,
    String operator,
    String payment,
    Money amount,
    MaskedPan masked,
    EntryMode entryMode,
    String reason) {
  public DeclinedPayment {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(payment, "payment");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(masked, "masked");
    Objects.requireNonNull(entryMode, "entryMode");
    Objects.requireNonNull(reason, "reason");
  }
}
