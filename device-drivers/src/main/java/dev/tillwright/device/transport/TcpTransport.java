package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Raw TCP, as network printers speak it on port 9100.
 *
 * <p>Non-blocking with a selector: a blocking socket write to a peer that never reads was seen to
 * take 2.8 MB and then hang for ever, whatever timeout was set.
 *
 * <p><b>Not promised:</b> resolving a host name is the system's and has no deadline here; use
 * addresses for devices.
 */
public final class TcpTransport implements Transport {
  /** Small, so that bytes wait in the printer or here, but not by the megabyte in between. */
  private static final int SEND_BUFFER = 32 * 1024;

  private final String host;
  private final int port;

  private TcpTransport(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** The way to this host and port (1 to 65535). */
  public static TcpTransport of(String host, int port) {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a host and a port of 1 to 65535 are needed");
    }
    return new TcpTransport(host, port);
  }

  @Override
  public Connection connect(Deadline deadline) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, this + " is not a known host");
    }
    SocketChannel channel = null;
    Selector selector = null;
    boolean done = false;
    try {
      channel = SocketChannel.open();
      selector = Selector.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address)) {
        await(channel, selector, deadline);
      }
      done = true;
      return new TcpConnection(toString(), channel, selector, key);
    } catch (IOException e) {
      throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, this + " cannot be reached", e);
    } finally {
      if (!done) {
        TcpConnection.closeAll(selector, channel);
      }
    }
  }

  private void await(SocketChannel channel, Selector selector, Deadline deadline)
      throws IOException {
    while (true) {
      selector.select(deadline.waitMillis());
      selector.selectedKeys().clear();
      if (channel.finishConnect()) {
        return;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw DeviceException.of(Fault.CANCELLED, Phase.CONNECT, this + " was interrupted");
      }
      if (deadline.passed()) {
        throw DeviceException.of(Fault.TIMEOUT, Phase.CONNECT, this + " does not answer");
      }
    }
  }

  /** The address, for messages. */
  @Override
  public String toString() {
    return "tcp://" + host + ":" + port;
  }
}
