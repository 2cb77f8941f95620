package dev.tillwright.core.host.wallet;

import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.payment.contract.PaymentHostContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Both dialects pass the contract of payment hosts, over a real socket (G1, G5). */
@Timeout(120)
class WalletContractTest {

  @TestFactory
  Stream<DynamicTest> alipay() {
    return tests("alipay");
  }

  @TestFactory
  Stream<DynamicTest> wechat() {
    return tests("wechat");
  }

  private static Stream<DynamicTest> tests(String wallet) {
    return PaymentHostContract.checks(() -> new WalletBench(wallet)).stream()
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
}
