package dev.tillwright.device.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;

/**
 * A customer display without hardware: it listens on a loopback port and shows what it is sent.
 *
 * <p><b>Threads.</b> Any.
 */
public final class VirtualDisplay implements AutoCloseable {
  private final DisplayScreen screen;
  private final LoopbackServer server;

  private VirtualDisplay(int rows, int columns, Charset charset) {
    this.screen = new DisplayScreen(rows, columns, charset);
    this.server = LoopbackServer.start("virtual display", 0, this::serve);
  }

  /** A display on any free port. */
  public static VirtualDisplay start(int rows, int columns, Charset charset) {
    return new VirtualDisplay(rows, columns, charset);
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[512];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      synchronized (screen) {
        screen.accept(Arrays.copyOf(buffer, count));
      }
    }
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /** The rows as they are to be seen, each as wide as the display. */
  public List<String> rows() {
    synchronized (screen) {
      return screen.rows();
    }
  }

  /** From 1 to 4. */
  public int brightness() {
    synchronized (screen) {
      return screen.brightness();
    }
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
