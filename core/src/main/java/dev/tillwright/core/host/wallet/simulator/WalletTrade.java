package dev.tillwright.core.host.wallet.simulator;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One payment in the books of the simulator. Its ledger guards it. */
final class WalletTrade {
  final String wallet;
  final String number;
  final String trade;
  final @Nullable Money amount;
  final Instant at;
  final boolean shown;
  final WalletBehaviour behaviour;
  final Map<String, Money> refunds = new LinkedHashMap<>();
  State state = State.WAITING;
  int polls;
  boolean wasPaid;

  enum State {
    WAITING,
    PAID,
    /** Never paid, or given back whole. */
    CLOSED
  }

  /**
   * @param amount {@code null} for one that was cancelled before it came
   */
  WalletTrade(
      String wallet,
      String number,
      String trade,
      @Nullable Money amount,
      Instant at,
      boolean shown,
      WalletBehaviour behaviour) {
    this.wallet = wallet;
    this.number = number;
    this.trade = trade;
    this.amount = amount;
    this.at = at;
    this.shown = shown;
    this.behaviour = behaviour;
    this.polls = behaviour.polls();
  }

  Money amount() {
    return Objects.requireNonNull(amount, "amount");
  }

  long refunded() {
    return refunds.values().stream().mapToLong(Money::minor).sum();
  }
}
