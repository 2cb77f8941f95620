package dev.tillwright.device.javapos;

import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the bridges of all kinds share: open, claim and enable with what is left of the deadline;
 * power and status events; a control that hangs is left behind, and a new one opened in its place.
 */
abstract class JavaPosDriver extends Driver {
  private static final int INTERNAL = 1; // JPOS_CH_INTERNAL
  private static final int NOTIFY = 1; // JPOS_PN_ENABLED
  private static final int POWER_ONLINE = 2001; // JPOS_SUE_POWER_ONLINE
  private static final int POWER_OFF_OFFLINE = 2004;

  private final Supplier<?> controls;
  private final String logicalName;
  private volatile @Nullable Control current;

  /**
   * @param controls makes a new JavaPOS control each time: {@code jpos.CashDrawer::new}
   * @param logicalName of the device in the JavaPOS configuration
   */
  JavaPosDriver(String id, DeviceKind kind, Clock clock, Supplier<?> controls, String logicalName) {
    super(id, kind, clock, null);
    this.controls = Objects.requireNonNull(controls, "controls");
    this.logicalName = Objects.requireNonNull(logicalName, "logicalName");
  }

  @Override
  protected final void connect(Deadline deadline) {
    Control now = current;
    if (now != null && now.answers()) {
      return;
    }
    disconnect();
    Control fresh = Control.around(controls.get(), "device " + id());
    current = fresh;
    boolean connected = false;
    try {
      fresh.call(Phase.CONNECT, deadline, "open", logicalName);
      fresh.hear("StatusUpdate", event -> status(fresh, Control.told(event, "Status")));
      opened(fresh);
      int millis = (int) Math.min(Integer.MAX_VALUE, deadline.millis());
      fresh.call(Phase.CLAIM, deadline, "claim", millis);
      notifyOfPower(fresh, deadline);
      fresh.call(Phase.CONNECT, deadline, "setDeviceEnabled", true);
      enabled(fresh, deadline);
      connected = true;
    } finally {
      // Whatever a service throws, none is left half open: the next call begins anew.
      if (!connected) {
        disconnect();
      }
    }
    loop().conditions(Set.of());
  }

  /** Only a device that is not enabled yet may be asked to tell of its power. */
  private static void notifyOfPower(Control control, Deadline deadline) {
    try {
      control.call(Phase.CONNECT, deadline, "setPowerNotify", NOTIFY);
    } catch (DeviceException e) {
      if (e.fault() != Fault.UNSUPPORTED) {
        throw e; // JavaPOS before 1.3 has no power state: ILLEGAL
      }
    }
  }

  /** Hears further events; the device is opened, not enabled. */
  void opened(Control control) {}

  /** Sets what is lost with a connection. */
  void enabled(Control control, Deadline deadline) {}

  /** Something changed that is of this kind. */
  void status(int status) {}

  private void status(Control control, int status) {
    if (control != current) {
      return;
    }
    if (status == POWER_ONLINE) {
      loop().conditions(Set.of());
    } else if (status > POWER_ONLINE && status <= POWER_OFF_OFFLINE) {
      loop().conditions(EnumSet.of(Condition.OFFLINE));
      loop().moved(DeviceState.LOST);
      disconnect();
    } else {
      status(status);
    }
  }

  @Override
  protected final void disconnect() {
    Control control = current;
    current = null;
    if (control != null) {
      control.leave();
    }
  }

  /** The control, on the device's thread and connected. */
  final Control control() {
    Control control = current;
    if (control == null) {
      throw DeviceException.of(Fault.LOST, Phase.WRITE, "device " + id() + " is not connected");
    }
    return control;
  }

  /** Whether this control is still the one in use, for late events. */
  final boolean uses(Control control) {
    return current == control;
  }

  @Override
  protected void examine(Deadline deadline) {
    Control control = control();
    try {
      control.call(Phase.STATUS, deadline, "checkHealth", INTERNAL);
    } catch (DeviceException e) {
      if (e.fault() != Fault.UNSUPPORTED) {
        throw e; // a service need not know how to check itself
      }
    }
    String name = (String) control.call(Phase.STATUS, deadline, "getPhysicalDeviceName");
    loop().identified(DeviceIdentity.of("", name == null ? "" : name, ""));
  }
}
