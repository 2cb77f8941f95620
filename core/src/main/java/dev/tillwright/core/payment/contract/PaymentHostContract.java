package dev.tillwright.core.payment.contract;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.Checks;
import java.time.Duration;
import java.util.List;

/**
 * The contract of {@link dev.tillwright.core.payment.PaymentHost} as a list of checks, for whoever
 * writes one. {@code docs/writing-a-payment-host.md} goes from nothing to a host that passes.
 *
 * <p><b>What it proves.</b> On this bench, each promise of the SPI and of each declared capability,
 * against the books of whoever holds the money. <b>Not</b> what happens under load, or that a
 * scheme or an acquirer would certify it.
 *
 * <p>Checks move money: never run them against a live host.
 */
public final class PaymentHostContract {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private PaymentHostContract() {}

  /** All checks, over benches that are opened so, one a check. */
  public static List<Check> checks(Checks.Subject<? extends PaymentHostBench> benches) {
    Checks<Scene> kit = Checks.on(() -> new Scene(benches.open())).within(LONGEST);
    AnswerChecks.add(kit);
    RepeatChecks.add(kit);
    ReversalChecks.add(kit);
    StatusChecks.add(kit);
    CaptureChecks.add(kit);
    RefundChecks.add(kit);
    LoadChecks.add(kit);
    LineChecks.add(kit);
    LifeChecks.add(kit);
    return kit.list();
  }
}
