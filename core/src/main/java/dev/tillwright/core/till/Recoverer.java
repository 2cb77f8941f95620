package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what a crash left: payments first, then the sales they belong to. An open sale whose
 * entries do not go together is set aside: one entry and an alarm say so, a person looks at it, and
 * the till opens without it.
 */
final class Recoverer {
  private static final Logger LOG = LoggerFactory.getLogger(Recoverer.class);
  static final String ALARM = "sale.setAside";

  private final Books books;
  private final Payments payments;
  private final Checkout checkout;
  private final Duration patience;
  private final Monitor monitor;

  /**
   * @param patience how long an opening waits for hosts; what they do not answer goes on later
   */
  Recoverer(Books books, Payments payments, Checkout checkout, Duration patience, Monitor monitor) {
    this.books = books;
    this.payments = payments;
    this.checkout = checkout;
    this.patience = patience;
    this.monitor = monitor;
  }

  /** What was found, with the sales that stand open. */
  record Found(Recovery summary, Map<SaleId, Sale> open) {}

  Found recover(long entries) {
    List<Attempt> before = payments.unfinished();
    int unknown = (int) before.stream().filter(Recoverer::hasNoKnownEnd).count();
    List<Sale> sales = openSales();
    checkout.found(sales); // what turns out to be paid is put on them
    payments.resolve(patience);
    List<Attempt> after = payments.unfinished();
    int stillUnknown = (int) after.stream().filter(Recoverer::hasNoKnownEnd).count();

    List<SaleId> finished = new ArrayList<>();
    Map<SaleId, Sale> open = new LinkedHashMap<>();
    for (Sale left : sales) {
      Sale sale = checkout.found(left.id());
      if (sale.completed().isPresent() || finish(sale)) {
        finished.add(sale.id());
      } else {
        open.put(sale.id(), sale);
      }
    }
    releaseForgottenHolds(open);
    Recovery summary =
        new Recovery(
            entries,
            unknown,
            unknown - stillUnknown,
            after.size() - stillUnknown,
            finished,
            open.values().stream().filter(Recoverer::wasLeft).map(Sale::id).toList(),
            books.read(SalesBook.NAME, SalesBook::aside));
    return new Found(summary, open);
  }

  /** What was put aside or laid away on purpose is found there, not here. */
  private static boolean wasLeft(Sale sale) {
    return sale.state() != Sale.State.SUSPENDED && sale.plan().isEmpty();
  }

  private static boolean hasNoKnownEnd(Attempt attempt) {
    return attempt.state().unresolved();
  }

  /** A sale that was paid in full before the crash is finished: the customer has paid. */
  private boolean finish(Sale sale) {
    if (sale.state() != Sale.State.TENDERING || !sale.due().isZero() || sale.tenders().isEmpty()) {
      return false;
    }
    Checkout.Step step = checkout.completeIfPaid(sale);
    books.append(step.drafts());
    checkout.numbered(step);
    return true;
  }

  private List<Sale> openSales() {
    List<SalesBook.OpenSale> open = books.read(SalesBook.NAME, SalesBook::open);
    if (open.isEmpty()) {
      return List.of();
    }
    Map<String, List<Entry>> entries = new LinkedHashMap<>();
    open.forEach(sale -> entries.put(sale.sale().toString(), new ArrayList<>()));
    books
        .journal()
        .read(open.get(0).openedSeq(), books.journal().headSeq(), entry -> collect(entry, entries));
    List<Sale> sales = new ArrayList<>();
    for (SalesBook.OpenSale each : open) {
      try {
        sales.add(replayed(entries.getOrDefault(each.sale().toString(), List.of())));
      } catch (RuntimeException e) { // nothing outside was asked: it is what the entries say
        setAside(each, e);
      }
    }
    return sales;
  }

  private static void collect(Entry entry, Map<String, List<Entry>> entries) {
    if (entry.kind().startsWith("sale.")) {
      List<Entry> known = entries.get(TillEntries.saleOf(entry));
      if (known != null) {
        known.add(entry);
      }
    }
  }

  private static Sale replayed(List<Entry> entries) {
    List<SaleEvent> events = new ArrayList<>();
    entries.forEach(entry -> SaleEvents.read(entry).ifPresent(events::add));
    return Sale.replay(events);
  }

  private void setAside(SalesBook.OpenSale sale, RuntimeException why) {
    LOG.warn("the sale {} does not replay: {}", sale.sale(), why.getClass().getName());
    books.append(List.of(TillEntries.setAside(sale.sale(), sale.openedSeq())));
    monitor.raise(
        ALARM,
        sale.sale().toString(),
        "an open sale does not replay and was set aside; look at its entries, and at what was"
            + " paid");
  }

  /** Points that were held for a tender that never came are given free. */
  private void releaseForgottenHolds(Map<SaleId, Sale> open) {
    List<Draft> releases =
        books.read(SalesBook.NAME, SalesBook::holds).stream()
            .filter(hold -> !isTender(open.get(hold.sale()), hold.hold()))
            .map(hold -> PointsEntries.released(hold.hold()))
            .toList();
    if (!releases.isEmpty()) {
      books.append(releases);
    }
  }

  private static boolean isTender(@Nullable Sale sale, String hold) {
    return sale != null
        && sale.tenders().stream().anyMatch(tender -> hold.equals(tender.payment()));
  }
}
