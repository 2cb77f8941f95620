package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which lines may come back, and for how much. */
final class ReturnRules {
  private ReturnRules() {}

  static Decision returnLine(Sale sale, SaleCommand.ReturnLine command) {
    if (!sale.kind().hasOrigin()) {
      return SaleRules.refuse(Refusal.NOT_A_RETURN);
    }
    if (!command.quantity().isPositive()) {
      return SaleRules.refuse(Refusal.QUANTITY_NOT_POSITIVE);
    }
    PricedLine sold = command.original().priced();
    Refusal against = againstLine(sale, sold, command.already());
    if (against != null) {
      return SaleRules.refuse(against);
    }
    int origin = sold.line().number();
    boolean whole = command.quantity().equals(sold.line().quantity());
    if (sold.line().item().isStoredValue() && !whole) {
      return SaleRules.refuse(Refusal.VALUE_COMES_BACK_WHOLE);
    }
    Returned already = command.already();
    // Both bounded before they are added up.
    if (sold.line().quantity().compareTo(Sale.MAX_QUANTITY) > 0) {
      return SaleRules.refuse(Refusal.QUANTITY_TOO_LARGE);
    }
    if (already.quantity().compareTo(sold.line().quantity()) > 0
        || command.quantity().compareTo(sold.line().quantity()) > 0) {
      return SaleRules.refuse(Refusal.RETURN_ABOVE_SOLD);
    }
    for (PricedLine line : basket(sale).totals().lines()) {
      if (sale.originLine(line.line().number()) == origin) {
        already = already.plus(line);
      }
    }
    if (already.quantity().plus(command.quantity()).compareTo(sold.line().quantity()) > 0) {
      return SaleRules.refuse(Refusal.RETURN_ABOVE_SOLD);
    }
    if (!within(already, sold)) {
      return SaleRules.refuse(Refusal.RETURN_DOES_NOT_FIT);
    }
    PricedLine share = ReturnShare.of(sold, already, sale.lastLine() + 1, command.quantity());
    against = againstShare(sale, share);
    return against != null
        ? SaleRules.refuse(against)
        : SaleRules.accept(
            sale, new SaleEvent.LineReturned(sale.id(), new CompletedLine(share, origin)));
  }

  private static @Nullable Refusal againstLine(Sale sale, PricedLine sold, Returned already) {
    Currency currency = sale.basket().currency();
    List<Money> amounts =
        List.of(
            sold.list(),
            sold.discount(),
            sold.tax(),
            sold.total(),
            sold.exempted(),
            already.discount(),
            already.tax(),
            already.total());
    if (amounts.stream().anyMatch(it -> !it.currency().equals(currency))) {
      return Refusal.CURRENCY_DIFFERS;
    }
    // Bounded first, so that no sum of them can overflow.
    if (amounts.stream().anyMatch(it -> it.minor() > Sale.MAX_AMOUNT)) {
      return Refusal.AMOUNT_TOO_LARGE;
    }
    boolean negative =
        amounts.stream().anyMatch(Money::isNegative) || already.quantity().value().signum() < 0;
    return negative || !sold.addsUp() ? Refusal.RETURN_DOES_NOT_FIT : null;
  }

  private static boolean within(Returned already, PricedLine sold) {
    return already.discount().compareTo(sold.discount()) <= 0
        && already.tax().compareTo(sold.tax()) <= 0
        && already.total().minus(already.tax()).compareTo(sold.net()) <= 0;
  }

  private static Basket basket(Sale sale) {
    return sale.kind() == SaleKind.EXCHANGE ? sale.back() : sale.basket();
  }

  private static @Nullable Refusal againstShare(Sale sale, PricedLine share) {
    Item item = share.line().item();
    return SaleRules.againstItem(
        sale, basket(sale), item, BigDecimal.valueOf(share.list().minor()));
  }
}
