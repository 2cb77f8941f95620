package dev.tillwright.core.order;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Tx;
import java.util.Optional;

/** What the ends of sales do to orders. */
final class OrderSales {
  private OrderSales() {}

  static void completed(Entry entry, CompletedSale sale, Tx tx) {
    if (sale.channel() == null) {
      return;
    }
    String terminal = entry.terminal();
    Optional<Order> own = OrderBook.ofSale(tx, terminal, sale.id());
    if (own.isPresent()) {
      collected(entry, own.get(), sale, tx);
    } else if (sale.origin() != null) {
      OrderBook.ofSale(tx, terminal, sale.origin()).ifPresent(it -> back(terminal, it, sale, tx));
    }
    OrderTables.money(tx, entry, OrderMoney.of(sale));
  }

  private static void collected(Entry entry, Order order, CompletedSale sale, Tx tx) {
    OrderEvent.Collecting pending = order.pending();
    if (pending == null || !pending.sale().equals(sale.id())) {
      return;
    }
    OrderTables.change(tx, entry.terminal(), order.collected(pending, sale));
    OrderNotice notice =
        OrderNotices.of(entry, order.id(), OrderNotice.Kind.COLLECTED)
            .goods(pending.parts(), pending.total(), sale.id().toString());
    OrderTables.notice(tx, entry, notice);
  }

  /** An exchange is known as a sale of the order too: goods of it may come back once more. */
  private static void back(String terminal, Order order, CompletedSale sale, Tx tx) {
    if (sale.kind() == SaleKind.EXCHANGE) {
      OrderTables.sale(tx, terminal, sale.id(), order.id());
    }
    Order next = order;
    for (CompletedSale part : sale.parts()) {
      next = part.kind().isReturn() ? next.cameBack(part.total()) : next;
    }
    OrderTables.change(tx, terminal, next);
  }

  static void voided(String terminal, SaleId sale, Tx tx) {
    OrderBook.ofSale(tx, terminal, sale)
        .filter(it -> it.pending() != null && it.pending().sale().equals(sale))
        .ifPresent(it -> OrderTables.change(tx, terminal, it.released()));
  }
}
