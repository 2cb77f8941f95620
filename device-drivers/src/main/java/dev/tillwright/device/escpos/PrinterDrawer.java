package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cash drawer on a printer's cable, a device of its own: it has its claim, listeners and
 * health, and its calls wait for the printer's jobs. Which level of the sensor means open is said
 * by {@link EscPosPrinter.Builder#drawerSensor}; unsaid, it has no sensor.
 *
 * <p><b>Guarantee.</b> One pulse a call, and none to a printer that would keep it for later.
 */
public final class PrinterDrawer extends Driver implements CashDrawer {
  private static final CashDrawerCapabilities BLIND =
      new CashDrawerCapabilities(false, Duration.ofMillis(2), Duration.ofMillis(510));
  private static final CashDrawerCapabilities SEEING =
      new CashDrawerCapabilities(true, Duration.ofMillis(2), Duration.ofMillis(510));

  private final DrawerSignal whenOpen;
  private final boolean sensor;
  private final Clock clock;
  private final DeviceLoop printer;
  private final DrawerPulse pulse;
  private @Nullable Position last;

  PrinterDrawer(EscPosPrinter.Builder b, DeviceLoop printer, DrawerPulse pulse) {
    super(b.id + "-drawer", DeviceKind.CASH_DRAWER, b.clock, b.threads);
    this.whenOpen = b.drawerWhenOpen;
    this.sensor =
        whenOpen != DrawerSignal.UNKNOWN && b.profile.confirmation() != Confirmation.NONE;
    this.clock = b.clock;
    this.printer = printer;
    this.pulse = pulse;
  }

  @Override
  public CashDrawerCapabilities capabilities() {
    return sensor ? SEEING : BLIND;
  }

  @Override
  protected void connect(Deadline deadline) {
    if (deadline.passed()) {
      throw DeviceException.of(
          Fault.TIMEOUT, Phase.CLAIM, "drawer " + id() + " was busy too long");
    }
  }

  @Override
  protected void disconnect() {
    // The connection is the printer's.
  }

  @Override
  protected void examine(Deadline deadline) {
    printer.call(Phase.STATUS, left(deadline), pulse::look);
  }

  @Override
  public Opening openDrawer(Duration limit) {
    DrawerSignal after =
        connected(
            Phase.WRITE, limit, deadline -> printer.call(Phase.WRITE, left(deadline), pulse));
    if (after == DrawerSignal.UNKNOWN || !sensor) {
      return Opening.SENT;
    }
    return position(after) == Position.OPEN ? Opening.OPENED : Opening.STUCK;
  }

  @Override
  public Position position(Duration limit) {
    if (!sensor) {
      return Position.UNKNOWN;
    }
    return position(
        connected(
            Phase.STATUS,
            limit,
            deadline -> printer.call(Phase.STATUS, left(deadline), pulse::look)));
  }

  private static Duration left(Deadline deadline) {
    return Duration.ofNanos(Math.max(1, deadline.nanos()));
  }

  private Position position(DrawerSignal level) {
    if (level == DrawerSignal.UNKNOWN) {
      return Position.UNKNOWN;
    }
    return level == whenOpen ? Position.OPEN : Position.CLOSED;
  }

  /** The printer told the sensor's level, asked or not. */
  synchronized void seen(DrawerSignal level) {
    Position now = position(level);
    if (sensor && now != Position.UNKNOWN && now != last) {
      if (last != null) {
        loop().publish(new Moved(id(), clock.instant(), now));
      }
      last = now;
    }
  }
}
