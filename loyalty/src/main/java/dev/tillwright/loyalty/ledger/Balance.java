package dev.tillwright.loyalty.ledger;

/**
 * What a member has, or all members together.
 *
 * @param earned awarded by sales
 * @param clawedBack taken back by returns
 * @param burned paid with
 * @param givenBack back from returns of what was paid with points
 * @param available free to spend; below zero after a claw-back of points already spent
 * @param held set aside for sales that are not finished
 */
public record Balance(
    long earned, long clawedBack, long burned, long givenBack, long available, long held) {

  /** What the shop still owes: free and held. */
  public long outstanding() {
    return Math.addExact(available, held);
  }
}
