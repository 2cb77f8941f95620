package dev.tillwright.device.virtual;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections on the loopback address, each served by a daemon thread; at most {@value
 * #MAX_CONNECTIONS} at once, more are hung up on.
 */
final class LoopbackServer implements AutoCloseable {
  static final int MAX_CONNECTIONS = 16;

  private final String name;
  private final ServerSocket server;
  private final Service service;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;
  private volatile boolean closed;

  /** Serves one connection until it ends. */
  @FunctionalInterface
  interface Service {
    void serve(Socket socket) throws IOException;
  }

  private LoopbackServer(String name, ServerSocket server, Service service) {
    this.name = name;
    this.server = server;
    this.service = service;
    this.acceptor = daemon(name, this::accept);
  }

  /** Listens on this port, or on any free one when it is 0. */
  static LoopbackServer start(String name, int port, Service service) {
    ServerSocket server = null;
    boolean done = false;
    try {
      server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      done = true;
    } catch (IOException e) {
      throw DeviceException.of(
          Fault.CONFIGURATION,
          Phase.CONNECT,
          "the " + name + " cannot listen on port " + port + ", it is taken or not allowed",
          e);
    } finally {
      if (!done && server != null) {
        hangUp(server);
      }
    }
    LoopbackServer loopback = new LoopbackServer(name, server, service);
    loopback.acceptor.start();
    return loopback;
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        if (closed || open.size() > MAX_CONNECTIONS) {
          end(socket);
          continue;
        }
        daemon(name, () -> serve(socket)).start();
      } catch (IOException e) {
        // Closed, or one connection failed before it began: the loop's condition tells which.
        Thread.onSpinWait();
      }
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      service.serve(socket);
    } catch (IOException e) {
      // The driver hung up, in the way of its choice.
    } finally {
      end(socket);
    }
  }

  private void end(Socket socket) {
    hangUp(socket);
    open.remove(socket);
  }

  private static void hangUp(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is gone either way.
    }
  }

  int port() {
    return server.getLocalPort();
  }

  URI address() {
    return URI.create("tcp://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port());
  }

  /** Hangs up on everybody; the next ones are welcome. */
  void dropAll() {
    open.forEach(LoopbackServer::hangUp);
  }

  @Override
  public void close() {
    closed = true;
    hangUp(server);
    dropAll();
    try {
      // The system refuses connections only once nobody waits for one.
      acceptor.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
