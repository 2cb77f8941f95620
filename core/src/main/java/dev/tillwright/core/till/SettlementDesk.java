package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.host.HostTotals;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.reconcile.Correction;
import dev.tillwright.core.reconcile.Difference;
import dev.tillwright.core.reconcile.Reconciliation;
import dev.tillwright.core.reconcile.Settlement;
import dev.tillwright.core.reconcile.SettlementBook;
import dev.tillwright.core.reconcile.SettlementFile;
import dev.tillwright.core.reconcile.SettlementTerms;
import java.util.List;

/**
 * What the payment hosts settled, laid beside this till's journal, as one operator handles it. Got
 * from {@link Till#settlement}; each call needs {@link Permission#SETTLE_PAYMENT}.
 *
 * <p><b>Guarantees.</b> Comparing writes nothing. A difference is accepted once, by a new entry;
 * what it corrects stays as it is. No money is moved from here.
 *
 * <p><b>Threads.</b> Any number; accepting and settling come one after the other.
 */
public final class SettlementDesk {
  private final Till till;
  private final Counter counter;
  private final OperatorSession session;

  SettlementDesk(Till till, Counter counter, OperatorSession session) {
    this.till = till;
    this.counter = counter;
    this.session = session;
  }

  /** Compares a settlement with the journal. */
  public Settlement compare(SettlementFile file, SettlementTerms terms) {
    require();
    return counter.books.read(SettlementBook.NAME, tx -> Reconciliation.compare(tx, file, terms));
  }

  /** What the journal counts, one a currency: what the host is asked about. */
  public List<HostTotals> totals(SettlementTerms terms) {
    require();
    return counter.books.read(SettlementBook.NAME, tx -> Reconciliation.totals(tx, terms));
  }

  /**
   * Marks as settled what the host settled just as the journal has it.
   *
   * @return how many payments were; the others were before, or are of other tills
   */
  public int settle(Settlement settlement) {
    require();
    return counter.settle(settlement);
  }

  /**
   * Accepts a difference.
   *
   * @param note why, 1 to 200 characters
   * @return whether it was accepted now; {@code false} when it was before
   */
  public boolean accept(Difference difference, String note) {
    require();
    return counter.accept(difference.correction(session.operator().id(), note));
  }

  private void require() {
    till.require(session, Permission.SETTLE_PAYMENT);
  }

  /** What all operators share. */
  static final class Counter {
    private final Books books;
    private final Payments payments;

    Counter(Books books, Payments payments) {
      this.books = books;
      this.payments = payments;
    }

    synchronized boolean accept(Correction correction) {
      String id = correction.difference().id();
      if (books.read(SettlementBook.NAME, tx -> SettlementBook.isAccepted(id, tx))) {
        return false;
      }
      books.append(List.of(correction.toDraft()));
      return true;
    }

    synchronized int settle(Settlement settlement) {
      int settled = 0;
      for (String attempt : settlement.matched()) {
        PaymentKey key = PaymentKey.parse(attempt);
        boolean ours = key.terminal().equals(books.journal().terminal());
        settled += ours && payments.settled(key, settlement.reference()) ? 1 : 0;
      }
      // Of a payment that is taken in parts, each settlement shows some.
      for (String capture : settlement.captures()) {
        boolean ours =
            PaymentKey.parse(capture).terminal().equals(books.journal().terminal())
                && !books.read(SettlementBook.NAME, tx -> SettlementBook.isShown(capture, tx));
        if (ours) {
          books.append(List.of(SettlementBook.shown(settlement.reference(), capture)));
        }
      }
      return settled;
    }
  }
}
