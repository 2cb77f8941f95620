package dev.tillwright.core.basket;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The port to a points program: a basket in, what it earns out, before any tender. Brought by the
 * loyalty module.
 *
 * <p><b>Threads.</b> Any number at once. No I/O on other machines; answers in milliseconds.
 */
@FunctionalInterface
public interface Pricing {

  /** Quotes a basket. The quote enters the sale, and what was quoted is what is awarded. */
  PointsQuote quote(Request request);

  /**
   * Quotes a basket of which some tenders are known already: a program may leave the part that is
   * paid with points or stored value out of what earns. A till that has points held asks again by
   * this call; a quote without tenders is that of a sale paid by other means.
   *
   * @param tenders amounts by kind of tender, such as {@code POINTS}; positive
   */
  default PointsQuote quote(Request request, Map<String, Money> tenders) {
    return quote(request);
  }

  /**
   * What is taken off before the sale is paid: promotions, vouchers, free goods. Each falls on a
   * line or on the whole basket, and is never more than what remains there, whatever it says. The
   * till asks once, when the basket is locked; points are quoted on what is left.
   *
   * @return in the order in which they are taken; empty for none
   */
  default List<Discount> promotions(Request request) {
    return List.of();
  }

  /**
   * How much of a basket points may pay, as the program says: a number, a share, not for all goods.
   * Asked before points are taken as a tender.
   *
   * @return all of it by default
   */
  default Redeemable redeemable(Request request) {
    Money total = request.totals().total();
    return new Redeemable(total.isNegative() ? Money.zero(total.currency()) : total, "");
  }

  /**
   * What is in force, for the journal's settings: names such as {@code program} and {@code digest},
   * each with a short text. The till asks when it opens.
   */
  default Map<String, String> rules() {
    return Map.of();
  }

  /** Earns nothing. */
  static Pricing none() {
    return request -> PointsQuote.NOTHING;
  }

  /**
   * @param totals the priced basket
   * @param member who buys; {@code null} for an anonymous sale, which earns nothing
   * @param at when, frozen for the whole quote
   * @param terminal where
   * @param coupons that the customer shows
   * @param exchange whether goods of an earlier sale come back on the same ticket
   */
  record Request(
      Totals totals,
      @Nullable String member,
      Instant at,
      String terminal,
      Set<String> coupons,
      boolean exchange) {
    public Request {
      Objects.requireNonNull(totals, "totals");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(terminal, "terminal");
      coupons = Set.copyOf(coupons);
    }

    /** Without coupons; nothing comes back. */
    public Request(Totals totals, @Nullable String member, Instant at, String terminal) {
      this(totals, member, at, terminal, Set.of(), false);
    }
  }
}
