package dev.tillwright.core.till;

import dev.tillwright.core.access.Act;
import dev.tillwright.core.access.Facts;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.report.CashTotals;
import dev.tillwright.core.report.SalesTotals;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cash that moves for other reasons than a sale, and the drawer it lies in. Got from {@link
 * Till#cash}; each call is written down, durable before the drawer opens.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class CashDesk {
  /** A reason has 1 to so many characters. */
  public static final int MAX_REASON = 200;

  private final Till till;
  private final Box box;
  private final OperatorSession session;

  CashDesk(Till till, Box box, OperatorSession session) {
    this.till = till;
    this.box = box;
    this.session = session;
  }

  /**
   * Puts cash in: the float in the morning, change from the bank; needs {@link
   * Permission#MOVE_CASH}.
   *
   * @param amount positive
   */
  public void payIn(Money amount, String reason) {
    till.require(session, Permission.MOVE_CASH, facts(amount));
    box.move(TillEntries.PAID_IN, session.operator().id(), amount, reason);
  }

  /**
   * Takes cash out: to the bank, for a delivery; needs {@link Permission#MOVE_CASH}.
   *
   * @param amount positive
   * @throws RefusedException when it is more than {@link #expected}
   */
  public void payOut(Money amount, String reason) {
    till.require(session, Permission.MOVE_CASH, facts(amount));
    box.move(TillEntries.PAID_OUT, session.operator().id(), amount, reason);
  }

  /**
   * Opens the drawer without a sale; needs {@link Permission#OPEN_DRAWER}.
   *
   * @return whether it opened; {@code false} also without a drawer
   */
  public boolean open(String reason) {
    till.require(session, Permission.OPEN_DRAWER);
    Money nothing = Money.zero(box.currency);
    till.opened().checkout().checks().require(Act.OPEN_DRAWER, session, nothing, null, null);
    return box.open(session.operator().id(), reason, null);
  }

  /** What is not an amount is refused where it is looked at. */
  private static Facts facts(Money amount) {
    return amount.isNegative() ? Facts.none() : Facts.of(amount);
  }

  /** What must be in the drawer by the books, since the last day close. */
  public Money expected() {
    till.require(session, Permission.REPORT);
    return box.expected();
  }

  /** The drawer itself, shared by all. */
  static final class Box {
    private final Books books;
    private final Currency currency;
    private final @Nullable Drawer drawer;
    private final Duration deadline;
    private final Supplier<List<SalesTotals>> totals;

    Box(
        Books books,
        Currency currency,
        @Nullable Drawer drawer,
        Duration deadline,
        Supplier<List<SalesTotals>> totals) {
      this.books = books;
      this.currency = currency;
      this.drawer = drawer;
      this.deadline = deadline;
      this.totals = totals;
    }

    synchronized void move(String kind, String operator, Money amount, String reason) {
      check(reason);
      if (!amount.isPositive() || !amount.currency().equals(currency)) {
        throw new IllegalArgumentException("an amount of the till's currency, positive");
      }
      if (kind.equals(TillEntries.PAID_OUT) && amount.compareTo(expected()) > 0) {
        throw new RefusedException("cash.notThere", "so much cash is not in the drawer");
      }
      books.append(List.of(TillEntries.moved(kind, operator, amount, reason)));
      kick();
    }

    synchronized boolean open(String operator, String reason, @Nullable SaleId sale) {
      check(reason);
      books.append(List.of(TillEntries.opening(operator, currency, reason, sale)));
      return kick();
    }

    /** After a tender that needs the drawer; nothing without one. */
    Outcome openFor(Ticket ticket, Outcome outcome) {
      if (drawer != null && outcome instanceof Outcome.Approved approved) {
        List<TenderLine> tenders = ticket.sale().tenders();
        boolean cash =
            !tenders.isEmpty() && tenders.get(tenders.size() - 1).kind() == TenderKind.CASH;
        if (cash || approved.change().isPositive()) {
          open(ticket.session().operator().id(), "sale", ticket.id());
        }
      }
      return outcome;
    }

    Money expected() {
      return totals.get().stream()
          .filter(it -> it.currency().equals(currency))
          .map(SalesTotals::cash)
          .map(CashTotals::expected)
          .findFirst()
          .orElse(Money.zero(currency));
    }

    private boolean kick() {
      Drawer there = drawer;
      if (there == null) {
        return false;
      }
      boolean opened = there.open(deadline);
      books.append(List.of(TillEntries.drawer(opened)));
      return opened;
    }

    private static void check(String reason) {
      if (reason.isBlank() || reason.length() > MAX_REASON) {
        throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
      }
    }
  }
}
