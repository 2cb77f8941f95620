package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoFormatException;
import dev.tillwright.core.iso8583.IsoMacException;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.payment.HostReply.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One TCP connection. One thread writes, one reads; a peer that never reads blocks the writer, and
 * {@link #lose} from any thread frees it, because closing a socket does and nothing else would.
 */
final class Connection {

  /** Whoever owns the connection. Called on the thread that reads or that lost it. */
  interface Owner {
    void received(Connection connection, IsoMessage message);

    /** Once, after the socket was closed. */
    void lost(Connection connection, Cause cause);
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Wire wire;
  private final Owner owner;
  private final byte[] buffer = Framing.buffer();
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile long heardAt = System.nanoTime();

  /**
   * Over a socket that is connected.
   *
   * @param socket which is closed in the end
   * @param stream the same, or TLS over it: closing TLS would wait for a writer that is stuck
   */
  Connection(Socket socket, Socket stream, Wire wire, Owner owner) throws IOException {
    this.socket = socket;
    this.in = stream.getInputStream();
    this.out = stream.getOutputStream();
    this.wire = wire;
    this.owner = owner;
  }

  static void connect(Socket socket, InetSocketAddress to, Duration deadline) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    InetSocketAddress now =
        to.isUnresolved() ? new InetSocketAddress(to.getHostString(), to.getPort()) : to;
    socket.connect(now, (int) Math.max(1, deadline.toMillis()));
    // On loopback a port where nobody listens may be drawn as one's own, and TCP then connects a
    // socket to itself: the link would sign on to itself, and hold the port against the host.
    if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
      throw new IOException("connected to itself");
    }
  }

  boolean isLost() {
    return lost.get();
  }

  /** When anything was last heard, as {@link System#nanoTime}. */
  long heardAt() {
    return heardAt;
  }

  /** Sends a frame; false when the connection broke, and is lost. */
  boolean send(byte[] frame) {
    try {
      out.write(frame);
      out.flush();
      return true;
    } catch (IOException e) {
      lose(Cause.CONNECTION_LOST);
      return false;
    }
  }

  /** Hands over what comes until the connection is lost. */
  void listen() {
    Cause cause = Cause.CONNECTION_LOST;
    try {
      while (!lost.get()) {
        int length = wire.framing().read(in, buffer);
        heardAt = System.nanoTime();
        IsoMessage message = wire.message(buffer, length);
        Arrays.fill(buffer, 0, length, (byte) 0);
        owner.received(this, message);
      }
    } catch (IsoFormatException | IsoMacException | Framing.BadLengthException e) {
      // Nothing after this can be trusted: neither where a message begins nor whose it is.
      cause = Cause.GARBLED;
    } catch (IOException e) {
      cause = Cause.CONNECTION_LOST;
    } finally {
      lose(cause);
    }
  }

  void lose(Cause cause) {
    if (!lost.compareAndSet(false, true)) {
      return;
    }
    closeQuietly(socket);
    owner.lost(this, cause);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed all the same.
    }
  }
}
