package dev.tillwright.device.till;

import dev.tillwright.core.till.Drawer;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawer.Opening;
import dev.tillwright.device.spi.DeviceException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cash drawer as the till's port.
 *
 * <p><b>Guarantee.</b> It never throws; a drawer that is stuck, unplugged or closed has not opened.
 */
public final class DrawerPort implements Drawer {
  private static final Logger LOG = LoggerFactory.getLogger(DrawerPort.class);

  private final CashDrawer drawer;

  private DrawerPort(CashDrawer drawer) {
    this.drawer = Objects.requireNonNull(drawer, "drawer");
  }

  /** A port to this drawer, which stays the caller's to close. */
  public static DrawerPort of(CashDrawer drawer) {
    return new DrawerPort(drawer);
  }

  @Override
  public boolean open(Duration deadline) {
    try {
      return drawer.openDrawer(deadline) != Opening.STUCK;
    } catch (DeviceException e) {
      return false;
    } catch (RuntimeException e) {
      LOG.warn("the driver of drawer {} threw {}", drawer.id(), e.getClass().getName());
      return false;
    }
  }

  @Override
  public String toString() {
    return "DrawerPort[" + drawer.id() + "]";
  }
}
