package dev.tillwright.core.till;

import dev.tillwright.core.access.AccessRefusal;
import dev.tillwright.core.access.Customers;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.sale.Pause;
import dev.tillwright.core.sale.Refusal;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.Verification;
import java.time.Duration;
import java.util.Arrays;
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
  private static final String CUSTOMER = "customer";

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
    require(Verification.MANAGER);
    till.require(manager, Permission.OVERRIDE);
    if (manager.operator().id().equals(ticket.session().operator().id())) {
      throw refused("access.sameOperator", "nobody overrides for himself");
    }
    shown(Verification.MANAGER, manager.operator().id());
  }

  /**
   * The member shows his PIN, as {@link dev.tillwright.core.access.Customers} keeps it.
   *
   * @param pin wiped
   * @throws RefusedException when it is wrong, locked out, or nobody is named
   */
  public void pin(char[] pin) {
    try {
      String member = member(Verification.PIN);
      prove(Verification.PIN, customers().pin(ticket.session(), member, pin));
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  /**
   * The member shows a one-time code, which counts once.
   *
   * @param code wiped
   * @throws RefusedException when it is wrong, was used, is locked out, or nobody is named
   */
  public void code(char[] code) {
    try {
      String member = member(Verification.ONE_TIME_CODE);
      prove(Verification.ONE_TIME_CODE, customers().code(ticket.session(), member, code));
    } finally {
      Arrays.fill(code, '\0');
    }
  }

  /**
   * The member shows himself at the biometric device.
   *
   * @param deadline for the device
   * @throws RefusedException when it is not he, or nobody came in time, or nobody is named
   */
  public void biometric(Duration deadline) {
    String member = member(Verification.BIOMETRIC);
    prove(Verification.BIOMETRIC, customers().biometric(ticket.session(), member, deadline));
  }

  /**
   * The customer signed for this tender. The strokes are kept sealed in the entry before, under the
   * subject of the sale.
   *
   * @throws RefusedException without a sealer
   */
  public void signature(Signature signature) {
    require(Verification.SIGNATURE);
    till.opened().desk().signVerification(ticket, signature);
    shown(Verification.SIGNATURE, CUSTOMER);
  }

  private Customers customers() {
    return till.access().customers();
  }

  /** What is not asked for is not looked at: nobody tries out PINs here. */
  private void require(Verification what) {
    ticket.require(Permission.SELL, "Verify");
    if (!missing().contains(what)) {
      throw refused(Refusal.NOT_ASKED.code(), Refusal.NOT_ASKED.sentence());
    }
  }

  private String member(Verification what) {
    require(what);
    return ticket
        .sale()
        .member()
        .orElseThrow(() -> refused("verify.noMember", "the sale names no member"));
  }

  private void prove(Verification what, Optional<AccessRefusal> why) {
    if (why.isPresent()) {
      throw refused(why.get().code(), why.get().sentence());
    }
    shown(what, CUSTOMER);
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
