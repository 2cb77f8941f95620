package dev.tillwright.core.host;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.contract.PaymentHostBench;
import dev.tillwright.core.payment.contract.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A host around a {@link MemoryHost}: the host itself, or one that breaks a promise. */
final class MemoryBench implements PaymentHostBench {
  private final AtomicLong seq = new AtomicLong();
  private final MemoryHost memory;
  private final PaymentHost host;

  MemoryBench(HostCapabilities can, Function<MemoryHost, PaymentHost> around) {
    memory = MemoryHost.of(can, InstantSource.system());
    host = around.apply(memory);
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
    return memory.ledger().movedMinor(key);
  }

  @Override
  public OptionalLong authorizedMinor(PaymentKey key) {
    return OptionalLong.of(memory.ledger().authorizedMinor(key));
  }

  @Override
  public Duration slack() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Optional<ProtectedCard> cardWorth(Money most) {
    memory.limit(most.minor());
    return Optional.of(HostBench.card());
  }

  @Override
  public boolean can(Trouble trouble) {
    return true;
  }

  @Override
  public void next(Trouble trouble) {
    if (trouble == Trouble.UNREACHABLE) {
      memory.offline(true);
    } else {
      memory.play(Script.once(SimulatorBench.behaviour(trouble)));
    }
  }

  @Override
  public void calm() {
    memory.offline(false);
  }

  @Override
  public void arrive() {
    memory.deliver();
  }

  @Override
  public void close() {
    host.close();
  }
}
