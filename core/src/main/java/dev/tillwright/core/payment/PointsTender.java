package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import java.time.Duration;
import java.util.Currency;
import java.util.List;

/**
 * The port to points as a tender: hold, capture, release. Brought by the loyalty module.
 *
 * <p>It never posts by itself. The till appends the entry first ({@link PointsEntries#held}, {@link
 * PointsEntries#released}, and the completed sale, which captures); the ledger is a follower, and
 * these calls wait for it and answer what the posting became.
 *
 * <p><b>Threads.</b> Any number at once. Every call that waits has a deadline.
 */
public interface PointsTender {

  /**
   * What points are worth as a tender, rounded down to the minor unit.
   *
   * @param points not negative
   * @throws IllegalArgumentException when the program is in another currency
   */
  Money worth(long points, Currency currency);

  /**
   * The most points that pay at most this amount, in the program's steps; 0 when the amount is less
   * than the smallest redemption.
   *
   * @param amount not negative
   * @throws IllegalArgumentException when the program is in another currency
   */
  long pointsFor(Money amount);

  /**
   * What a hold became, once the ledger has read its entry.
   *
   * @param hold as in the entry
   * @param entrySeq the entry's position in the till's journal
   * @param deadline how long to wait for the ledger
   */
  HoldOutcome outcomeOf(String hold, long entrySeq, Duration deadline);

  /**
   * What a member may spend: the balance without what is held, after every entry that was in the
   * journal when the call was made. Below zero after a claw-back of points already spent.
   *
   * @param deadline how long to wait for the ledger
   * @throws dev.tillwright.core.TillwrightException {@code points.late}, retryable, when the ledger
   *     did not get there in time
   */
  long available(String member, Duration deadline);

  /**
   * What a program withholds from the refund of goods that had earned points which are spent
   * already. Asked before a return is paid out, and shown before it is done; it writes nothing.
   *
   * @param back the return as it stands, without its pay-outs
   * @param pointsBack points that it gives back, of those that paid for the goods
   * @param most what there is to withhold from
   * @param deadline how long to wait for the ledger
   * @return at most {@code most}; nothing by default
   * @throws dev.tillwright.core.TillwrightException {@code points.late}, retryable, when the ledger
   *     did not get there in time
   */
  default Withheld withheld(CompletedSale back, long pointsBack, Money most, Duration deadline) {
    return Withheld.nothing(most.currency());
  }

  /**
   * What the ledger has to be told by now: a program that was adopted since, and what is due. The
   * till appends these entries when it opens and after each day close, in this order. Asked again
   * after the ledger has read them there are none, so that a crash between asking, appending and
   * reading changes nothing.
   *
   * @param deadline how long to wait for the ledger
   * @return none by default
   * @throws dev.tillwright.core.TillwrightException {@code points.late}, retryable, when the ledger
   *     did not get there in time
   */
  default List<Draft> upkeep(Duration deadline) {
    return List.of();
  }
}
