package dev.tillwright.core.till;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.dispute.Cases;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.GiftCards;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.risk.RiskCheck;
import dev.tillwright.core.watch.Findings;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Everything an open till is made of. */
record Opened(
    Books books,
    AccessControl access,
    Payments payments,
    Checkout checkout,
    Returns returns,
    Voids voids,
    Tips tips,
    LayawayDesk layaways,
    CashDesk.Box cash,
    Tickets tickets,
    Desk desk,
    Cases cases,
    Day day,
    Items items,
    @Nullable GoodsCounter goods,
    ZoneId zone,
    Clock clock,
    StockDesk.@Nullable Shelf shelf,
    SettlementDesk.Counter settlement,
    GiftSales gifts,
    @Nullable GiftCards giftCards,
    Recovery recovery,
    Findings findings,
    @Nullable RiskCheck risk,
    @Nullable InvoiceClerk invoices,
    Monitor monitor,
    TillWatch watch,
    @Nullable ExecutorService ownWorkers,
    @Nullable Resolver resolver,
    @Nullable Shipping shipping,
    @Nullable Notary notary,
    @Nullable Speaker speaker,
    OrderDesk orders,
    @Nullable OrderPump pump,
    Archiving.@Nullable Shelf archives,
    TrainingRoom training,
    List<PaymentHost> hosts) {

  /** Ends what runs, then frees the links, then the books. */
  void close() {
    watch.close();
    if (resolver != null) {
      resolver.close();
    }
    if (notary != null) {
      notary.close();
    }
    if (shipping != null) {
      shipping.close();
    }
    if (pump != null) {
      pump.close();
    }
    orders.close();
    if (invoices != null) {
      invoices.close();
    }
    hosts.forEach(PaymentHost::close);
    if (speaker != null) {
      speaker.close();
    }
    if (ownWorkers != null) {
      Workers.end(ownWorkers);
    }
    books.close();
    Trainees trainees = training.trainees();
    if (trainees != null) {
      trainees.end();
    }
  }
}
