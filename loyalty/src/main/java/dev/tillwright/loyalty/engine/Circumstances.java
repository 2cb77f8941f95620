package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.money.Money;
import java.util.Map;

/**
 * What is known of a sale besides what the till says. Brought by the application, which knows its
 * stores, its members and what was before.
 *
 * <p><b>Threads.</b> Any number at once. No I/O on other machines; answers in milliseconds.
 */
@FunctionalInterface
public interface Circumstances {

  /**
   * All that is known, frozen.
   *
   * @param tenders what kinds of tender pay, as far as it is known
   */
  Purchase of(Pricing.Request request, Map<String, Money> tenders);

  /** What the till says and nothing else: a member without a tier, and nothing before. */
  static Circumstances plain() {
    return (request, tenders) -> said(request, tenders).build();
  }

  /** What the till says, to be added to. */
  static Purchase.Builder said(Pricing.Request request, Map<String, Money> tenders) {
    String member = request.member();
    Purchase.Builder purchase =
        Purchase.of(request.totals(), request.at())
            .terminal(request.terminal())
            .linkedReturn(request.exchange())
            .member(member == null ? null : Shopper.of(member));
    tenders.forEach(purchase::tender);
    request.coupons().forEach(purchase::coupon);
    return purchase;
  }
}
