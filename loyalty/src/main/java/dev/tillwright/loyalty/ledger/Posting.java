package dev.tillwright.loyalty.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One movement of points, and why.
 *
 * @param terminal whose journal's entry had this effect
 * @param seq that entry's position
 * @param part counts the postings of one entry, from 0
 * @param at the entry's wall time
 * @param kind what happened
 * @param member whose points
 * @param points how many; positive
 * @param sale the sale or return; empty for none
 * @param line the line of the original sale that came back; 0 for none
 * @param hold the hold; empty for none
 * @param reasons a sentence for each rule that gave or took points of an award; otherwise empty
 */
public record Posting(
    String terminal,
    long seq,
    int part,
    Instant at,
    Kind kind,
    String member,
    long points,
    String sale,
    int line,
    String hold,
    List<String> reasons) {
  public Posting {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(hold, "hold");
    reasons = List.copyOf(reasons);
  }

  /** What the posting did to the points that the member has, held ones included. */
  public long change() {
    return switch (kind) {
      case AWARD, GIVE_BACK -> points;
      case CLAW_BACK, CAPTURE, BURN -> -points;
      case HOLD, RELEASE -> 0;
    };
  }

  /** What happened; from which account to which. */
  public enum Kind {
    /** A sale earned. */
    AWARD(Account.ISSUED, Account.AVAILABLE),
    /** Goods came back, and with them what they had earned. */
    CLAW_BACK(Account.AVAILABLE, Account.CLAWED_BACK),
    /** Points are set aside for a sale. */
    HOLD(Account.AVAILABLE, Account.HELD),
    /** Points that were set aside are free again. */
    RELEASE(Account.HELD, Account.AVAILABLE),
    /** Points that were set aside paid for the sale. */
    CAPTURE(Account.HELD, Account.BURNED),
    /** Points paid for a sale that had no hold for them. */
    BURN(Account.AVAILABLE, Account.BURNED),
    /** Goods that points had paid for came back, and with them the points. */
    GIVE_BACK(Account.GIVEN_BACK, Account.AVAILABLE);

    private final Account from;
    private final Account to;

    Kind(Account from, Account to) {
      this.from = from;
      this.to = to;
    }

    public Account from() {
      return from;
    }

    public Account to() {
      return to;
    }
  }
}
