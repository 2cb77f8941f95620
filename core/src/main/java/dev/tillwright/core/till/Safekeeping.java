package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.checkpoint.Checkpoint;
import java.util.Optional;

/**
 * What keeps a till's books safe, beside the selling. For any number of threads.
 *
 * @see Till#safekeeping
 */
public final class Safekeeping {
  private final Till till;
  private final Opened opened;

  Safekeeping(Till till, Opened opened) {
    this.till = till;
    this.opened = opened;
  }

  /**
   * Signs the head of the journal now, whatever the policy says. What is kept of it outside the
   * machine shows any later change of the entries it covers.
   *
   * @return the newest checkpoint; none without a signer or in an empty journal
   * @throws dev.tillwright.core.TillwrightException when the key or the journal fails
   */
  public Optional<Checkpoint> checkpoint() {
    Notary notary = opened.notary();
    return notary == null ? Optional.empty() : notary.sign();
  }

  /**
   * A day that was closed, with the proof of its entry and the first checkpoint that covers it; for
   * the paper of the Z, and to be kept outside the machine.
   *
   * @param number of the Z
   */
  public Optional<ClosedDay> closedDay(OperatorSession session, long number) {
    till.require(session, Permission.REPORT);
    return opened.day().closed(number);
  }
}
