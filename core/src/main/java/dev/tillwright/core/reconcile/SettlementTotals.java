package dev.tillwright.core.reconcile;

import dev.tillwright.core.money.Money;
import java.util.Currency;
import java.util.Objects;

/**
 * What moved in one currency, by both books. Amounts are positive.
 *
 * @param journalTakes purchases and captures that the journal counts within the terms
 * @param journalTaken what they came to
 * @param journalGives refunds
 * @param journalGiven what they came to
 * @param hostTakes captures that the host settled, undone ones taken off
 * @param hostTaken what they came to
 * @param hostGives refunds
 * @param hostGiven what they came to
 */
public record SettlementTotals(
    long journalTakes,
    Money journalTaken,
    long journalGives,
    Money journalGiven,
    long hostTakes,
    Money hostTaken,
    long hostGives,
    Money hostGiven) {
  public SettlementTotals {
    Objects.requireNonNull(journalTaken, "journalTaken");
    Objects.requireNonNull(journalGiven, "journalGiven");
    Objects.requireNonNull(hostTaken, "hostTaken");
    Objects.requireNonNull(hostGiven, "hostGiven");
  }

  static SettlementTotals none(Currency currency) {
    Money zero = Money.zero(currency);
    return new SettlementTotals(0, zero, 0, zero, 0, zero, 0, zero);
  }

  /** By how much the host settled more than the journal counts. */
  public Money off() {
    return hostTaken.minus(hostGiven).minus(journalTaken.minus(journalGiven));
  }

  SettlementTotals plusJournal(boolean given, Money amount) {
    return given
        ? new SettlementTotals(
            journalTakes,
            journalTaken,
            journalGives + 1,
            journalGiven.plus(amount),
            hostTakes,
            hostTaken,
            hostGives,
            hostGiven)
        : new SettlementTotals(
            journalTakes + 1,
            journalTaken.plus(amount),
            journalGives,
            journalGiven,
            hostTakes,
            hostTaken,
            hostGives,
            hostGiven);
  }

  SettlementTotals plusHost(boolean given, long count, Money amount) {
    return given
        ? new SettlementTotals(
            journalTakes,
            journalTaken,
            journalGives,
            journalGiven,
            hostTakes,
            hostTaken,
            hostGives + count,
            hostGiven.plus(amount))
        : new SettlementTotals(
            journalTakes,
            journalTaken,
            journalGives,
            journalGiven,
            hostTakes + count,
            hostTaken.plus(amount),
            hostGives,
            hostGiven);
  }
}
