package dev.tillwright.device.virtual;

import dev.tillwright.device.virtual.LoopbackServer.Service;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bar code scanner without hardware: it listens on a loopback port and sends each code as a line,
 * as the package {@code device.scanner} describes.
 *
 * <p><b>Threads.</b> Any.
 */
public final class VirtualScanner implements AutoCloseable {
  private final Set<Socket> connected = ConcurrentHashMap.newKeySet();
  private final LoopbackServer server;

  private VirtualScanner(int port) {
    Service service = this::serve;
    server = LoopbackServer.start("virtual scanner", port, service);
  }

  /** A scanner on any free port. */
  public static VirtualScanner start() {
    return start(0);
  }

  /** A scanner on this port, or on any free one when it is 0. */
  public static VirtualScanner start(int port) {
    return new VirtualScanner(port);
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /**
   * Somebody scans a code.
   *
   * @param aimId as the scanner is set to send it; empty for not at all
   * @param text of the code
   * @return how many listened
   */
  public int scan(String aimId, String text) {
    return send((aimId + text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes as they are: half a code, noise. */
  public int send(byte... bytes) {
    Objects.requireNonNull(bytes, "bytes");
    int heard = 0;
    for (Socket socket : connected) {
      try {
        socket.getOutputStream().write(bytes);
        heard++;
      } catch (IOException e) {
        // This one has gone.
      }
    }
    return heard;
  }

  private void serve(Socket socket) throws IOException {
    connected.add(socket);
    try {
      while (socket.getInputStream().read() >= 0) {
        // What a driver may send is not for a scanner of this kind.
      }
    } finally {
      connected.remove(socket);
    }
  }

  /** How many are connected. */
  public int listeners() {
    return connected.size();
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
