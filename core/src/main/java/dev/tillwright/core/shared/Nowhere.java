package dev.tillwright.core.shared;

import dev.tillwright.core.sale.SaleId;
import java.time.Duration;

/** Of a till that shares nothing. */
final class Nowhere implements SharedReturns {
  static final Nowhere IT = new Nowhere();

  private Nowhere() {}

  @Override
  public Known look(SaleId sale, String asking, Duration deadline) {
    return new NotReached();
  }

  @Override
  public Answer ask(Question question, Duration deadline) {
    return new Alone();
  }

  @Override
  public void release(SaleId origin, SaleId ticket, Duration deadline) {}

  @Override
  public boolean isShared() {
    return false;
  }
}
