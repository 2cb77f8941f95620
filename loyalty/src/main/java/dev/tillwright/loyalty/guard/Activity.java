package dev.tillwright.loyalty.guard;

import java.time.Instant;
import java.util.Objects;

/**
 * Something a member did, or that was done in the member's name.
 *
 * @param kind what
 * @param member who, by pseudonym
 * @param at when
 * @param terminal where; empty when it was at no till
 * @param operator who served; empty for nobody
 * @param minor what was paid, or paid back, in minor units; 0 where no money moved
 * @param points earned, taken back or spent; not negative
 * @param sale which; for a refund the sale that came back; empty for none
 */
public record Activity(
    Kind kind,
    String member,
    Instant at,
    String terminal,
    String operator,
    long minor,
    long points,
    String sale) {
  public Activity {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(sale, "sale");
    if (minor < 0 || points < 0) {
      throw new IllegalArgumentException("what was paid and what points moved is not negative");
    }
  }

  /** A sale that earned. */
  public static Activity accrual(
      String member,
      Instant at,
      String terminal,
      String operator,
      long minor,
      long points,
      String sale) {
    return new Activity(Kind.ACCRUAL, member, at, terminal, operator, minor, points, sale);
  }

  /** Goods came back. */
  public static Activity refund(String member, Instant at, long minor, String sale) {
    return new Activity(Kind.REFUND, member, at, "", "", minor, 0, sale);
  }

  /** Points were spent. */
  public static Activity burn(
      String member, Instant at, String terminal, long points, String sale) {
    return new Activity(Kind.BURN, member, at, terminal, "", 0, points, sale);
  }

  /** The account itself was changed. */
  public static Activity change(String member, Instant at) {
    return new Activity(Kind.CHANGE, member, at, "", "", 0, 0, "");
  }

  /** What was done. */
  public enum Kind {
    /** A sale earned points. */
    ACCRUAL,
    /** Goods came back. */
    REFUND,
    /** Points were spent. */
    BURN,
    /** Contact, secret or device of the account was changed. */
    CHANGE
  }
}
