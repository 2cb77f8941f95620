package dev.tillwright.core.till;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.basket.Redeemable;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a basket is reduced by and earns, as the program says at this moment. */
final class Quotes {
  private final Pricing pricing;
  private final Clock clock;

  Quotes(Pricing pricing, Clock clock) {
    this.pricing = pricing;
    this.clock = clock;
  }

  /** Locks the basket with its promotions. Paid by other means than points. */
  SaleCommand.BeginTender begin(Sale open) {
    // What was agreed when it was ordered is not reduced again when it is collected.
    boolean agreed = open.kind() == SaleKind.SALE && open.channel().isPresent();
    List<Discount> promotions =
        agreed || open.kind().isReturn()
            ? List.of()
            : pricing.promotions(request(open, open.totals()));
    return quoted(open, promotions, Map.of());
  }

  /** Locks the basket anew with the promotions it had, and a part that is paid with points. */
  SaleCommand.BeginTender begin(Sale open, List<Discount> promotions, Money points) {
    return quoted(open, promotions, Map.of(TenderKind.POINTS.name(), points));
  }

  /** The open basket, locked as it would be just now. */
  Sale locked(Sale open) {
    return open.decide(begin(open)) instanceof Decision.Accepted accepted ? accepted.next() : open;
  }

  /** What the open basket would come to and earn just now. */
  Offer offer(Sale open) {
    SaleCommand.BeginTender begin = begin(open);
    Totals totals =
        open.decide(begin) instanceof Decision.Accepted accepted
            ? accepted.next().totals()
            : open.totals();
    return new Offer(totals, begin.promotions(), begin.quote());
  }

  /** How much of a sale points may pay, with its promotions. */
  Redeemable redeemable(Sale sale) {
    Totals totals = sale.state() == Sale.State.OPEN ? offer(sale).totals() : sale.totals();
    return pricing.redeemable(request(sale, totals));
  }

  private SaleCommand.BeginTender quoted(
      Sale open, List<Discount> promotions, Map<String, Money> tenders) {
    SaleCommand.BeginTender unquoted = new SaleCommand.BeginTender(PointsQuote.NOTHING, promotions);
    // What does not fit the sale is refused by the sale itself, and needs no quote.
    if (open.kind().isReturn() || !(open.decide(unquoted) instanceof Decision.Accepted locked)) {
      return unquoted;
    }
    Pricing.Request request = request(open, locked.next().totals());
    PointsQuote quote =
        tenders.isEmpty() ? pricing.quote(request) : pricing.quote(request, tenders);
    return new SaleCommand.BeginTender(quote, promotions);
  }

  private Pricing.Request request(Sale sale, Totals totals) {
    return new Pricing.Request(
        totals.goods(),
        sale.member().orElse(null),
        clock.instant(),
        sale.id().terminal(),
        Set.copyOf(sale.coupons()),
        sale.kind() == SaleKind.EXCHANGE);
  }
}
