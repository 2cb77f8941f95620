package dev.tillwright.loyalty.partner;

import java.util.Objects;

/**
 * A partner, and what its points are worth.
 *
 * @param partner who
 * @param rate for exchanges that begin from now on; one that has begun keeps its figures
 */
public record Agreement(PointsPartner partner, ExchangeRate rate) {
  public Agreement {
    Objects.requireNonNull(rate, "rate");
    PartnerNames.check(partner.id(), "partner");
    if (partner.id().equals(SettlementStatement.HOUSE)) {
      throw new IllegalArgumentException("the house is not a partner");
    }
  }
}
