package dev.tillwright.device.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.Port;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At a tree as Linux shows it under /sys. */
class SerialPortsTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Path terminal(String name, Path device) throws Exception {
    Path terminal = Files.createDirectories(folder.resolve("class/tty").resolve(name));
    Files.createSymbolicLink(terminal.resolve("device"), device);
    return terminal;
  }

  private List<Port> ports() {
    return new SerialPorts(folder.resolve("class/tty")).ports(AMPLE);
  }

  @Test
  void anAdapter_isKnownByItsNumber_andItsSocket() throws Exception {
    Path usb = Files.createDirectories(folder.resolve("devices/usb1/1-1.2"));
    Files.writeString(usb.resolve("idVendor"), "0403\n");
    Files.writeString(usb.resolve("manufacturer"), "FTDI\n");
    Files.writeString(usb.resolve("product"), "FT232R USB UART\n");
    Files.writeString(usb.resolve("serial"), "A50285BI\n");
    Path device = Files.createDirectories(usb.resolve("1-1.2:1.0/ttyUSB0"));
    terminal("ttyUSB0", device);

    Port port = ports().get(0);
    assertThat(port.address()).isEqualTo(URI.create("serial:/dev/ttyUSB0"));
    assertThat(port.path()).isEqualTo("usb-1-1.2");
    assertThat(port.identity()).isEqualTo(DeviceIdentity.of("FTDI", "FT232R USB UART", "A50285BI"));
    assertThat(port.stableId()).isEqualTo("FTDI/FT232R USB UART/A50285BI");
    assertThat(Transport.of(port.address())).isInstanceOf(SerialTransport.class);

    // Without a number of its own the socket is what stays.
    Files.delete(usb.resolve("serial"));
    assertThat(ports().get(0).stableId()).isEqualTo("usb-1-1.2");
  }

  @Test
  void aChipOfTheBoard_isListed_andPlacesWithoutOne_areNot() throws Exception {
    Path board = Files.createDirectories(folder.resolve("devices/platform/serial8250"));
    Files.writeString(terminal("ttyS0", board).resolve("type"), "4\n");
    Files.writeString(terminal("ttyS1", board).resolve("type"), "0\n");
    Files.createDirectories(folder.resolve("class/tty/tty1")); // a console

    assertThat(ports()).extracting(Port::stableId).containsExactly("ttyS0");
  }

  @Test
  void whereThereAreNone_theListIsEmpty() {
    assertThat(new SerialPorts(folder.resolve("none")).ports(AMPLE)).isEmpty();
    assertThat(new SerialPorts().ports(AMPLE))
        .allSatisfy(port -> assertThat(port.address().getScheme()).isEqualTo("serial"));
  }
}
