package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.MemoryTransport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The smallest printer there is: answers real-time questions, and so many questions in turn. */
final class MemoryPeer implements AutoCloseable {
  private final MemoryTransport transport = new MemoryTransport();
  private final AtomicInteger jobs = new AtomicInteger();
  private final Thread thread;
  private int answers;

  MemoryPeer(int answers) {
    this.answers = answers;
    thread = new Thread(this::run, "memory-peer");
    thread.setDaemon(true);
    thread.start();
  }

  MemoryTransport transport() {
    return transport;
  }

  int jobs() {
    return jobs.get();
  }

  private void run() {
    try {
      while (true) {
        serve(transport.accept(Deadline.after(Duration.ofMinutes(1))));
      }
    } catch (DeviceException e) {
      // Closed.
    }
  }

  private void serve(Connection connection) {
    ByteBuffer in = ByteBuffer.allocate(4_096);
    int before = 0;
    int last = 0;
    while (true) {
      in.clear();
      if (connection.read(in, Deadline.after(Duration.ofMinutes(1))) < 0) {
        return;
      }
      in.flip();
      while (in.hasRemaining()) {
        int value = in.get() & 0xFF;
        if (before == 0x10 && last == 0x04) {
          write(connection, 0x12);
        } else if (before == 0x1D && last == 'r') {
          jobs.incrementAndGet();
          if (answers-- > 0) {
            write(connection, 0x00);
          }
        }
        before = last;
        last = value;
      }
    }
  }

  private static void write(Connection connection, int value) {
    connection.write(
        ByteBuffer.wrap(new byte[] {(byte) value}), Deadline.after(Duration.ofSeconds(5)));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
