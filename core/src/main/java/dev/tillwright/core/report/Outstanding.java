package dev.tillwright.core.report;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.GiftBook;
import dev.tillwright.core.payment.GiftLiability;
import dev.tillwright.core.payment.PaymentBook;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the shop owes, or waits for, in one currency.
 *
 * @param count of payments, of loads of gift cards, or of points
 * @param amount what they come to
 */
public record Outstanding(long count, Money amount) {
  public Outstanding {
    Objects.requireNonNull(amount, "amount");
  }

  /**
   * Payments that were taken while the host was out of reach and that it has not answered yet, one
   * a currency, by code.
   */
  public static List<Outstanding> offline(Tx tx) {
    Map<String, Outstanding> all = new TreeMap<>();
    for (Attempt attempt : PaymentBook.restless(Payments.MAX_UNFINISHED, tx)) {
      if (attempt.state().waits()) {
        Money amount = attempt.counted();
        all.merge(
            amount.currency().getCurrencyCode(),
            new Outstanding(1, amount),
            (a, b) -> new Outstanding(a.count + b.count, a.amount.plus(b.amount)));
      }
    }
    return List.copyOf(all.values());
  }

  /**
   * What gift cards come to that are still to be spent, by the journals that are followed, one a
   * currency, by code; see {@link GiftLiability#open}.
   *
   * @param tx of a database where {@link GiftBook} follows
   */
  public static List<Outstanding> gifts(Tx tx) {
    return GiftBook.liability(tx).stream()
        .map(it -> new Outstanding(it.loads(), it.open()))
        .toList();
  }

  /**
   * What points are worth that members still hold, rounded up: a debt is not made smaller.
   *
   * @param points that are outstanding, by the ledger that follows the journal; 0 or more
   * @param worth of {@code per} points
   * @param per 1 or more
   */
  public static Outstanding points(long points, Money worth, long per) {
    if (points < 0 || per < 1 || worth.isNegative()) {
      throw new IllegalArgumentException("0 or more points, worth 0 or more for each of some");
    }
    BigDecimal exact = BigDecimal.valueOf(points).multiply(BigDecimal.valueOf(worth.minor()));
    long minor = exact.divide(BigDecimal.valueOf(per), 0, RoundingMode.CEILING).longValueExact();
    return new Outstanding(points, Money.ofMinor(minor, worth.currency()));
  }
}
