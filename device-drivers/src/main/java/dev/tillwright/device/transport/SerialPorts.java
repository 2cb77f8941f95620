package dev.tillwright.device.transport;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Port;
import dev.tillwright.device.spi.PortFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists serial ports with hardware behind them, by what Linux knows of them; opens none and loads
 * nothing. Elsewhere there are none to list. A port is known by the maker, model and serial number
 * of its USB adapter, and by the socket it is plugged into.
 */
public final class SerialPorts implements PortFinder {
  private static final int MOST = 256;

  /** A tty, its USB interface, its USB device: a few folders up, and not up to the root. */
  private static final int PARENTS = 6;

  private static final String NO_CHIP = "0";

  private final Path system;

  /** For {@link java.util.ServiceLoader}. */
  public SerialPorts() {
    this(Path.of("/sys/class/tty"));
  }

  SerialPorts(Path system) {
    this.system = system;
  }

  @Override
  public String id() {
    return "serial";
  }

  @Override
  public List<Port> ports(Duration limit) {
    if (!Files.isDirectory(system)) {
      return List.of();
    }
    List<Port> ports = new ArrayList<>();
    try (Stream<Path> terminals = Files.list(system)) {
      for (Path terminal : terminals.sorted().toList()) {
        if (ports.size() < MOST && isReal(terminal)) {
          ports.add(port(terminal));
        }
      }
      return List.copyOf(ports);
    } catch (IOException | UncheckedIOException e) {
      throw DeviceException.of(
          Fault.PERMISSION, Phase.DISCOVER, "the serial ports may not be listed", e);
    }
  }

  /** With a device behind it; the kernel keeps places for chips that are not there. */
  private static boolean isReal(Path terminal) {
    return Files.exists(terminal.resolve("device"))
        && !text(terminal.resolve("type")).equals(NO_CHIP);
  }

  private static Port port(Path terminal) throws IOException {
    URI address = address("/dev/" + terminal.getFileName());
    Optional<Path> usb = usb(terminal.resolve("device").toRealPath());
    if (usb.isEmpty()) {
      return new Port(address, terminal.getFileName().toString(), DeviceIdentity.UNKNOWN);
    }
    DeviceIdentity identity =
        DeviceIdentity.of(
            text(usb.get().resolve("manufacturer")),
            text(usb.get().resolve("product")),
            text(usb.get().resolve("serial")));
    return new Port(address, "usb-" + usb.get().getFileName(), identity);
  }

  /** The USB device above a port: the first folder that names a maker's number. */
  private static Optional<Path> usb(Path device) {
    Path folder = device;
    for (int i = 0; i < PARENTS && folder != null; i++) {
      if (Files.exists(folder.resolve("idVendor"))) {
        return Optional.of(folder);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return ""; // the device does not say, or has just been pulled
    }
  }

  private static URI address(String port) {
    try {
      return new URI("serial", port, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a name of a port always makes an address", e);
    }
  }
}
