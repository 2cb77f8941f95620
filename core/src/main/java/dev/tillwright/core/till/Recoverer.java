package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes up what a crash left: payments first, then the sales they belong to. */
final class Recoverer {
  private final Books books;
  private final Payments payments;
  private final Checkout checkout;
  private final Duration patience;

  /**
   * @param patience how long an opening waits for hosts; what they do not answer goes on later
   */
  Recoverer(Books books, Payments payments, Checkout checkout, Duration patience) {
    this.books = books;
    this.payments = payments;
    this.checkout = checkout;
    this.patience = patience;
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
            open.values().stream().filter(Recoverer::wasLeft).map(Sale::id).toList());
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
    Map<SaleId, List<SaleEvent>> events = new LinkedHashMap<>();
    open.forEach(sale -> events.put(sale.sale(), new ArrayList<>()));
    books
        .journal()
        .read(open.get(0).openedSeq(), books.journal().headSeq(), entry -> collect(entry, events));
    return events.values().stream().map(Sale::replay).toList();
  }

  private static void collect(Entry entry, Map<SaleId, List<SaleEvent>> events) {
    if (!entry.kind().startsWith("sale.")) {
      return;
    }
    Optional<SaleEvent> event = SaleEvents.read(entry);
    event.map(SaleEvent::sale).map(events::get).ifPresent(list -> list.add(event.orElseThrow()));
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
