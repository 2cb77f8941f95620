package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invoice that was asked for, as the journal knows it.
 *
 * @param number the till's own, the same at every repeat
 * @param sale what it is of
 * @param state where it stands
 * @param date of the sale, which the code is bound to
 * @param askedAt when it became an entry
 * @param total what was asked for
 * @param tax how much of it is tax
 * @param document the provider's number; empty until it is issued
 * @param reason why it was refused; empty otherwise
 * @param buyerGiven whether the till had the buyer's data, so that he needs no code
 * @param corrections what was taken back, oldest first
 */
public record InvoiceRecord(
    String number,
    SaleId sale,
    InvoiceState state,
    LocalDate date,
    Instant askedAt,
    Money total,
    Money tax,
    String document,
    String reason,
    boolean buyerGiven,
    List<Correction> corrections) {
  public InvoiceRecord {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(date, "date");
    Objects.requireNonNull(askedAt, "askedAt");
    Objects.requireNonNull(tax, "tax");
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(reason, "reason");
    corrections = List.copyOf(corrections);
  }

  /**
   * What is left of it after what was taken back, acknowledged or not; of one that is not live,
   * nothing.
   */
  public Money rest() {
    return state.isLive()
        ? corrections.stream()
            .filter(it -> it.state() != InvoiceState.REFUSED)
            .map(Correction::total)
            .reduce(total, Money::minus)
        : Money.zero(total.currency());
  }

  /**
   * What was taken back of it.
   *
   * @param number the till's own, the same at every repeat
   * @param sale the return; {@code null} when none was
   * @param cause why
   * @param whole whether nothing is left after it
   * @param state where it stands
   * @param askedAt when it became an entry
   * @param total how much
   * @param document the number of the red-letter invoice or credit note; empty without one
   * @param reason why it was refused; empty otherwise
   */
  public record Correction(
      String number,
      @Nullable SaleId sale,
      InvoiceCorrection.Cause cause,
      boolean whole,
      InvoiceState state,
      Instant askedAt,
      Money total,
      String document,
      String reason) {}
}
