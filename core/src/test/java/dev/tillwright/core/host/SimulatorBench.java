package dev.tillwright.core.host;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.Behaviour.Fault;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.contract.PaymentHostBench;
import dev.tillwright.core.payment.contract.Trouble;
import java.time.Duration;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** The ISO 8583 host against the simulator, over a real socket. */
final class SimulatorBench implements PaymentHostBench {
  private static final Duration LATE = Duration.ofMillis(1_000);

  private final AtomicLong seq = new AtomicLong();
  private final HostSimulator simulator = HostSimulator.start(0);
  private final Iso8583Host host;

  SimulatorBench(HostCapabilities can) {
    simulator.capabilities(can);
    host = Iso8583Host.connect(HostBench.config(simulator.address()).capabilities(can).build());
  }

  @Override
  public PaymentHost host() {
    return host;
  }

  @Override
  public ProtectedCard card() {
    return HostBench.card();
  }

  @Override
  public Currency currency() {
    return HostBench.GBP;
  }

  @Override
  public PaymentKey nextKey() {
    return HostBench.key(seq.incrementAndGet());
  }

  @Override
  public long movedMinor(PaymentKey key) {
    return simulator.ledger().movedMinor(key);
  }

  @Override
  public OptionalLong authorizedMinor(PaymentKey key) {
    return OptionalLong.of(simulator.ledger().authorizedMinor(key));
  }

  @Override
  public Duration shortDeadline() {
    return Duration.ofMillis(400);
  }

  @Override
  public Optional<ProtectedCard> cardWorth(Money most) {
    simulator.limit(most.minor());
    return Optional.of(HostBench.card());
  }

  @Override
  public boolean can(Trouble trouble) {
    return true;
  }

  @Override
  public void next(Trouble trouble) {
    if (trouble == Trouble.UNREACHABLE) {
      simulator.offline(true);
    } else {
      simulator.play(Script.once(behaviour(trouble)));
    }
  }

  static Behaviour behaviour(Trouble trouble) {
    return switch (trouble) {
      case REQUEST_LOST -> Behaviour.fault(Fault.DROP_REQUEST);
      case REPLY_LOST -> Behaviour.fault(Fault.DROP_REPLY);
      case REPLY_LATE -> Behaviour.delay(LATE);
      case REPLY_TWICE -> Behaviour.fault(Fault.DUPLICATE_REPLY);
      case REPLY_BROKEN -> Behaviour.fault(Fault.CLOSE_MID_MESSAGE);
      case REPLY_GARBLED -> Behaviour.fault(Fault.GARBAGE);
      case REPLY_TO_OTHER -> Behaviour.fault(Fault.WRONG_KEY);
      case UNREACHABLE -> throw new IllegalArgumentException("no behaviour of one request");
    };
  }

  @Override
  public void calm() {
    simulator.offline(false);
  }

  @Override
  public void arrive() {
    HostBench.eventually(() -> host.lateReplies() == 1);
  }

  @Override
  public void close() {
    host.close();
    simulator.close();
  }
}
