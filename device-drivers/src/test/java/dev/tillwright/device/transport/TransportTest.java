package dev.tillwright.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransportTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  private static Deadline ample() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private static Deadline brief() {
    return Deadline.after(SHORT);
  }

  private static ServerSocket server() throws Exception {
    return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static Connection connect(ServerSocket server) {
    return TcpTransport.of("127.0.0.1", server.getLocalPort()).connect(ample());
  }

  private static void assertFault(Fault fault, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @Test
  void bytesGoAndCome() throws Exception {
    try (ServerSocket server = server();
        Connection here = connect(server);
        Socket there = server.accept()) {
      here.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), ample());
      assertThat(there.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
      assertThat(here.written()).isEqualTo(3);
      there.getOutputStream().write(new byte[] {4, 5});
      ByteBuffer in = ByteBuffer.allocate(8);
      while (in.position() < 2) {
        here.read(in, ample());
      }
      assertThat(in.get(1)).isEqualTo((byte) 5);
      there.close();
      assertThat(here.read(in, ample())).isEqualTo(-1);
      assertThat(here.discardInput()).isFalse();
    }
  }

  @Test
  void aReadWithoutAnswer_timesOut_andCloseFreesIt() throws Exception {
    try (ServerSocket server = server();
        Connection here = connect(server)) {
      assertFault(Fault.TIMEOUT, () -> here.read(ByteBuffer.allocate(1), brief()));
      assertThat(here.discardInput()).isTrue();
      CompletableFuture<?> reading =
          CompletableFuture.runAsync(() -> here.read(ByteBuffer.allocate(1), ample()));
      here.abort();
      here.close();
      assertThatThrownBy(reading::join).hasCauseInstanceOf(DeviceException.class);
      assertFault(Fault.LOST, () -> here.write(ByteBuffer.allocate(1), ample()));
      assertThat(here.discardInput()).isFalse();
    }
  }

  @Test
  void aPeerThatNeverReads_timesOutTheWrite_andSaysHowFarItCame() throws Exception {
    try (ServerSocket server = new ServerSocket()) {
      server.setReceiveBufferSize(4_096);
      server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (Connection here = connect(server)) {
        ByteBuffer much = ByteBuffer.allocate(16 << 20);
        assertFault(Fault.TIMEOUT, () -> here.write(much, brief()));
        assertThat(here.written()).isEqualTo(much.position()).isBetween(1L, 8L << 20);
      }
    }
  }

  @Test
  void whatCameUnasked_isThrownAway() throws Exception {
    try (ServerSocket server = server();
        Connection here = connect(server);
        Socket there = server.accept()) {
      there.getOutputStream().write(new byte[1_000]);
      there.getOutputStream().write(7);
      ByteBuffer in = ByteBuffer.allocate(1);
      here.read(in, ample());
      while (!here.discardInput()) {
        Thread.onSpinWait();
      }
      assertThat(in.get(0)).isZero();
    }
  }

  @Test
  void nobodyThere_isRefused_andBadAddressesAreTold() throws Exception {
    int port;
    try (ServerSocket server = server()) {
      port = server.getLocalPort();
    }
    assertFault(Fault.REFUSED, () -> TcpTransport.of("127.0.0.1", port).connect(ample()));
    assertFault(Fault.REFUSED, () -> TcpTransport.of("no.such.host.invalid", 1).connect(ample()));
    assertFault(Fault.CONFIGURATION, () -> Transport.of(URI.create("usb://1")));
    assertFault(Fault.CONFIGURATION, () -> Transport.of(URI.create("tcp://host")));
    assertThatThrownBy(() -> TcpTransport.of("", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Transport.of(URI.create("tcp://[::1]:9100"))).hasToString("tcp://[::1]:9100");
  }

  @Test
  void anInterrupt_endsAWait() throws Exception {
    try (ServerSocket server = server();
        Connection here = connect(server)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> here.read(ByteBuffer.allocate(1), ample()))
          .isInstanceOf(DeviceException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void memory_behavesAsTheNetwork() {
    MemoryTransport transport = new MemoryTransport();
    assertFault(Fault.TIMEOUT, () -> transport.accept(brief()));
    Connection here = transport.connect(ample());
    Connection there = transport.accept(ample());
    here.write(ByteBuffer.wrap(new byte[] {1, 2}), ample());
    ByteBuffer in = ByteBuffer.allocate(1);
    assertThat(there.read(in, ample())).isEqualTo(1);
    assertThat(here.written()).isEqualTo(2);
    assertThat(there.discardInput()).isTrue();
    assertFault(Fault.TIMEOUT, () -> there.read(ByteBuffer.allocate(1), brief()));
    assertFault(Fault.TIMEOUT, () -> here.write(ByteBuffer.allocate(100_000), brief()));
    there.abort();
    assertFault(Fault.LOST, () -> here.write(ByteBuffer.allocate(1), ample()));
    assertThat(here.read(ByteBuffer.allocate(1), ample())).isEqualTo(-1);
    here.close();
    assertFault(Fault.LOST, () -> here.read(ByteBuffer.allocate(1), ample()));
    transport.refuse(true);
    assertFault(Fault.REFUSED, () -> transport.connect(ample()));
  }
}
