package dev.tillwright.core.host.wallet;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Line;
import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.contract.PaymentHostBench;
import dev.tillwright.core.payment.contract.Trouble;
import dev.tillwright.core.qr.PaymentCode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A wallet host at a simulated wallet. */
final class WalletBench implements PaymentHostBench {
  static final WalletKeys KEYS = WalletKeys.generate(new SecureRandom());
  static final Currency CNY = Currency.getInstance("CNY");
  static final WalletNumbers NUMBERS = new WalletNumbers("S1");

  // One for all: to stop a server of the JDK takes a second.
  private static final WalletSimulator SHARED =
      WalletSimulator.start(0, KEYS, CNY, InstantSource.system());
  private static final AtomicLong SEQ = new AtomicLong();

  private final String wallet;
  final WalletSimulator simulator = SHARED;
  final WalletHost host;

  WalletBench(String wallet) {
    this.wallet = wallet;
    simulator.offline(false);
    simulator.limit(Long.MAX_VALUE);
    simulator.script(ask -> WalletBehaviour.usual());
    this.host = builder(simulator).build();
  }

  static WalletHostBuilder builder(WalletSimulator simulator) {
    return WalletHost.builder(NUMBERS.prefix())
        .wallet("alipay", simulator.alipay())
        .wallet("wechat", simulator.wechat())
        .polls(Duration.ofMillis(20), 500);
  }

  @Override
  public PaymentHost host() {
    return host;
  }

  @Override
  public ProtectedCard card() {
    return ProtectedCard.ofWallet(wallet, "bench", false);
  }

  @Override
  public Optional<PaymentCode> code(PaymentKey key) {
    return Optional.of(code(key.epoch() * 1_000_000_000_000L + key.seq()));
  }

  static PaymentCode code(long number) {
    return PaymentCode.of(String.format("28%016d", number));
  }

  @Override
  public Currency currency() {
    return CNY;
  }

  @Override
  public PaymentKey nextKey() {
    return new PaymentKey("bench-01", 1, SEQ.addAndGet(2_000_000));
  }

  @Override
  public long movedMinor(PaymentKey key) {
    return simulator.ledger().movedMinor(NUMBERS.of(key).orElseThrow());
  }

  @Override
  public Optional<ProtectedCard> cardWorth(Money most) {
    simulator.limit(most.minor());
    return Optional.of(card());
  }

  @Override
  public boolean can(Trouble trouble) {
    return trouble != Trouble.REPLY_TWICE; // HTTP has one answer
  }

  @Override
  public void next(Trouble trouble) {
    if (trouble == Trouble.UNREACHABLE) {
      simulator.offline(true);
      return;
    }
    AtomicBoolean first = new AtomicBoolean(true);
    Line line =
        switch (trouble) {
          case REQUEST_LOST -> Line.LOSE_REQUEST;
          case REPLY_LOST -> Line.LOSE_ANSWER;
          case REPLY_LATE -> Line.LATE_ANSWER;
          case REPLY_BROKEN -> Line.BREAK_ANSWER;
          case REPLY_GARBLED -> Line.GARBLE_ANSWER;
          case REPLY_TO_OTHER -> Line.ANSWER_OF_OTHER;
          default -> throw new IllegalArgumentException(trouble.name());
        };
    simulator.script(
        ask -> first.getAndSet(false) ? WalletBehaviour.of(line) : WalletBehaviour.usual());
  }

  @Override
  public void calm() {
    simulator.offline(false);
  }

  @Override
  public void arrive() {
    try {
      Thread.sleep(WalletSimulator.LATE.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    host.close();
  }
}
