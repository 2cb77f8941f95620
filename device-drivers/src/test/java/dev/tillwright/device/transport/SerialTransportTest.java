package dev.tillwright.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SerialTransportTest {
  @TempDir Path folder;
  private PseudoTerminal terminal;

  private static Deadline ample() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private static Deadline brief() {
    return Deadline.after(Duration.ofMillis(150));
  }

  private static void assertFault(Fault fault, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @BeforeEach
  void open() {
    boolean supported = PseudoTerminal.isSupported();
    if (!supported) {
      System.out.println("skipped: this system gives no pseudo terminals");
    }
    assumeTrue(supported);
    terminal = PseudoTerminal.open();
  }

  @AfterEach
  void close() {
    if (terminal != null) {
      terminal.close();
    }
  }

  private SerialConnection connect() {
    return SerialTransport.of(terminal.port(), SerialLine.of(9600)).connect(ample());
  }

  private static byte[] read(Connection from, int count) {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) {
      from.read(in, ample());
    }
    return in.array();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8N1", "7E1", "7O2", "5N1"})
  void allByteValues_passBothWays(String format) {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    // A pseudo terminal keeps eight bits whatever the format: bits on a wire need a wire.
    SerialLine line = SerialLine.of(115_200, format);
    try (SerialConnection here = SerialTransport.of(terminal.port(), line).connect(ample())) {
      here.write(ByteBuffer.wrap(all), ample());
      assertThat(read(terminal.device(), 256)).isEqualTo(all);
      terminal.device().write(ByteBuffer.wrap(all), ample());
      assertThat(read(here, 256)).isEqualTo(all);
      assertThat(here.written()).isEqualTo(256);
      here.drain(ample());
    }
  }

  @Test
  void aStalledPeer_endsTheWriteAtItsDeadline_andTheRestCanBeThrownAway() {
    try (SerialConnection here = connect()) {
      ByteBuffer much = ByteBuffer.allocate(1 << 20);
      assertFault(Fault.TIMEOUT, () -> here.write(much, brief()));
      assertThat(here.written()).isEqualTo(much.position()).isBetween(1L, 100_000L);
      assertFault(Fault.TIMEOUT, () -> here.read(ByteBuffer.allocate(1), brief()));
      here.discardOutput();
      here.write(ByteBuffer.wrap(new byte[] {7}), ample());
    }
  }

  @Test
  void aPulledCable_isLost_forAReaderThatWaits_andForAllAfter() {
    try (SerialConnection here = connect()) {
      CompletableFuture<?> reading =
          CompletableFuture.runAsync(() -> here.read(ByteBuffer.allocate(1), ample()));
      terminal.close();
      assertThatThrownBy(reading::join)
          .cause()
          .isInstanceOfSatisfying(
              DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.LOST));
      assertFault(Fault.LOST, () -> here.write(ByteBuffer.allocate(1), ample()));
      assertFault(Fault.LOST, () -> here.read(ByteBuffer.allocate(1), ample()));
      assertThat(here.discardInput()).isFalse();
    }
  }

  @Test
  void close_freesWhoWaits_andMayBeCalledAgain() {
    SerialConnection here = connect();
    CompletableFuture<?> reading =
        CompletableFuture.runAsync(() -> here.read(ByteBuffer.allocate(1), ample()));
    here.close();
    here.close();
    here.abort();
    assertThatThrownBy(reading::join).hasCauseInstanceOf(DeviceException.class);
    assertFault(Fault.LOST, () -> here.write(ByteBuffer.allocate(1), ample()));
    assertFault(Fault.LOST, () -> here.drain(ample()));
    assertThat(here.discardInput()).isFalse();
    // The port is free again.
    connect().close();
  }

  @Test
  void aPortIsHeldByOne_andWhatCameBefore_isThrownAway() {
    terminal.device().write(ByteBuffer.wrap(new byte[] {1, 2, 3}), ample());
    try (SerialConnection here = connect()) {
      assertFault(Fault.CLAIMED, this::connect);
      assertFault(Fault.TIMEOUT, () -> here.read(ByteBuffer.allocate(1), brief()));
      terminal.device().write(ByteBuffer.wrap(new byte[5_000]), brief());
      assertThat(read(here, 1)).containsExactly(0);
      assertThat(here.discardInput()).isTrue();
      assertFault(Fault.TIMEOUT, () -> here.read(ByteBuffer.allocate(1), brief()));
    }
  }

  @Test
  void modemLines_areSaidToBeMissing() {
    try (SerialConnection here = connect()) {
      assertFault(Fault.UNSUPPORTED, () -> here.isOn(ModemLine.DSR));
      assertFault(Fault.UNSUPPORTED, () -> here.set(ModemLine.DTR, true));
      assertThatThrownBy(() -> here.set(ModemLine.CTS, true))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void portsThatAreNone_areToldApart() {
    SerialLine line = SerialLine.of(9600);
    assertFault(
        Fault.REFUSED, () -> SerialTransport.of("/dev/no-such-port", line).connect(ample()));
    assertFault(Fault.CONFIGURATION, () -> SerialTransport.of("/dev/null", line).connect(ample()));
    assertThatThrownBy(() -> SerialTransport.of(" ", line))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherTerminalAtTheSameName_isTheSamePort() {
    Path link = folder.resolve("front-scale");
    SerialTransport transport = SerialTransport.of(link.toString(), SerialLine.of(9600, "7E1"));
    for (byte i = 1; i <= 2; i++) {
      try (PseudoTerminal plugged = PseudoTerminal.openAt(link);
          SerialConnection here = transport.connect(ample())) {
        plugged.device().write(ByteBuffer.wrap(new byte[] {i}), ample());
        assertThat(read(here, 1)).containsExactly(i);
      }
      assertFault(Fault.REFUSED, () -> transport.connect(ample()));
    }
  }

  @Test
  void anInterrupt_endsAWait() {
    try (SerialConnection here = connect()) {
      Thread.currentThread().interrupt();
      assertFault(Fault.CANCELLED, () -> here.read(ByteBuffer.allocate(1), ample()));
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
