package dev.tillwright.loyalty.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * A voucher as it stands.
 *
 * @param code its name
 * @param member whose
 * @param reward what it stands for
 * @param state how far it is used
 * @param sale the sale that reserved or redeemed it; empty for none
 * @param issued when
 * @param expires the first instant at which it is not taken any more
 */
public record Voucher(
    String code,
    String member,
    String reward,
    State state,
    String sale,
    Instant issued,
    Instant expires) {
  public Voucher {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(reward, "reward");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(issued, "issued");
    Objects.requireNonNull(expires, "expires");
  }

  /** How far it is used. */
  public enum State {
    ISSUED,
    RESERVED,
    REDEEMED
  }
}
