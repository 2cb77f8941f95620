package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.sale.Pause;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.Verification;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a paused sale waits for, and how it is shown. Got from {@link Till#verify}. Each thing that
 * is shown, and each try that is wrong, is durable when the call returns; when all was shown the
 * sale is where it stood, and takes the tender that it paused for.
 *
 * <p><b>Threads.</b> Any number; one after the other for one ticket.
 */
public final class VerificationDesk {
  private final Till till;
  private final Ticket ticket;

  VerificationDesk(Till till, Ticket ticket) {
    this.till = till;
    this.ticket = ticket;
  }

  /** What the sale waits for; empty when it does not wait. */
  public Optional<Pause> pause() {
    return ticket.sale().pause();
  }

  /** What is still to be shown. */
  public Set<Verification> missing() {
    Set<Verification> missing = EnumSet.noneOf(Verification.class);
    pause().ifPresent(it -> missing.addAll(it.asked()));
    missing.removeAll(ticket.sale().shown());
    return missing;
  }

  /**
   * Somebody other than the cashier speaks for the customer.
   *
   * @param manager may {@link Permission#OVERRIDE}
   * @throws RefusedException when he may not, or is the cashier
   */
  public void manager(OperatorSession manager) {
    till.require(manager, Permission.OVERRIDE);
    if (manager.operator().id().equals(ticket.session().operator().id())) {
      throw refused("access.sameOperator", "nobody overrides for himself");
    }
    shown(Verification.MANAGER, manager.operator().id());
  }

  /**
   * Goes on without it, and without the tender that it was for.
   *
   * @param reason 1 to 200 characters
   */
  public void drop(String reason) {
    ticket.require(Permission.SELL, "DropVerification");
    decide(new SaleCommand.DropVerification(reason));
  }

  private void shown(Verification what, String by) {
    decide(new SaleCommand.Verify(what, by, ticket.session().operator().id()));
  }

  private void decide(SaleCommand command) {
    Checkout.accept(ticket.decide(command));
    till.opened().books().settle(ticket);
  }

  private RefusedException refused(String code, String sentence) {
    ticket.refused("Verify", code, null);
    till.opened().books().settle(ticket);
    return new RefusedException(code, sentence);
  }
}
