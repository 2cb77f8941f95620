package dev.tillwright.examples.day;

import dev.tillwright.core.host.wallet.simulator.WalletAsk;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Customer;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Line;

/**
 * What the customers of the Chinese shop do when their telephones ask them. It follows from the
 * payment's number alone, so that a replay after a crash meets the same people.
 */
final class WalletCrowd {
  private static final int TYPES_PASSWORD = 23;
  private static final int CHANGES_HIS_MIND = 101;
  private static final int ANSWER_IS_LOST = 499;

  private WalletCrowd() {}

  static WalletBehaviour behaviour(WalletAsk ask) {
    if (ask.kind() != WalletAsk.Kind.PAY) {
      return WalletBehaviour.usual();
    }
    long number = Long.parseLong(ask.number().substring(ask.number().lastIndexOf('_') + 1));
    if (number % ANSWER_IS_LOST == 0) {
      return WalletBehaviour.of(Line.LOSE_ANSWER);
    } else if (number % CHANGES_HIS_MIND == 0) {
      return WalletBehaviour.of(Customer.DECLINES);
    } else if (number % TYPES_PASSWORD == 0) {
      return WalletBehaviour.of(Customer.PAYS_LATER);
    }
    return WalletBehaviour.usual();
  }
}
