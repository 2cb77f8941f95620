package dev.tillwright.loyalty.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * One movement of points, and why.
 *
 * @param terminal whose journal's entry had this effect
 * @param seq that entry's position
 * @param part counts the postings of one entry, from 0
 * @param at the entry's wall time
 * @param day the local day in the program's zone, as it was when it was posted
 * @param kind what happened
 * @param program whose points they are, by the program's id
 * @param member whose points
 * @param from the account they left
 * @param to the account they came to
 * @param points how many; positive
 * @param sale the sale or return; empty for none
 * @param line the line of the original sale that came back; 0 for none
 * @param hold the hold; empty for none
 * @param lot the lot they belong to; empty for points that were missing
 * @param reasons a sentence for each rule that gave or took points of an award; otherwise empty
 */
public record Posting(
    String terminal,
    long seq,
    int part,
    Instant at,
    LocalDate day,
    Kind kind,
    String program,
    String member,
    Account from,
    Account to,
    long points,
    String sale,
    int line,
    String hold,
    String lot,
    List<String> reasons) {
  public Posting {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(day, "day");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(hold, "hold");
    Objects.requireNonNull(lot, "lot");
    reasons = List.copyOf(reasons);
  }

  /** What it did to the points that the member has, pending and held ones included. */
  public long change() {
    return (to.owed() ? points : 0) - (from.owed() ? points : 0);
  }

  Posting because(List<String> sentences) {
    return new Posting(
        terminal, seq, part, at, day, kind, program, member, from, to, points, sale, line, hold,
        lot, sentences);
  }

  /** What happened. */
  public enum Kind {
    /** A sale earned. */
    AWARD,
    /** Points came from an opening balance, a partner or a correction. */
    GRANT,
    /** Points that waited are free. */
    MATURE,
    /** Points were earned while others were missing: they fill the hole. */
    SETTLE,
    /** Goods came back, and with them what they had earned. */
    CLAW_BACK,
    /** Points are set aside for a sale. */
    HOLD,
    /** Points that were set aside are free again. */
    RELEASE,
    /** A hold came to its end. */
    LAPSE,
    /** Points that were set aside paid. */
    CAPTURE,
    /** Points paid that were not set aside. */
    BURN,
    /**
     * Points that were missing at a claw-back are paid for: by money that was withheld, or by the
     * shop.
     */
    COVER,
    /** Goods that points had paid for came back, and with them the points. */
    GIVE_BACK,
    /** Points ended unspent. */
    EXPIRE,
    /** Points were taken by correction. */
    TAKE,
    /** What an earlier entry did was undone. */
    REVERSE
  }
}
