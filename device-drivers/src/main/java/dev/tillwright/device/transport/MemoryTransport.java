package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Connections without a network, for tests of drivers: each {@link #connect} makes a pair, whose
 * other end is taken with {@link #accept}. A pipe holds 8,192 bytes in each direction, so that a
 * peer which does not read stalls the writer as a real one does.
 */
public final class MemoryTransport implements Transport {
  private static final int BACKLOG = 16;

  private final Queue<Connection> waiting = new ArrayDeque<>();
  private boolean refusing;

  /** A transport nobody has connected to yet. */
  public MemoryTransport() {}

  @Override
  public synchronized Connection connect(Deadline deadline) {
    if (refusing || waiting.size() >= BACKLOG) {
      throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, "the device refuses connections");
    }
    MemoryPipe there = new MemoryPipe();
    MemoryPipe back = new MemoryPipe();
    waiting.add(new MemoryConnection(there, back));
    notifyAll();
    return new MemoryConnection(back, there);
  }

  /** The device's end of the oldest connection not yet taken. */
  public synchronized Connection accept(Deadline deadline) {
    while (waiting.isEmpty()) {
      if (deadline.passed()) {
        throw DeviceException.of(Fault.TIMEOUT, Phase.CONNECT, "nobody connected");
      }
      try {
        wait(deadline.waitMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DeviceException.of(Fault.CANCELLED, Phase.CONNECT, "nobody connected");
      }
    }
    return waiting.remove();
  }

  /** Refuses connections from now on, or takes them again. */
  public synchronized void refuse(boolean on) {
    refusing = on;
  }

  private static final class MemoryConnection implements Connection {
    private final MemoryPipe in;
    private final MemoryPipe out;

    MemoryConnection(MemoryPipe in, MemoryPipe out) {
      this.in = in;
      this.out = out;
    }

    @Override
    public int read(java.nio.ByteBuffer into, Deadline deadline) {
      return in.read(into, deadline);
    }

    @Override
    public void write(java.nio.ByteBuffer from, Deadline deadline) {
      out.write(from, deadline);
    }

    @Override
    public long written() {
      return out.taken();
    }

    @Override
    public boolean discardInput() {
      return in.discard();
    }

    @Override
    public void abort() {
      out.discard();
      close();
    }

    @Override
    public void close() {
      in.closeReader();
      out.closeWriter();
    }
  }
}
