package dev.tillwright.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckReport;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.contract.PaymentHostContract;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The good hosts pass the contract (G1). */
@Timeout(120)
class PaymentHostContractTest {
  static final HostCapabilities ALL =
      new HostCapabilities(
          EnumSet.complementOf(
              EnumSet.of(HostCapability.AT_PHONE, HostCapability.LOAD, HostCapability.BALANCE)),
          HostCapabilities.USUAL_MEMORY);

  private static Stream<DynamicTest> tests(List<Check> checks) {
    return checks.stream()
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

  @TestFactory
  Stream<DynamicTest> iso8583Host_overARealSocket() {
    return tests(PaymentHostContract.checks(() -> new SimulatorBench(ALL)));
  }

  @TestFactory
  Stream<DynamicTest> memoryHost() {
    return tests(PaymentHostContract.checks(() -> new MemoryBench(ALL, memory -> memory)));
  }

  @Test
  void everyCheckApplies_toAHostThatDoesAll() {
    CheckReport report =
        CheckReport.of(PaymentHostContract.checks(() -> new MemoryBench(ALL, memory -> memory)));

    // Value is put on cards by a host of its own: StoredContractTest.
    assertThat(report.results())
        .allMatch(it -> it.applies() || it.text().contains("does not declare LOAD"));
    assertThat(report.results()).hasSizeGreaterThan(40);
    System.out.println("payment host contract: " + report.results().size() + " checks");
  }

  /** Whatever a host does not do is left out with a reason, and the rest still holds. */
  @TestFactory
  Stream<DynamicTest> withoutOneCapability() {
    return Stream.of(HostCapability.values())
        .filter(ALL::can) // wallets and gift cards have hosts of their own
        .map(
            lacking ->
                DynamicTest.dynamicTest("without_" + lacking, () -> assertPassesWithout(lacking)));
  }

  private static void assertPassesWithout(HostCapability lacking) {
    EnumSet<HostCapability> rest =
        EnumSet.complementOf(
            EnumSet.of(
                lacking,
                HostCapability.AT_TERMINAL,
                HostCapability.AT_PHONE,
                HostCapability.LOAD,
                HostCapability.BALANCE));
    HostCapabilities can = new HostCapabilities(rest, HostCapabilities.USUAL_MEMORY);

    CheckReport report =
        CheckReport.of(PaymentHostContract.checks(() -> new MemoryBench(can, memory -> memory)));

    assertThat(report.failures()).isEmpty();
    assertThat(report.text()).contains("the host does not declare " + lacking);
  }

  @Test
  void iso8583HostThatDoesTheLeast_passesToo() {
    HostCapabilities least = HostCapabilities.of(HostCapability.REVERSAL);

    CheckReport report =
        CheckReport.of(PaymentHostContract.checks(() -> new SimulatorBench(least)));

    assertThat(report.failures()).isEmpty();
  }
}
