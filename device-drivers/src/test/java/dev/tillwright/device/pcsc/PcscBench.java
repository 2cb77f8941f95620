package dev.tillwright.device.pcsc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.virtual.VirtualCardSlot;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A smart card service of our own with a virtual reader of two slots: pcscd and vpcd as Debian has
 * them, in a mount namespace where the service's folder is a temporary one, so that neither the
 * machine's own service nor another run of these tests is in the way. Needs root.
 *
 * <p>The virtual reader listens on all addresses of the machine while it runs; its way of calling
 * out instead cannot lose a card.
 */
final class PcscBench implements AutoCloseable {
  private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
  static final String READER = "Tillwright Virtual";

  private final Path folder;
  private final int port;
  private Process service;

  private PcscBench(Path folder, int port, Process service) {
    this.folder = folder;
    this.port = port;
    this.service = service;
  }

  /** Skips the test with a reason where there is none of the programs. */
  static PcscBench start() throws Exception {
    String missing = missing();
    if (!missing.isEmpty()) {
      System.out.println("skipped, no virtual smart card reader: " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
    Path folder = PcscAddress.folder();
    int port = freePair();
    Files.writeString(
        folder.resolve("reader.conf"),
        String.join(
            "\n",
            "FRIENDLYNAME \"" + READER + "\"",
            "DEVICENAME /dev/null:0x" + Integer.toHexString(port),
            "LIBPATH " + DRIVER,
            "CHANNELID 0x" + Integer.toHexString(port),
            ""));
    return new PcscBench(folder, port, launch(folder));
  }

  private static String missing() throws Exception {
    if (!System.getProperty("os.name").equals("Linux") || !Files.exists(DRIVER)) {
      return "needs Linux and the packages pcscd and vsmartcard-vpcd";
    }
    // It needs to be allowed, too: a container may forbid what root may do elsewhere.
    Process allowed =
        new ProcessBuilder("unshare", "-m", "sh", "-c", "mkdir -p /run/pcscd && pcscd --version")
            .redirectErrorStream(true)
            .start();
    allowed.getInputStream().readAllBytes();
    return allowed.waitFor() == 0 ? "" : "needs root and mount namespaces";
  }

  private static int freePair() throws IOException {
    while (true) {
      try (ServerSocket one = new ServerSocket(0);
          ServerSocket two = new ServerSocket(one.getLocalPort() + 1)) {
        return two.getLocalPort() - 1;
      } catch (IOException e) {
        // The next number is taken: try elsewhere.
      }
    }
  }

  void startService() throws Exception {
    service = launch(folder);
  }

  private static Process launch(Path folder) throws Exception {
    String command =
        "mount --bind "
            + folder
            + " /run/pcscd && exec pcscd --foreground --config "
            + folder
            + "/reader.conf";
    Process service =
        new ProcessBuilder("unshare", "-m", "sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Deadline deadline = Deadline.after(Duration.ofSeconds(20));
    while (!Files.exists(folder.resolve("pcscd.comm")) && !deadline.passed()) {
      Thread.onSpinWait();
    }
    return service;
  }

  void stopService() throws Exception {
    service.destroy();
    if (!service.waitFor(20, TimeUnit.SECONDS)) {
      service.destroyForcibly().waitFor();
    }
    Files.deleteIfExists(folder.resolve("pcscd.comm"));
    Files.deleteIfExists(folder.resolve("pcscd.pid"));
  }

  /** The first or second slot of the virtual reader. */
  VirtualCardSlot slot(int index) {
    return VirtualCardSlot.at(port + index);
  }

  /** Waits until the service has seen that the slot is empty, which takes it up to a second. */
  static void awaitEmpty(int index) {
    Deadline deadline = Deadline.after(Duration.ofSeconds(20));
    try (PcscContext context = PcscContext.establish()) {
      SlotState state = null;
      while ((state == null || state.hasCard()) && !deadline.passed()) {
        SlotState now = context.awaitChange(reader(index), state, 1_000);
        state = now == null ? state : now;
      }
    }
  }

  static String reader(int index) {
    return READER + " 00 0" + index;
  }

  @Override
  public void close() throws Exception {
    stopService();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
