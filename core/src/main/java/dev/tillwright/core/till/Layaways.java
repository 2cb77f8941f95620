package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.sale.LayawayPlan;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import java.time.LocalDate;
import java.util.List;

/**
 * Goods that are kept for customers who pay in deposits. Got from {@link Till#layaways}.
 *
 * <p>A deposit is paid like any tender, by {@link Till#pay} on the ticket; the last one completes
 * the sale. A layaway survives closing and opening the till.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class Layaways {
  private final Till till;
  private final LayawayDesk desk;
  private final OperatorSession session;

  Layaways(Till till, LayawayDesk desk, OperatorSession session) {
    this.till = till;
    this.desk = desk;
    this.session = session;
  }

  /**
   * Locks the basket and lays the goods away.
   *
   * @throws RefusedException when something is paid already, or the plan does not add up
   */
  public void lay(Ticket ticket, LayawayPlan plan) {
    till.require(session, Permission.SELL);
    desk.lay(ticket, plan);
  }

  /** All that are not completed and not given up, oldest first. */
  public List<Layaway> open() {
    return desk.open();
  }

  /**
   * Takes one up, to pay a deposit or to give it up. A ticket of the same layaway that was taken
   * earlier refuses every further step.
   *
   * @throws RefusedException when there is no such layaway, or it is being paid at this moment
   */
  public Ticket take(SaleId sale) {
    till.require(session, Permission.SELL);
    return desk.take(session, sale);
  }

  /**
   * The slip of a layaway: its goods, the deposits so far, what is due and when. Of one that was
   * given up, what went back; until the till is closed. One that is paid has its receipt.
   *
   * @throws RefusedException when there is no such layaway
   */
  public ReceiptDocument slip(SaleId sale) {
    till.require(session, Permission.SELL);
    return till.opened().desk().slip(till.opened().tickets().layaway(sale));
  }

  /**
   * Prints its slip, for a customer who paid a deposit or got some back.
   *
   * @throws RefusedException when there is no such layaway, or no printer
   */
  public PrintResult print(SaleId sale) {
    till.require(session, Permission.SELL);
    return till.opened().desk().print(till.opened().tickets().layaway(sale));
  }

  /**
   * Gives a layaway up: deposits less the fee of its plan go back, to the cards they came from,
   * then in cash. Call it again when that did not go through. Needs {@link Permission#VOID}.
   *
   * @return approved with the cash to hand out as its change
   */
  public Outcome cancel(Ticket ticket, String reason) {
    Sale sale = ticket.sale();
    till.require(session, Permission.VOID, Permits.of(sale).with(sale.paid()));
    return desk.cancel(ticket, session, reason);
  }

  /**
   * A layaway as it stands.
   *
   * @param sale its name
   * @param state laid away, or being paid back
   * @param plan when how much is to be paid
   * @param paid deposits so far
   * @param due what is still to be paid, or to be paid back
   */
  public record Layaway(SaleId sale, Sale.State state, LayawayPlan plan, Money paid, Money due) {

    static Layaway of(Sale sale) {
      return new Layaway(
          sale.id(), sale.state(), sale.plan().orElseThrow(), sale.paid(), sale.due());
    }

    /** What should have been paid by the end of a day and was not. */
    public Money overdue(LocalDate today) {
      Money agreed = Money.zero(paid.currency());
      for (LayawayPlan.Instalment each : plan.instalments()) {
        agreed = each.due().isBefore(today) ? agreed.plus(each.amount()) : agreed;
      }
      return agreed.compareTo(paid) > 0 ? agreed.minus(paid) : Money.zero(paid.currency());
    }
  }
}
