package dev.tillwright.device.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A raw queue of CUPS lets a ticket's bytes through as they are: a print service of our own on the
 * loopback address, with a queue to a printer on the network.
 */
@Timeout(120)
class CupsQueueTest {
  @TempDir Path folder;

  @Test
  void aRawQueue_changesNothing() throws Exception {
    String missing = missing();
    if (!missing.isEmpty()) {
      System.out.println("skipped, no CUPS: " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
    byte[] ticket = new byte[10_240];
    for (int i = 0; i < ticket.length; i++) {
      ticket[i] = (byte) i;
    }
    Path file = Files.write(folder.resolve("ticket"), ticket);
    int port = freePort();
    Process service = service(port);
    try (ServerSocket printer = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      printer.setSoTimeout(60_000);
      String server = "127.0.0.1:" + port;
      String device = "socket://127.0.0.1:" + printer.getLocalPort();
      untilDone("lpadmin", "-h", server, "-p", "raw", "-E", "-v", device, "-m", "raw");
      untilDone("lp", "-h", server, "-d", "raw", "-o", "raw", file.toString());
      try (Socket job = printer.accept()) {
        assertThat(job.getInputStream().readAllBytes()).isEqualTo(ticket);
      }
    } finally {
      service.destroy();
      service.waitFor(20, TimeUnit.SECONDS);
    }
  }

  private static String missing() {
    Path socket = Path.of("/usr/lib/cups/backend/socket");
    return Files.isExecutable(Path.of("/usr/sbin/cupsd"))
            && Files.isExecutable(socket)
            && "root".equals(System.getProperty("user.name"))
        ? ""
        : "needs the package cups, and root";
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private Process service(int port) throws IOException {
    // Its helpers run as another user.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : new String[] {"etc", "spool", "spool/tmp", "state", "cache"}) {
      Files.createDirectory(folder.resolve(name));
    }
    String allow = "Order allow,deny\nAllow from 127.0.0.1\n";
    Path settings =
        Files.writeString(
            folder.resolve("cupsd.conf"),
            "Listen 127.0.0.1:"
                + port
                + "\nWebInterface No\nBrowsing No\nDefaultAuthType None\n"
                + "<Location />\n"
                + allow
                + "</Location>\n"
                + "<Location /admin>\n"
                + allow
                + "</Location>\n"
                + "<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n");
    Path files =
        Files.writeString(
            folder.resolve("cups-files.conf"),
            "ServerRoot FOLDER/etc\nServerBin /usr/lib/cups\nDataDir /usr/share/cups\n"
                .concat("RequestRoot FOLDER/spool\nTempDir FOLDER/spool/tmp\n")
                .concat("StateDir FOLDER/state\nCacheDir FOLDER/cache\nSystemGroup root\n")
                .concat("AccessLog FOLDER/access\nErrorLog FOLDER/error\nPageLog FOLDER/page\n")
                .replace("FOLDER", folder.toString()));
    return new ProcessBuilder(
            "/usr/sbin/cupsd", "-f", "-c", settings.toString(), "-s", files.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  /** The service may need a moment until it answers. */
  private static void untilDone(String... command) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() == 0) {
        return;
      }
      assertThat(System.nanoTime()).as(said).isLessThan(end);
    }
  }
}
