package dev.tillwright.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "tcp://192.168.1.50:9100, tcp://192.168.1.50:9100",
    "TCP://[::1]:9100, tcp://[::1]:9100",
    "serial:/dev/ttyUSB0, serial:/dev/ttyUSB0?baud=9600&format=8N1",
    "serial:///dev/ttyUSB0?baud=115200, serial:/dev/ttyUSB0?baud=115200&format=8N1",
    "serial:COM3?format=7e1&flow=rts-cts, serial:COM3?baud=9600&format=7E1",
    "serial:/dev/a%20b+c, serial:/dev/a b+c?baud=9600&format=8N1",
    "file:/dev/usb/lp0, file:/dev/usb/lp0",
    "file:///dev/usb/lp0?access=write, file:/dev/usb/lp0",
    "spooler:Front%20printer, spooler:Front printer",
  })
  void anAddress_standsForItsTransport(String address, String transport) {
    assertThat(Transport.of(URI.create(address))).hasToString(transport);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usb://1",
        "/dev/ttyS0",
        "tcp://host",
        "tcp:host:9100",
        "tcp://host:99999",
        "serial:/dev/ttyS0?baud=fast",
        "serial:/dev/ttyS0?baud=9",
        "serial:/dev/ttyS0?format=9N1",
        "serial:/dev/ttyS0?format=8X1",
        "serial:/dev/ttyS0?flow=dtr",
        "serial:/dev/ttyS0?speed=9600",
        "serial:/dev/ttyS0?baud=9600&baud=9600",
        "serial:/dev/ttyS0?baud",
        "serial:?baud=9600",
        "file:lp0",
        "file:/dev/usb/lp0?access=read",
        "spooler:?x",
        "spooler:Front?copies=2",
      })
  void others_areRefused(String address) {
    assertThatThrownBy(() -> Transport.of(URI.create(address)))
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION));
  }

  @Test
  void aLine_isWhatADataSheetSays() {
    SerialLine line = SerialLine.of(2400, "7O2").with(SerialLine.Flow.XON_XOFF);
    assertThat(line)
        .isEqualTo(new SerialLine(2400, 7, SerialLine.Parity.ODD, 2, SerialLine.Flow.XON_XOFF));
    assertThat(line.format()).isEqualTo("7O2");
    assertThat(Transport.knows("serial")).isTrue();
    assertThat(Transport.knows("usb")).isFalse();
  }

  @Test
  void theWindowsSpooler_isWindows() {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"));
    Transport spooler = Transport.of(URI.create("spooler:Front"));
    assertThatThrownBy(() -> spooler.connect(Deadline.after(Duration.ofSeconds(20))))
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED));
  }
}
