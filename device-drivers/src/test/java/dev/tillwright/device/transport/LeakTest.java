package dev.tillwright.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection that is closed, lost, or never came about leaves no descriptor and no thread. */
@Timeout(120)
class LeakTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final int ROUNDS = 100;

  @TempDir Path folder;

  /** What a round does; a failure that belongs to it may be thrown. */
  @FunctionalInterface
  private interface Round {
    void run() throws Exception;
  }

  @BeforeEach
  void needsProc() {
    assumeTrue(Files.isDirectory(OPEN_FILES), "open files are counted in /proc");
  }

  private static Deadline ample() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private static Deadline brief() {
    return Deadline.after(Duration.ofMillis(2));
  }

  /** Files that are open now and are a transport's: not those of classes that were loaded. */
  private static List<String> openFiles() throws Exception {
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.map(LeakTest::target).filter(LeakTest::isTransport).sorted().toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (java.io.IOException e) {
      return "gone";
    }
  }

  private static boolean isTransport(String target) {
    return Stream.of("socket:", "anon_inode:", "/dev/pts", "/dev/ptmx", "pipe:", "lp0")
        .anyMatch(target::contains);
  }

  private static void leavesNothing(Round round) throws Exception {
    for (int i = 0; i < 3; i++) {
      tried(round); // what is made once for all connections
    }
    List<String> before = openFiles();
    int threads = Thread.activeCount();
    for (int i = 0; i < ROUNDS; i++) {
      tried(round);
    }
    // Fewer than one in ten rounds: other tests of this machine have threads and files, too.
    assertThat(openFiles().size()).isLessThan(before.size() + ROUNDS / 10);
    assertThat(Thread.activeCount()).isLessThan(threads + ROUNDS / 10);
  }

  private static void tried(Round round) throws Exception {
    try {
      round.run();
    } catch (DeviceException e) {
      // The failure that the round is about.
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void tcp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TcpTransport there = TcpTransport.of("127.0.0.1", server.getLocalPort());
      leavesNothing(
          () -> {
            try (Connection here = there.connect(ample());
                Socket peer = server.accept()) {
              here.write(ByteBuffer.wrap(new byte[] {1}), ample());
              peer.close();
              here.read(ByteBuffer.allocate(1), ample());
            }
          });
      leavesNothing(
          () -> {
            try (Connection here = there.connect(ample());
                Socket peer = server.accept()) {
              here.read(ByteBuffer.allocate(1), brief());
            }
          });
    }
    TcpTransport nobody = TcpTransport.of("127.0.0.1", 1);
    leavesNothing(() -> nobody.connect(ample()));
  }

  @Test
  void serial() throws Exception {
    assumeTrue(PseudoTerminal.isSupported());
    SerialLine line = SerialLine.of(9600);
    leavesNothing(
        () -> {
          try (PseudoTerminal terminal = PseudoTerminal.open();
              Connection here = SerialTransport.of(terminal.port(), line).connect(ample())) {
            here.write(ByteBuffer.wrap(new byte[] {1}), ample());
            here.read(ByteBuffer.allocate(1), brief());
          }
        });
    leavesNothing(
        () -> {
          try (PseudoTerminal terminal = PseudoTerminal.open();
              Connection here = SerialTransport.of(terminal.port(), line).connect(ample())) {
            terminal.close();
            here.read(ByteBuffer.allocate(1), ample());
          }
        });
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      SerialTransport taken = SerialTransport.of(terminal.port(), line);
      try (Connection first = taken.connect(ample())) {
        leavesNothing(() -> taken.connect(ample()));
        assertThat(first.written()).isZero();
      }
    }
    leavesNothing(() -> SerialTransport.of("/dev/null", line).connect(ample()));
  }

  @Test
  void deviceFile() throws Exception {
    assumeTrue(Libc.isLinux());
    Path pipe = folder.resolve("lp0");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    leavesNothing(
        () -> {
          try (Connection here = DeviceFileTransport.of(pipe).connect(ample())) {
            here.write(ByteBuffer.allocate(1 << 20), brief());
          }
        });
    leavesNothing(() -> DeviceFileTransport.writeOnly(pipe).connect(ample()));
  }

  @Test
  void memory() throws Exception {
    MemoryTransport transport = new MemoryTransport();
    leavesNothing(
        () -> {
          try (Connection here = transport.connect(ample());
              Connection there = transport.accept(ample())) {
            here.write(ByteBuffer.wrap(new byte[] {1}), ample());
            there.read(ByteBuffer.allocate(1), ample());
          }
        });
  }
}
