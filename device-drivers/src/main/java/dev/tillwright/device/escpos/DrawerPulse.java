package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.ESC;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrinterStatus;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import java.time.Duration;

/**
 * One pulse to the drawer on a printer's cable, and a look at its sensor once the lid has had time
 * to move. Runs on the printer's thread.
 */
final class DrawerPulse implements DeviceLoop.Work<DrawerSignal> {
  private final String id;
  private final boolean looks;
  private final Duration settle;
  private final byte[] bytes;
  private final DeviceLoop loop;
  private final PrinterLink link;

  DrawerPulse(EscPosPrinter.Builder b, DeviceLoop loop, PrinterLink link) {
    this.id = b.id;
    this.looks =
        b.drawerWhenOpen != DrawerSignal.UNKNOWN && b.profile.confirmation() != Confirmation.NONE;
    this.settle = b.drawerSettle;
    this.loop = loop;
    this.link = link;
    PrinterProfile profile = b.profile;
    // Times are in units of two milliseconds. Without them some models take the next command's
    // first bytes for times.
    this.bytes =
        new CommandBuffer()
            .put(ESC, 'p', profile.pulsePin() == 2 ? 0 : 1)
            .put(profile.pulseOnMillis() / 2, profile.pulseOffMillis() / 2)
            .toArray();
  }

  /** The level of the sensor after the pulse; unknown where nobody can tell. */
  @Override
  public DrawerSignal run(Deadline deadline) {
    if (!link.ready(deadline).ready()) {
      // Held back, the pulse would open the drawer later, when nobody stands before it.
      throw DeviceException.of(
          Fault.REFUSED, Phase.WRITE, "printer " + id + " is not ready, its drawer stays shut");
    }
    if (deadline.passed()) {
      // Whoever waited is gone, and nobody stands before the drawer.
      throw DeviceException.of(
          Fault.TIMEOUT, Phase.CONNECT, "printer " + id + " was reached too late");
    }
    link.send(bytes, 0, bytes.length, deadline);
    loop.count("drawer.pulses", 1);
    if (!looks) {
      return DrawerSignal.UNKNOWN;
    }
    try {
      Deadline settled = deadline.within(settle);
      while (!settled.passed()) {
        Thread.sleep(settled.millis());
      }
      return link.ready(deadline).drawer();
    } catch (DeviceException e) {
      // The pulse went; that its effect is not seen is no reason to send another.
      return DrawerSignal.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DrawerSignal.UNKNOWN;
    }
  }

  /** The level of the sensor now. */
  DrawerSignal look(Deadline deadline) {
    PrinterStatus status = link.ready(deadline);
    return looks ? status.drawer() : DrawerSignal.UNKNOWN;
  }
}
