package dev.tillwright.loyalty.partner;

import java.util.Objects;

/**
 * Points that a member wants to exchange.
 *
 * @param key names it at its terminal, for ever; 1 to 64 characters
 * @param direction which points are given up
 * @param partner with whom; a partner's id
 * @param member whose points of ours
 * @param account whose points of theirs; 1 to 64 characters
 * @param points so many are to be given up; the rate may leave some
 */
public record ExchangeOrder(
    String key, Direction direction, String partner, String member, String account, long points) {
  public ExchangeOrder {
    Objects.requireNonNull(direction, "direction");
    PartnerNames.check(key, "key");
    PartnerNames.check(partner, "partner");
    PartnerNames.check(member, "member");
    PartnerNames.check(account, "account");
    if (points < 1 || points > ExchangeRate.MOST) {
      throw new IllegalArgumentException("points: 1 to " + ExchangeRate.MOST);
    }
  }

  /** Our points for theirs. */
  public static ExchangeOrder out(
      String key, String partner, String member, String account, long points) {
    return new ExchangeOrder(key, Direction.OUT, partner, member, account, points);
  }

  /** Their points for ours. */
  public static ExchangeOrder in(
      String key, String partner, String member, String account, long points) {
    return new ExchangeOrder(key, Direction.IN, partner, member, account, points);
  }

  /** Key and direction, never member or account. */
  @Override
  public String toString() {
    return "ExchangeOrder[" + key + " " + direction + "]";
  }

  /** Which points are given up. */
  public enum Direction {
    /** Ours are taken, theirs credited. */
    OUT,
    /** Theirs are held and captured, ours granted. */
    IN
  }
}
