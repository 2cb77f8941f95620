package dev.tillwright.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whoever floods a virtual device of the house's wire costs it no more than its bounds. */
class WireBoundsTest {

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String ask(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  @Test
  void aLineWithoutAnEnd_endsItsConnection_andNoiseIsPassedOver() throws IOException {
    try (VirtualAnnouncer device = VirtualAnnouncer.start();
        Socket flood = connect(device.port());
        Socket good = connect(device.port())) {
      byte[] much = new byte[65_537];
      Arrays.fill(much, (byte) 'x');
      flood.getOutputStream().write(much);
      assertThat(flood.getInputStream().read()).as("hung up on").isEqualTo(-1);
      good.getOutputStream().write("no message\n".getBytes(StandardCharsets.UTF_8));
      assertThat(ask(good, "{\"n\":1,\"do\":\"hello\"}")).contains("\"n\":1").contains("hello");
    }
  }

  @Test
  void moreQuestionsThanAreTaken_areMisunderstood_andTheDeviceGoesOn() throws IOException {
    try (VirtualTerminal device = VirtualTerminal.start();
        Socket socket = connect(device.port())) {
      // The first waits for a card; those with its id wait for it.
      String sale = "{\"n\":%d,\"do\":\"sale\",\"id\":\"a\",\"minor\":1,\"currency\":\"GBP\"}\n";
      StringBuilder flood = new StringBuilder();
      for (int n = 1; n <= 100; n++) {
        flood.append(sale.formatted(n));
      }
      socket.getOutputStream().write(flood.toString().getBytes(StandardCharsets.UTF_8));
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      int misunderstood = 0;
      while (misunderstood < 36) {
        misunderstood += answers.readLine().contains("misunderstood") ? 1 : 0;
      }
      device.present(VirtualTerminal.Card.GOOD);
      int approved = 0;
      while (approved < 64) {
        approved += answers.readLine().contains("approved") ? 1 : 0;
      }
      assertThat(device.movedMinor("a")).isEqualTo(1);
    }
  }
}
