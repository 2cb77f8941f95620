package dev.tillwright.core.till;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.TenderKind;
import java.time.Clock;
import java.util.Map;

/** What a basket earns, as the program says at this moment. */
final class Quotes {
  private final Pricing pricing;
  private final Clock clock;

  Quotes(Pricing pricing, Clock clock) {
    this.pricing = pricing;
    this.clock = clock;
  }

  /** Paid by other means than points. What comes back earns nothing. */
  PointsQuote of(Sale sale) {
    return sale.kind().isReturn() ? PointsQuote.NOTHING : pricing.quote(request(sale));
  }

  /** With a part that is paid with points. */
  PointsQuote of(Sale sale, Money points) {
    return pricing.quote(request(sale), Map.of(TenderKind.POINTS.name(), points));
  }

  private Pricing.Request request(Sale sale) {
    return new Pricing.Request(
        sale.totals(), sale.member().orElse(null), clock.instant(), sale.id().terminal());
  }
}
