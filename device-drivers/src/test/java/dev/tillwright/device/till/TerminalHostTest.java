package dev.tillwright.device.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import dev.tillwright.core.payment.contract.PaymentHostBench;
import dev.tillwright.core.payment.contract.PaymentHostContract;
import dev.tillwright.core.payment.contract.Trouble;
import dev.tillwright.device.contract.TroubledTransport;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PaymentTerminal;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.TerminalCapabilities;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualTerminal;
import dev.tillwright.device.wire.WireTerminal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** A payment terminal keeps what core asks of whoever moves money (F14). */
@Timeout(120)
class TerminalHostTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Duration AMPLE = Duration.ofSeconds(20);

  @TestFactory
  Stream<DynamicTest> aTerminal_keepsTheContractOfPaymentHosts() {
    return PaymentHostContract.checks(Bench::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> run(check)));
  }

  /** A vendor's terminal that lost its store, or never had one: the money may have moved. */
  @Test
  void aTerminalThatCannotBeAsked_saysNothingOfTheMoney() {
    PaymentTerminal mute =
        (PaymentTerminal)
            Proxy.newProxyInstance(
                PaymentTerminal.class.getClassLoader(),
                new Class<?>[] {PaymentTerminal.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("capabilities")) {
                    return new TerminalCapabilities(
                        Set.of(), Set.of(GBP), true, true, false, Duration.ofDays(7));
                  }
                  throw DeviceException.of(Fault.UNSUPPORTED, Phase.READ, "it keeps nothing");
                });
    TerminalHost host = TerminalHost.of(mute);
    PaymentKey key = new PaymentKey("till-01", 1, 1);
    ProtectedCard card = ProtectedCard.atTerminal(key.toString());
    Money amount = Money.parse("12.50", GBP);
    assertThat(
            host.status(
                new StatusRequest(key, AttemptKind.PURCHASE, amount, card, Instant.EPOCH), AMPLE))
        .isInstanceOf(StatusReply.Unanswered.class);
    assertThat(
            host.reverse(
                new ReversalRequest(
                    key,
                    AttemptKind.PURCHASE,
                    Charge.of(amount),
                    card,
                    Instant.EPOCH,
                    ReversalRequest.Cause.REVERSAL,
                    false),
                AMPLE))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
  }

  /** It may go on once it is free, and ask for the card after all. */
  @Test
  void whoHangsWhileConnecting_isUnknown_andNotOutOfReach() {
    CountDownLatch stuck = new CountDownLatch(1);
    try (TerminalHost host =
        TerminalHost.of(
            WireTerminal.of(
                "terminal",
                deadline -> {
                  hang(stuck);
                  throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, "nobody is there");
                },
                Set.of(GBP),
                Clock.systemUTC()))) {
      PaymentKey key = new PaymentKey("till-01", 1, 1);
      assertThat(
              host.authorize(
                  new AuthorizationRequest(
                      key,
                      Charge.of(Money.parse("12.50", GBP)),
                      ProtectedCard.atTerminal(key.toString()),
                      Instant.EPOCH,
                      AuthorizationRequest.Manner.PURCHASE,
                      false,
                      false),
                  Duration.ofMillis(200)))
          .isInstanceOf(HostReply.Unknown.class);
    } finally {
      stuck.countDown();
    }
  }

  private static void hang(CountDownLatch stuck) {
    while (true) {
      try {
        stuck.await();
        return;
      } catch (InterruptedException e) {
        // a vendor's native call is not interrupted
      }
    }
  }

  private static void run(Check check) {
    CheckResult result = check.run();
    assumeTrue(result.applies(), result.text());
    result.orThrow();
  }

  /** A customer with a good card stands before the terminal whenever a payment begins. */
  private static final class Bench implements PaymentHostBench {
    private boolean losesReply;
    private final VirtualTerminal peer = VirtualTerminal.start();
    private final TroubledTransport cable =
        TroubledTransport.around(TcpTransport.of("127.0.0.1", peer.port()));
    private final TerminalHost terminal =
        TerminalHost.of(WireTerminal.of("terminal", cable, Set.of(GBP), Clock.systemUTC()));
    private final PaymentHost host =
        (PaymentHost)
            Proxy.newProxyInstance(
                PaymentHost.class.getClassLoader(),
                new Class<?>[] {PaymentHost.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("authorize") || method.getName().equals("refund")) {
                    peer.present(VirtualTerminal.Card.GOOD);
                  }
                  try {
                    Object answer = method.invoke(terminal, arguments);
                    if (losesReply && arguments[0] instanceof AuthorizationRequest lost) {
                      awaitMoved(lost.key());
                    }
                    return answer;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    private final AtomicLong seq = new AtomicLong();

    @Override
    public PaymentHost host() {
      return host;
    }

    @Override
    public ProtectedCard card() {
      return ProtectedCard.atTerminal("till-01/1/1");
    }

    @Override
    public Currency currency() {
      return GBP;
    }

    @Override
    public PaymentKey nextKey() {
      return new PaymentKey("till-01", 1, seq.incrementAndGet());
    }

    @Override
    public long movedMinor(PaymentKey key) {
      return Math.abs(peer.movedMinor(key.toString()));
    }

    @Override
    public Duration slack() {
      return Duration.ofSeconds(2);
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble == Trouble.UNREACHABLE || trouble == Trouble.REPLY_LOST;
    }

    /** The terminal goes on by itself when the cable is out, and a little later. */
    private void awaitMoved(PaymentKey key) {
      losesReply = false;
      while (peer.movedMinor(key.toString()) == 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void next(Trouble trouble) {
      losesReply = trouble == Trouble.REPLY_LOST;
      cable.begin(
          trouble == Trouble.UNREACHABLE
              ? dev.tillwright.device.contract.Trouble.UNPLUGGED
              : dev.tillwright.device.contract.Trouble.REPLY_LOST);
    }

    @Override
    public void calm() {
      cable.end();
    }

    @Override
    public void close() {
      host.close();
      peer.close();
    }
  }
}
