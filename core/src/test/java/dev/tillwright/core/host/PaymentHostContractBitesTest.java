package dev.tillwright.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.contract.BrokenPromise;
import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.contract.PaymentHostContract;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Each broken promise is found by the check that is named for it (G1). */
@Timeout(120)
class PaymentHostContractBitesTest {

  @TestFactory
  Stream<DynamicTest> brokenHost_isCaughtBy() {
    System.out.println("payment host contract: " + BrokenHosts.all().size() + " broken hosts");
    return BrokenHosts.all().entrySet().stream()
        .map(
            broken ->
                DynamicTest.dynamicTest(
                    broken.getKey(), () -> assertCaught(broken.getKey(), broken.getValue())));
  }

  private static void assertCaught(String by, Function<MemoryHost, PaymentHost> broken) {
    HostCapabilities all = PaymentHostContractTest.ALL;

    assertThat(check(by, all, memory -> memory)).isInstanceOf(CheckResult.Passed.class);
    assertThat(check(by, all, broken))
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> assertThat(failed.error()).isInstanceOf(BrokenPromise.class));
  }

  private static CheckResult check(
      String name, HostCapabilities can, Function<MemoryHost, PaymentHost> around) {
    return PaymentHostContract.checks(() -> new MemoryBench(can, around)).stream()
        .filter(check -> check.name().equals(name))
        .map(Check::run)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check is called " + name));
  }

  @Test
  void hostThatDoesMoreThanItDeclares_isCaught() {
    HostCapabilities little = HostCapabilities.of(HostCapability.DEDUPLICATION);
    Function<MemoryHost, PaymentHost> more =
        memory ->
            new Around(memory) {
              @Override
              public ReversalReply reverse(ReversalRequest request, Duration deadline) {
                return ReversalReply.ACKNOWLEDGED;
              }
            };

    assertThat(check("whatIsNotDeclared_isRefusedAtOnce", little, memory -> memory))
        .isInstanceOf(CheckResult.Passed.class);
    assertThat(check("whatIsNotDeclared_isRefusedAtOnce", little, more))
        .isInstanceOf(CheckResult.Failed.class);
  }
}
