package dev.tillwright.core.till;

import dev.tillwright.core.payment.Payments;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whether the host is known to be out of reach: something that was taken offline still waits. */
final class HostReach implements BooleanSupplier {
  private volatile @Nullable Payments payments;

  /** The payments, which are made after what asks. */
  void of(Payments made) {
    payments = made;
  }

  @Override
  public boolean getAsBoolean() {
    Payments known = payments;
    return known != null && known.unfinished().stream().anyMatch(it -> it.state().waits());
  }
}
