package dev.tillwright.device.till;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.contract.PaymentHostBench;
import dev.tillwright.core.payment.contract.PaymentHostContract;
import dev.tillwright.core.payment.contract.Trouble;
import dev.tillwright.device.contract.TroubledTransport;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualTerminal;
import dev.tillwright.device.wire.WireTerminal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** A payment terminal keeps what core asks of whoever moves money (F14). */
@Timeout(120)
class TerminalHostTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @TestFactory
  Stream<DynamicTest> aTerminal_keepsTheContractOfPaymentHosts() {
    return PaymentHostContract.checks(Bench::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> run(check)));
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
