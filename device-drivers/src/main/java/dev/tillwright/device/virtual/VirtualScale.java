package dev.tillwright.device.virtual;

import dev.tillwright.device.spi.Scale.Load;
import dev.tillwright.device.spi.Scale.Weighing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A scale without hardware: it listens on a loopback port and answers in one of the protocols of
 * the package {@code device.scale}, in kilograms.
 *
 * <p><b>Threads.</b> Any.
 */
public final class VirtualScale implements AutoCloseable {
  private static final int SENT_EVERY_MILLIS = 50;

  private final String protocol;
  private final LoopbackServer server;
  private Weighing load = new Weighing(Load.NOT_READY, Optional.empty());
  private BigDecimal tare = BigDecimal.ZERO;

  private VirtualScale(String protocol) {
    this.protocol = protocol;
    this.server = LoopbackServer.start("virtual scale", 0, this::serve);
  }

  /**
   * A scale on any free port.
   *
   * @param protocol {@code "8217"}, {@code "cas"} or {@code "cas22"}
   */
  public static VirtualScale start(String protocol) {
    if (!protocol.matches("8217|cas|cas22")) {
      throw new IllegalArgumentException("not a protocol of scales");
    }
    return new VirtualScale(protocol);
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /**
   * Puts a load on it, in kilograms with up to three decimals, or lets it say why there is none.
   */
  public synchronized void put(Weighing weighing) {
    load = Objects.requireNonNull(weighing, "weighing");
  }

  private void serve(Socket socket) throws IOException {
    if (protocol.equals("cas22")) {
      stream(socket);
      return;
    }
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    for (int asked = in.read(); asked >= 0; asked = in.read()) {
      if (protocol.equals("8217")) {
        toledo(asked, out);
      } else if (asked == 0x05) {
        out.write(0x06);
      } else if (asked == 0x11) {
        out.write(cas());
      }
    }
  }

  private void stream(Socket socket) throws IOException {
    socket.setSoTimeout(SENT_EVERY_MILLIS);
    while (true) {
      socket.getOutputStream().write(cas22());
      try {
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        // Nobody speaks to it: time for the next.
      }
    }
  }

  private synchronized void toledo(int asked, OutputStream out) throws IOException {
    switch (asked) {
      case 'W' -> out.write(toledo());
      case 'Z' -> {
        tare = BigDecimal.ZERO;
        out.write(new byte[] {0x02, '?', 0x50, '\r'});
      }
      case 'T' -> {
        tare = load.weight().map(weight -> weight.amount().value()).orElse(BigDecimal.ZERO);
        out.write(new byte[] {0x02, '?', 0x60, '\r'});
      }
      default -> {
        return;
      }
    }
  }

  private byte[] toledo() {
    boolean weighed = load.load() == Load.STABLE || load.load() == Load.STABLE_ZERO;
    if (weighed) {
      String net = tare.signum() > 0 ? "N" : "";
      return ("\u0002" + digits(net().orElseThrow(), 6) + net + "\r")
          .getBytes(StandardCharsets.ISO_8859_1);
    }
    char status =
        switch (load.load()) {
          case OVER -> 'B';
          case UNDER_ZERO -> 'D';
          case MOTION -> 'A';
          default -> '@';
        };
    return new byte[] {0x02, '?', (byte) status, '\r'};
  }

  private synchronized byte[] cas() {
    boolean stable = load.load() != Load.MOTION && load.load() != Load.NOT_READY;
    String sign = load.load() == Load.OVER ? "F" : load.load() == Load.UNDER_ZERO ? "-" : " ";
    BigDecimal shown = net().orElse(new BigDecimal("0.005"));
    String body = (stable ? "S" : "U") + sign + digits(shown, 6) + "kg";
    int bcc = 0;
    for (int at = 0; at < body.length(); at++) {
      bcc ^= body.charAt(at);
    }
    return ("\u0001\u0002" + body + (char) bcc + "\u0003\u0004")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private synchronized byte[] cas22() {
    String state =
        switch (load.load()) {
          case OVER -> "OL";
          case MOTION, NOT_READY -> "US";
          default -> "ST";
        };
    String weight =
        load.load() == Load.OVER
            ? "        "
            : load.load() == Load.UNDER_ZERO
                ? "-000.005"
                : digits(net().orElse(BigDecimal.ZERO), 8);
    return (state + ",GS,1\u00d0," + weight + " kg\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private Optional<BigDecimal> net() {
    return load.weight().map(weight -> weight.amount().value().subtract(tare));
  }

  private static String digits(BigDecimal value, int length) {
    String text = value.setScale(3, RoundingMode.UNNECESSARY).toPlainString();
    return String.format(Locale.ROOT, "%" + length + "s", text).replace(' ', '0');
  }

  /** Hangs up on everybody now. */
  public void unplug() {
    server.dropAll();
  }

  @Override
  public void close() {
    server.close();
  }
}
