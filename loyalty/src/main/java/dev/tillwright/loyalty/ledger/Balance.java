package dev.tillwright.loyalty.ledger;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a member has, or all members together.
 *
 * @param accounts points by account; one that is missing is zero
 */
public record Balance(Map<Account, Long> accounts) {
  public Balance {
    Map<Account, Long> kept = new EnumMap<>(Account.class);
    accounts.forEach(
        (account, points) -> {
          if (points != 0) {
            kept.put(account, points);
          }
        });
    accounts = Map.copyOf(kept);
  }

  /** What stands on an account. */
  public long of(Account account) {
    return accounts.getOrDefault(account, 0L);
  }

  /** What sales gave. */
  public long earned() {
    return -of(Account.ISSUED);
  }

  /** What opening balances, partners and corrections gave. */
  public long granted() {
    return -of(Account.GRANTED);
  }

  /** What returns took back. */
  public long clawedBack() {
    return of(Account.CLAWED_BACK);
  }

  /** What was paid with. */
  public long burned() {
    return of(Account.BURNED);
  }

  /** What came back from returns of what was paid with points. */
  public long givenBack() {
    return -of(Account.GIVEN_BACK);
  }

  /** What ended unspent. */
  public long expired() {
    return of(Account.EXPIRED);
  }

  /** What is not free yet. */
  public long pending() {
    return of(Account.PENDING);
  }

  /** Free to spend; below zero after a claw-back of points already spent. */
  public long available() {
    return of(Account.AVAILABLE);
  }

  /** Set aside for sales that are not finished. */
  public long held() {
    return of(Account.HELD);
  }

  /** What the shop still owes: pending, free and held. */
  public long outstanding() {
    return Math.addExact(pending(), Math.addExact(available(), held()));
  }
}
