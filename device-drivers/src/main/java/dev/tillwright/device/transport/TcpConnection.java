package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking socket with its own selector. Closing the selector from another thread wakes the
 * one that waits.
 */
final class TcpConnection implements Connection {
  private final String address;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final AtomicLong written = new AtomicLong();

  TcpConnection(String address, SocketChannel channel, Selector selector, SelectionKey key) {
    this.address = address;
    this.channel = channel;
    this.selector = selector;
    this.key = key;
  }

  @Override
  public int read(ByteBuffer into, Deadline deadline) {
    try {
      while (true) {
        int count = channel.read(into);
        if (count != 0) {
          return count;
        }
        await(SelectionKey.OP_READ, Phase.READ, deadline);
      }
    } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
      throw lost(Phase.READ, e);
    }
  }

  @Override
  public void write(ByteBuffer from, Deadline deadline) {
    try {
      while (from.hasRemaining()) {
        int count = channel.write(from);
        written.addAndGet(count);
        if (count == 0) {
          await(SelectionKey.OP_WRITE, Phase.WRITE, deadline);
        }
      }
    } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
      throw lost(Phase.WRITE, e);
    }
  }

  @Override
  public long written() {
    return written.get();
  }

  @Override
  public boolean discardInput() {
    ByteBuffer junk = ByteBuffer.allocate(256);
    try {
      // Bounded: a device that talks without end is asked anyway, and then fails as it must.
      for (int i = 0; i < 64; i++) {
        junk.clear();
        int count = channel.read(junk);
        if (count <= 0) {
          return count == 0;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void await(int interest, Phase phase, Deadline deadline) throws IOException {
    if (deadline.passed()) {
      throw DeviceException.of(
          Fault.TIMEOUT,
          phase,
          address + (phase == Phase.WRITE ? " takes no more bytes" : " does not answer"));
    }
    if (Thread.currentThread().isInterrupted()) {
      throw DeviceException.of(Fault.CANCELLED, phase, address + " was interrupted");
    }
    key.interestOps(interest);
    selector.select(deadline.waitMillis());
    selector.selectedKeys().clear();
  }

  private DeviceException lost(Phase phase, Exception cause) {
    return DeviceException.of(Fault.LOST, phase, address + " was lost", cause);
  }

  @Override
  public void abort() {
    try {
      // No lingering: the system drops its buffer and resets the connection.
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // Closed already, which is what was wanted.
    }
    close();
  }

  @Override
  public void close() {
    closeAll(channel, selector);
  }

  static void closeAll(@Nullable Closeable first, @Nullable Closeable second) {
    try (first;
        second) {
      // Closes both, the second also when the first one fails.
    } catch (IOException e) {
      // The socket is gone either way, and there is nobody to tell.
    }
  }
}
