package dev.tillwright.loyalty.partner;

import java.util.Objects;

/**
 * Points that a partner is asked to hold or to credit.
 *
 * @param key names the exchange, for ever
 * @param account whose points, as the partner names it
 * @param points so many of the partner's; positive
 */
public record PartnerRequest(String key, String account, long points) {
  public PartnerRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(account, "account");
    if (points < 1) {
      throw new IllegalArgumentException("what is asked for is positive");
    }
  }

  /** The key, never the account. */
  @Override
  public String toString() {
    return "PartnerRequest[" + key + "]";
  }
}
