package dev.tillwright.core.reconcile;

import dev.tillwright.core.money.Money;

/** How many lines there are, and the sum of their amounts whichever way they go. */
record SettlementTotal(long count, Money amount) {
  static SettlementTotal of(SettlementLine line) {
    return new SettlementTotal(1, line.amount());
  }

  SettlementTotal nothing() {
    return new SettlementTotal(0, Money.zero(amount.currency()));
  }

  SettlementTotal plus(SettlementTotal other) {
    return new SettlementTotal(count + other.count, amount.plus(other.amount));
  }
}
