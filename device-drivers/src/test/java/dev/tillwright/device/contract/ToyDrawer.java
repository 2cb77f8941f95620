package dev.tillwright.device.contract;

import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawerCapabilities;
import dev.tillwright.device.spi.DeviceKind;
import java.time.Duration;
import java.util.OptionalInt;

/** A drawer that counts its pulses. */
final class ToyDrawer extends Toy implements CashDrawer {
  private final Bench bench;

  private ToyDrawer(Bench bench) {
    super(DeviceKind.CASH_DRAWER, bench.cable, bench.defect);
    this.bench = bench;
  }

  @Override
  public CashDrawerCapabilities capabilities() {
    return new CashDrawerCapabilities(true, Duration.ofMillis(50), Duration.ofMillis(500));
  }

  @Override
  public Opening openDrawer(Duration limit) {
    return ask(
        limit,
        () -> {
          bench.pulses += broken(Defect.TWO_PULSES) ? 2 : 1;
          bench.open |= !bench.locked;
          if (broken(Defect.LIES_ABOUT_ITS_SENSOR)) {
            return Opening.SENT;
          }
          return bench.open || broken(Defect.STUCK_IS_OPENED) ? Opening.OPENED : Opening.STUCK;
        });
  }

  @Override
  public Position position(Duration limit) {
    return ask(limit, () -> bench.open ? Position.OPEN : Position.CLOSED);
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<CashDrawer> implements DrawerBench {
    private int pulses;
    private boolean open;
    private boolean locked;

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public CashDrawer device() {
      return new ToyDrawer(this);
    }

    @Override
    public void shut() {
      open = false;
    }

    @Override
    public boolean lock() {
      locked = true;
      return true;
    }

    @Override
    public void end() {
      super.end();
      locked = false;
    }

    @Override
    public OptionalInt pulses() {
      return OptionalInt.of(pulses);
    }
  }
}
