package dev.tillwright.device.virtual;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Started by {@link PaperTest} in a JVM whose machine has no fonts. */
public final class FontlessMain {
  private FontlessMain() {}

  public static void main(String[] args) throws Exception {
    try (VirtualPrinter printer = VirtualPrinter.start()) {
      if (printer.whyNoPictures().isEmpty()) {
        System.out.println("FONTS");
        return;
      }
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), printer.port())) {
        socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
      }
      Paper paper = printer.awaitPaper(1, Duration.ofSeconds(10));
      System.out.println("NO PICTURE: " + printer.whyNoPictures().orElseThrow());
      System.out.println(paper.writeTo(Path.of(args[0])));
    }
  }
}
