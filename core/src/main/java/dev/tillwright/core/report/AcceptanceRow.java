package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.util.Objects;

/**
 * What accepting one kind of tender cost.
 *
 * @param scheme as the caller names schemes; empty where there is one only
 * @param payments that were taken
 * @param taken what they came to, tips and surcharges included
 * @param refunds that were paid out
 * @param fees of both; nothing where no fee is for them
 * @param unpriced payments and refunds that no fee is for
 */
public record AcceptanceRow(
    TenderKind tender,
    String scheme,
    long payments,
    Money taken,
    long refunds,
    Money fees,
    long unpriced) {
  public AcceptanceRow {
    Objects.requireNonNull(tender, "tender");
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(taken, "taken");
    Objects.requireNonNull(fees, "fees");
  }
}
