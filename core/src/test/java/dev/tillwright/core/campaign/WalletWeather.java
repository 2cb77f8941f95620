package dev.tillwright.core.campaign;

import dev.tillwright.core.host.wallet.simulator.WalletAsk;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Customer;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Line;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Notices;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/** What customers, the line and forgers do, by seed. */
final class WalletWeather implements Function<WalletAsk, WalletBehaviour> {
  private static final Notices[] NOTICES = Notices.values();
  private static final Line[] QUICK = {
    Line.BREAK_ANSWER,
    Line.GARBLE_ANSWER,
    Line.ANSWER_OF_OTHER,
    Line.ALTER_ANSWER,
    Line.FAIL_BEFORE,
    Line.FAIL_AFTER
  };
  private static final Line[] SLOW = {Line.LOSE_REQUEST, Line.LOSE_ANSWER, Line.LATE_ANSWER};

  private final Random random;
  private final Map<String, Integer> seen = new TreeMap<>();

  WalletWeather(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public synchronized WalletBehaviour apply(WalletAsk ask) {
    Notices notices = NOTICES[random.nextInt(NOTICES.length)];
    int dice = random.nextInt(200);
    Line line =
        dice < 24
            ? QUICK[random.nextInt(QUICK.length)]
            : dice < 27 ? SLOW[random.nextInt(SLOW.length)] : Line.USUAL;
    WalletBehaviour how = customer().with(notices).with(line);
    seen.merge(line.name(), 1, Integer::sum);
    if (ask.kind() == WalletAsk.Kind.PAY || ask.kind() == WalletAsk.Kind.SHOW) {
      seen.merge("customer " + how.customer().name(), 1, Integer::sum);
      seen.merge("notices " + notices.name(), 1, Integer::sum);
    }
    return how;
  }

  private WalletBehaviour customer() {
    int dice = random.nextInt(100);
    if (dice < 70) {
      return WalletBehaviour.usual();
    } else if (dice < 85) {
      return WalletBehaviour.of(Customer.PAYS_LATER).after(random.nextInt(4));
    }
    return WalletBehaviour.of(dice < 92 ? Customer.NEVER : Customer.DECLINES);
  }

  synchronized Map<String, Integer> seen() {
    return new TreeMap<>(seen);
  }
}
