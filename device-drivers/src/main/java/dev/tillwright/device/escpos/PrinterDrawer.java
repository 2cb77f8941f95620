package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cash drawer on a printer's cable, a device of its own: it has its claim, listeners and
 * health, and its calls wait for the printer's jobs, but not for who has claimed the printer. Which
 * level of the sensor means open is said by {@link EscPosPrinter.Builder#drawerSensor}; unsaid, it
 * has no sensor.
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
  private final @Nullable Runnable closes;
  private @Nullable Position last;

  /**
   * A drawer of a printer.
   *
   * @param closes the printer when the drawer is closed; null when somebody else does
   */
  PrinterDrawer(
      EscPosPrinter.Builder b, DeviceLoop printer, DrawerPulse pulse, @Nullable Runnable closes) {
    super(b.onlyDrawer ? b.id : b.id + "-drawer", DeviceKind.CASH_DRAWER, b.clock, b.threads);
    this.whenOpen = b.drawerWhenOpen;
    this.sensor = whenOpen != DrawerSignal.UNKNOWN && b.profile.confirmation() != Confirmation.NONE;
    this.clock = b.clock;
    this.printer = printer;
    this.pulse = pulse;
    this.closes = closes;
  }

  @Override
  public CashDrawerCapabilities capabilities() {
    return sensor ? SEEING : BLIND;
  }

  @Override
  protected void connect(Deadline deadline) {
    printer.callBeside(Phase.CONNECT, left(deadline), pulse::look);
  }

  @Override
  protected void disconnect() {
    // The connection is the printer's.
  }

  @Override
  public Opening openDrawer(Duration limit) {
    DrawerSignal after =
        connected(
            Phase.WRITE, limit, deadline -> printer.callBeside(Phase.WRITE, left(deadline), pulse));
    if (after == DrawerSignal.UNKNOWN || !sensor) {
      return Opening.SENT;
    }
    return meant(after) == Position.OPEN ? Opening.OPENED : Opening.STUCK;
  }

  @Override
  public Position position(Duration limit) {
    if (!sensor) {
      return Position.UNKNOWN;
    }
    return meant(
        connected(
            Phase.STATUS,
            limit,
            deadline -> printer.callBeside(Phase.STATUS, left(deadline), pulse::look)));
  }

  @Override
  public void close() {
    boolean first = state() != DeviceState.CLOSED;
    super.close();
    if (first && closes != null) {
      closes.run();
    }
  }

  private static Duration left(Deadline deadline) {
    return Duration.ofNanos(Math.max(1, deadline.nanos()));
  }

  private Position meant(DrawerSignal level) {
    if (level == DrawerSignal.UNKNOWN) {
      return Position.UNKNOWN;
    }
    return level == whenOpen ? Position.OPEN : Position.CLOSED;
  }

  /** The printer told the sensor's level, asked or not. */
  synchronized void seen(DrawerSignal level) {
    Position now = meant(level);
    if (sensor && now != Position.UNKNOWN && now != last) {
      if (last != null) {
        loop().publish(new Moved(id(), clock.instant(), now));
      }
      last = now;
    }
  }
}
