package dev.tillwright.device;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * A line as a serial one is: what the device sends reaches whoever holds the line by then, whoever
 * asked for it.
 */
public final class OneLine implements Transport {
  private final BlockingQueue<Byte> sent = new LinkedBlockingQueue<>();
  private final IntConsumer device;
  private volatile int connects;
  private volatile int room = Integer.MAX_VALUE;

  /** A line to a device that takes byte by byte. */
  public OneLine(IntConsumer device) {
    this.device = device;
  }

  /** The device sends. */
  public void send(byte... bytes) {
    for (byte b : bytes) {
      sent.add(b);
    }
  }

  /** So many bytes it takes from now on, and then no more. */
  public void takes(int bytes) {
    room = bytes;
  }

  public int connects() {
    return connects;
  }

  @Override
  public Connection connect(Deadline deadline) {
    connects++;
    sent.clear();
    return new Held();
  }

  private final class Held implements Connection {
    private final AtomicLong written = new AtomicLong();
    private volatile boolean closed;

    @Override
    public int read(ByteBuffer into, Deadline deadline) {
      try {
        Byte first = sent.poll(deadline.nanos(), TimeUnit.NANOSECONDS);
        check(Phase.READ);
        if (first == null) {
          throw DeviceException.of(Fault.TIMEOUT, Phase.READ, "the line is silent");
        }
        into.put(first);
        return 1;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DeviceException.of(Fault.CANCELLED, Phase.READ, "interrupted");
      }
    }

    @Override
    public void write(ByteBuffer from, Deadline deadline) {
      while (from.hasRemaining()) {
        check(Phase.WRITE);
        if (room == 0) {
          throw DeviceException.of(Fault.TIMEOUT, Phase.WRITE, "the line takes no more");
        }
        room--;
        written.incrementAndGet();
        device.accept(from.get() & 0xFF);
      }
    }

    private void check(Phase phase) {
      if (closed) {
        throw DeviceException.of(Fault.LOST, phase, "the line was closed");
      }
    }

    @Override
    public long written() {
      return written.get();
    }

    @Override
    public boolean discardInput() {
      sent.clear();
      return !closed;
    }

    @Override
    public void abort() {
      closed = true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
