package dev.tillwright.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** jSerialComm at a pseudo terminal: what was seen to go wrong in it must not reach a till. */
@Timeout(120)
class PortableSerialPortTest {
  private static final SerialLine LINE = SerialLine.of(9600);

  private static Deadline ample() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private static Deadline brief() {
    return Deadline.after(Duration.ofMillis(200));
  }

  private static void assertFault(Fault fault, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private static SerialConnection connect(PseudoTerminal terminal) {
    return PortableSerialPort.open(terminal.port(), LINE, ample());
  }

  @BeforeEach
  void needsTerminals() {
    assumeTrue(PseudoTerminal.isSupported(), "this system gives no pseudo terminals");
  }

  @Test
  void allByteValues_passBothWays_andAPortIsHeldByOne() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (PseudoTerminal terminal = PseudoTerminal.open();
        SerialConnection here = connect(terminal)) {
      here.write(ByteBuffer.wrap(all), ample());
      ByteBuffer in = ByteBuffer.allocate(256);
      while (in.hasRemaining()) {
        terminal.device().read(in, ample());
      }
      assertThat(in.array()).isEqualTo(all);
      assertThat(here.written()).isEqualTo(256);
      terminal.device().write(ByteBuffer.wrap(all), ample());
      in.clear();
      while (in.hasRemaining()) {
        here.read(in, ample());
      }
      assertThat(in.array()).isEqualTo(all);
      assertFault(Fault.TIMEOUT, () -> here.read(ByteBuffer.allocate(1), brief()));
      assertFault(Fault.CLAIMED, () -> connect(terminal));
      assertThatThrownBy(() -> here.set(ModemLine.CTS, true))
          .isInstanceOf(IllegalArgumentException.class);
      here.close();
      connect(terminal).close();
    }
  }

  @Test
  void aStalledPeer_costsItsDeadline_andThePort() {
    try (PseudoTerminal terminal = PseudoTerminal.open();
        SerialConnection here = connect(terminal)) {
      ByteBuffer much = ByteBuffer.allocate(1 << 20);
      assertFault(Fault.TIMEOUT, () -> here.write(much, brief()));
      assertThat(here.written()).isBetween((long) much.position(), much.position() + 256L);
    }
  }

  @Test
  void aPulledCable_isLost() {
    try (PseudoTerminal terminal = PseudoTerminal.open();
        SerialConnection here = connect(terminal)) {
      terminal.close();
      assertFault(Fault.LOST, () -> here.read(ByteBuffer.allocate(1), ample()));
      assertThat(here.discardInput()).isFalse();
    }
  }

  @Test
  void aPortThatIsNone_isRefused() {
    assertFault(Fault.REFUSED, () -> PortableSerialPort.open("/dev/no-such-port", LINE, ample()));
  }
}
