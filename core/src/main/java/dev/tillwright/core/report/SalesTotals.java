package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * What the sales and returns in one currency come to. All amounts are positive; what returns took
 * out stands beside what sales brought in.
 *
 * @param currency of all amounts
 * @param sales how many
 * @param gross what they came to
 * @param returns how many, with and without receipt
 * @param refunded what they came to
 * @param returnsWithoutReceipt how many of the returns
 * @param refundedWithoutReceipt the part of {@code refunded}
 * @param voids sales of the same day that were taken back whole; among the returns
 * @param voided the part of {@code refunded}
 * @param discount given on sales; a part of no other amount
 * @param lines of sales
 * @param anonymousSales sales without a member
 * @param pointsEarned by sales, as quoted
 * @param pointsUsed as tender
 * @param taxes by code and rate
 * @param tenders in the order of {@link dev.tillwright.core.sale.TenderKind}
 * @param operators by name
 * @param cash what the drawer must hold, and why
 * @param charges what moved besides
 */
public record SalesTotals(
    Currency currency,
    long sales,
    Money gross,
    long returns,
    Money refunded,
    long returnsWithoutReceipt,
    Money refundedWithoutReceipt,
    long voids,
    Money voided,
    Money discount,
    long lines,
    long anonymousSales,
    long pointsEarned,
    long pointsUsed,
    List<TaxTotal> taxes,
    List<TenderTotal> tenders,
    List<SalesRow> operators,
    CashTotals cash,
    ChargeTotals charges) {
  public SalesTotals {
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(gross, "gross");
    Objects.requireNonNull(refunded, "refunded");
    Objects.requireNonNull(refundedWithoutReceipt, "refundedWithoutReceipt");
    Objects.requireNonNull(voided, "voided");
    Objects.requireNonNull(discount, "discount");
    taxes = List.copyOf(taxes);
    tenders = List.copyOf(tenders);
    operators = List.copyOf(operators);
    Objects.requireNonNull(cash, "cash");
    Objects.requireNonNull(charges, "charges");
  }

  /** What remains: gross less refunds. */
  public Money net() {
    return gross.minus(refunded);
  }
}
