package dev.tillwright.core.access;

/**
 * Asked before a tender moves anything, before a pay-out, and before the other {@link Act}s: limits
 * and risk rules are checks. The till asks once for each act, when the sale's own rules and its
 * tender policy have said yes, and before anything is written or a host is asked.
 *
 * <p><b>What comes of it.</b> {@code ALLOW} goes on. {@code REVIEW} goes on and is recorded. {@code
 * BLOCK} is recorded and declined with the first reason. {@code STEP_UP} is recorded and the sale
 * pauses ({@link dev.tillwright.core.sale.Sale.State#VERIFYING}); when all that is asked for was
 * shown, the same tender is offered again, the check is asked again, and a step-up that asks for no
 * more than was shown counts as allowed. For an act without a locked sale (a discount, the drawer)
 * a step-up is met by a manager's override, and refused otherwise.
 *
 * <p><b>Duties.</b> It answers from the journal and what follows it, so that a restart resets
 * nothing; it is not told what became of the act, and sees that in the journal. It writes nothing
 * and asks no network (a shared count has a port of its own).
 *
 * <p><b>Threads.</b> Any number at once, for different sales. A check that throws lets nothing
 * pass: the act is refused with {@code check.failed}.
 */
@FunctionalInterface
public interface TenderCheck {

  /** What is to be said about this. */
  Verdict check(Situation situation);

  /** Both are asked, and both count. */
  default TenderCheck and(TenderCheck other) {
    return situation -> check(situation).and(other.check(situation));
  }

  /** Nothing is ever said. */
  static TenderCheck none() {
    return situation -> Verdict.allow();
  }
}
