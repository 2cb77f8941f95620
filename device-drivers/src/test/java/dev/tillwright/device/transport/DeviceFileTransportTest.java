package dev.tillwright.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A named pipe stands for the printer's file. */
@Timeout(60)
class DeviceFileTransportTest {
  @TempDir Path folder;
  private Path pipe;

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
  void makePipe() throws Exception {
    assumeTrue(Libc.isLinux());
    pipe = folder.resolve("lp0");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
  }

  /** The device's end: a process that copies what comes to a file. */
  private Process reader(Path copy) throws Exception {
    return new ProcessBuilder("cat", pipe.toString()).redirectOutput(copy.toFile()).start();
  }

  /** As soon as somebody reads. */
  private Connection connectOnceRead() {
    Deadline deadline = ample();
    while (true) {
      try {
        return DeviceFileTransport.writeOnly(pipe).connect(deadline);
      } catch (DeviceException e) {
        if (deadline.passed()) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whatIsWritten_arrivesUnchanged() throws Exception {
    byte[] ticket = new byte[100_000];
    new java.util.Random(7).nextBytes(ticket);
    Path copy = folder.resolve("copy");
    Process cat = reader(copy);
    try (Connection here = connectOnceRead()) {
      here.write(ByteBuffer.wrap(ticket), ample());
      assertThat(here.written()).isEqualTo(ticket.length);
    }
    assertThat(cat.waitFor()).isZero();
    assertThat(Files.readAllBytes(copy)).isEqualTo(ticket);
  }

  @Test
  void aDeviceThatTakesNoMore_endsTheWriteAtItsDeadline() throws Exception {
    // Read and written by one process: the pipe fills, and nobody empties it.
    try (Connection here = DeviceFileTransport.of(pipe).connect(ample())) {
      ByteBuffer much = ByteBuffer.allocate(1 << 20);
      assertFault(Fault.TIMEOUT, () -> here.write(much, brief()));
      assertThat(here.written()).isEqualTo(much.position()).isPositive();
      ByteBuffer in = ByteBuffer.allocate(8);
      assertThat(here.read(in, ample())).isEqualTo(8);
      assertThat(here.discardInput()).isTrue();
      assertFault(Fault.TIMEOUT, () -> here.read(ByteBuffer.allocate(1), brief()));
    }
  }

  @Test
  void aDeviceThatGoes_isLost() throws Exception {
    Process cat = reader(folder.resolve("copy"));
    try (Connection here = connectOnceRead()) {
      cat.destroyForcibly().waitFor();
      assertFault(Fault.LOST, () -> here.write(ByteBuffer.allocate(1 << 20), ample()));
    }
  }

  @Test
  void filesThatAreNoDevice_areToldApart() throws Exception {
    assertFault(Fault.REFUSED, () -> DeviceFileTransport.writeOnly(pipe).connect(ample()));
    Path absent = folder.resolve("lp1");
    assertFault(Fault.REFUSED, () -> DeviceFileTransport.of(absent).connect(ample()));
    Path plain = Files.createFile(folder.resolve("plain"));
    assertFault(Fault.CONFIGURATION, () -> DeviceFileTransport.of(plain).connect(ample()));
    try (InputStream in = Files.newInputStream(plain)) {
      assertThat(in.read()).isEqualTo(-1);
    }
  }
}
