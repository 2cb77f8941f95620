package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.settings.InForce;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.function.Function;

/**
 * What a shop tells nobody: what goods cost, what is earned on them, and promotions before they are
 * in force. Got from {@link Till#secrets}. Each look is an entry. Receipts, and exports of those
 * who lack the permissions, hold nothing of it.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class CostDesk {
  private final Till till;
  private final OperatorSession session;

  CostDesk(Till till, OperatorSession session) {
    this.till = till;
    this.session = session;
  }

  /**
   * Asks a view that knows costs, such as {@link dev.tillwright.core.report.ProfitReport}; needs
   * {@link Permission#READ_COSTS}.
   *
   * @param follower its name; it has seen every entry when it is asked
   * @param what for the entry, at most 64 characters
   */
  public <T> T costs(String follower, String what, Function<Tx, T> question) {
    till.require(session, Permission.READ_COSTS);
    if (what.isBlank() || what.length() > 64) {
      throw new IllegalArgumentException("what is looked at is said in 1 to 64 characters");
    }
    Exports.seen(till, session, "costs: " + what);
    return till.opened().books().read(follower, question);
  }

  /**
   * The settings in force with the rules of promotions whole; needs {@link Permission#READ_PLANS}.
   */
  public List<InForce> plans() {
    till.require(session, Permission.READ_PLANS);
    Exports.seen(till, session, "plans");
    return till.safekeeping().inForce();
  }
}
