package dev.tillwright.device.javapos;

import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A JavaPOS cash drawer.
 *
 * <pre>{@code
 * CashDrawer drawer = JavaPosDrawer.of("drawer", jpos.CashDrawer::new, "FrontDrawer", true, clock);
 * }</pre>
 *
 * <p><b>Guarantee.</b> One {@code openDrawer} a call. Services were seen to say "closed" for a
 * while after they opened it: with a sensor it is looked at until it is open, for half a second.
 */
public final class JavaPosDrawer extends JavaPosDriver implements CashDrawer {
  private static final Duration SETTLES = Duration.ofMillis(500);
  private static final int LOOK_MILLIS = 20;
  private static final int CLOSED = 0; // CASH_SUE_DRAWERCLOSED
  private static final int OPEN = 1; // CASH_SUE_DRAWEROPEN

  private final boolean sensor;
  private final Clock clock;

  private JavaPosDrawer(
      String id, Supplier<?> controls, String logicalName, boolean sensor, Clock clock) {
    super(id, DeviceKind.CASH_DRAWER, clock, controls, logicalName);
    this.sensor = sensor;
    this.clock = clock;
  }

  /**
   * A drawer; opened at first use.
   *
   * @param controls makes a new {@code jpos.CashDrawer} each time
   * @param logicalName of the device in the JavaPOS configuration
   * @param sensor whether it tells where it stands ({@code CapStatus})
   */
  public static JavaPosDrawer of(
      String id, Supplier<?> controls, String logicalName, boolean sensor, Clock clock) {
    return new JavaPosDrawer(id, controls, logicalName, sensor, clock);
  }

  @Override
  public CashDrawerCapabilities capabilities() {
    return new CashDrawerCapabilities(sensor, Duration.ofMillis(1), Duration.ofMillis(1_000));
  }

  @Override
  public Opening openDrawer(Duration limit) {
    return connected(
        Phase.WRITE,
        limit,
        deadline -> {
          pulse(deadline);
          return sensor ? seen(deadline) : Opening.SENT;
        });
  }

  private void pulse(Deadline deadline) {
    try {
      control().call(Phase.WRITE, deadline, "openDrawer");
    } catch (DeviceException e) {
      throw e.fault() == Fault.TIMEOUT && e.outcomeKnown() ? e.outcomeUnknown() : e;
    }
  }

  private Opening seen(Deadline deadline) throws DeviceException {
    Deadline settled = deadline.within(SETTLES);
    while (true) {
      if (control().asks(Phase.STATUS, deadline, "DrawerOpened")) {
        return Opening.OPENED;
      } else if (settled.passed()) {
        return Opening.STUCK;
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeviceException.of(Fault.CANCELLED, Phase.STATUS, "device " + id() + " was interrupted")
          .outcomeUnknown();
    }
  }

  @Override
  public Position position(Duration limit) {
    if (!sensor) {
      return Position.UNKNOWN;
    }
    boolean open =
        connected(
            Phase.STATUS,
            limit,
            deadline -> control().asks(Phase.STATUS, deadline, "DrawerOpened"));
    return open ? Position.OPEN : Position.CLOSED;
  }

  @Override
  void status(int status) {
    if (sensor && (status == OPEN || status == CLOSED)) {
      Position position = status == OPEN ? Position.OPEN : Position.CLOSED;
      loop().publish(new Moved(id(), clock.instant(), position));
    }
  }
}
