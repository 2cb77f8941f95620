package dev.tillwright.device;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.MagstripeReader;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.till.PrinterSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices of one till by their names:
 *
 * <pre>{@code
 * Devices devices = Devices.of(
 *     DeviceDescriptor.of("front", RECEIPT_PRINTER, "tcp://192.168.1.50:9100"));
 * Till.builder("till-01").receipts(devices.printer("front"))
 * }</pre>
 *
 * <p>A device is made when first asked for, once, and reached for when first used; one that was
 * closed since, by a guard or by its user, is made anew. Closing this closes them all.
 *
 * <p><b>Threads.</b> Any.
 */
public final class Devices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

  private final DeviceRegistry registry;
  private final Map<String, DeviceDescriptor> descriptors = new LinkedHashMap<>();
  private final Map<String, Device> made = new LinkedHashMap<>();
  private boolean closed;

  private Devices(DeviceRegistry registry, List<DeviceDescriptor> known) {
    this.registry = registry;
    for (DeviceDescriptor descriptor : known) {
      if (descriptors.put(descriptor.name(), descriptor) != null) {
        throw new IllegalArgumentException("two devices are named " + descriptor.name());
      }
    }
  }

  /** Devices with the drivers found on the class path or module path. */
  public static Devices of(DeviceDescriptor... descriptors) {
    return new Devices(DeviceRegistry.discover(), List.of(descriptors));
  }

  /** Devices with the drivers of this registry. */
  public static Devices of(DeviceRegistry registry, List<DeviceDescriptor> descriptors) {
    return new Devices(registry, descriptors);
  }

  /** One ESC/POS printer on the network, named {@code "printer"}, as the till's receipt port. */
  public static PrinterSink escposTcp(String host, int port) {
    String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    DeviceDescriptor descriptor =
        DeviceDescriptor.of(
            "printer", DeviceKind.RECEIPT_PRINTER, "tcp://" + bracketed + ":" + port);
    return of(descriptor.with("driver", "escpos")).printer("printer");
  }

  /**
   * A receipt printer as the till's port for receipts.
   *
   * @throws DeviceException when there is no such printer or no driver for it
   */
  public PrinterSink printer(String name) {
    return PrinterSink.of(device(name, ReceiptPrinter.class));
  }

  /** A reader of magnetic stripes. */
  public MagstripeReader cardReader(String name) {
    return device(name, MagstripeReader.class);
  }

  /**
   * A device of any type.
   *
   * @throws DeviceException {@link Fault#CONFIGURATION} when there is none of this name or it is of
   *     another type, {@link Fault#NO_DRIVER} when nothing drives it
   */
  public synchronized <D extends Device> D device(String name, Class<D> type) {
    if (closed) {
      throw DeviceException.of(Fault.CLOSED, Phase.DISCOVER, "these devices are closed");
    }
    Device device = made.get(name);
    if (device == null || device.state() == DeviceState.CLOSED) {
      DeviceDescriptor descriptor = descriptors.get(name);
      if (descriptor == null) {
        throw DeviceException.of(Fault.CONFIGURATION, Phase.DISCOVER, "no device is named " + name);
      }
      device = registry.create(descriptor);
      made.put(name, device);
    }
    if (!type.isInstance(device)) {
      throw DeviceException.of(
          Fault.CONFIGURATION,
          Phase.DISCOVER,
          "device " + name + " is a " + device.kind() + ", not a " + type.getSimpleName());
    }
    return type.cast(device);
  }

  /** The drivers, and what could not be loaded. */
  public DeviceRegistry registry() {
    return registry;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Device device : made.values()) {
      try {
        device.close();
      } catch (RuntimeException e) {
        // A driver that breaks its contract keeps none of the others from being closed.
        LOG.warn("closing device {} threw {}", device.id(), e.getClass().getName());
      }
    }
    made.clear();
  }
}
