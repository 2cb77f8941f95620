package dev.tillwright.core.payment.guide;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.contract.PaymentHostBench;
import dev.tillwright.core.payment.contract.PaymentHostContract;
import dev.tillwright.core.payment.contract.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Currency;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineHostTest {

  // guide: test
  @TestFactory
  Stream<DynamicTest> contract() {
    return PaymentHostContract.checks(LineBench::new).stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.name(),
                    () -> {
                      CheckResult result = check.run();
                      Assumptions.assumeTrue(result.applies(), result.text());
                      result.orThrow();
                    }));
  }

  // guide: end

  // guide: bench
  static final class LineBench implements PaymentHostBench {
    private static final AtomicLong LAST = new AtomicLong();

    private final LineBank bank;
    private final LineHost host;

    LineBench() throws IOException {
      bank = new LineBank();
      host = new LineHost(bank.address());
    }

    @Override
    public PaymentHost host() {
      return host;
    }

    @Override
    public ProtectedCard card() {
      MaskedPan masked = new MaskedPan("************1111");
      return new ProtectedCard(new CardToken("test"), masked, "k1", EntryMode.CHIP);
    }

    @Override
    public Currency currency() {
      return Currency.getInstance("EUR");
    }

    @Override
    public PaymentKey nextKey() {
      return new PaymentKey("bench-01", 1, LAST.incrementAndGet());
    }

    @Override
    public long movedMinor(PaymentKey key) {
      return bank.movedMinor(key.toString());
    }

    @Override
    public boolean can(Trouble trouble) {
      return true;
    }

    @Override
    public void next(Trouble trouble) {
      if (trouble == Trouble.UNREACHABLE) {
        online(false);
      } else {
        bank.next(trouble);
      }
    }

    @Override
    public void calm() {
      online(true);
    }

    private void online(boolean on) {
      try {
        bank.online(on);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      host.close();
      try {
        bank.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
  // guide: end
}
