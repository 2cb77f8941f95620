package dev.tillwright.device.transport;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/** Bytes in one direction, at most {@value #CAPACITY} at a time. */
final class MemoryPipe {
  static final int CAPACITY = 8 * 1024;

  private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY);
  private long taken;
  private boolean readerGone;
  private boolean writerGone;

  synchronized int read(ByteBuffer into, Deadline deadline) {
    awaitWhile(() -> bytes.position() == 0 && !readerGone && !writerGone, Phase.READ, deadline);
    if (readerGone) {
      throw DeviceException.of(Fault.LOST, Phase.READ, "the connection was closed");
    }
    if (bytes.position() == 0) {
      return -1;
    }
    bytes.flip();
    int count = Math.min(bytes.remaining(), into.remaining());
    into.put(into.position(), bytes, bytes.position(), count);
    into.position(into.position() + count);
    bytes.position(bytes.position() + count);
    bytes.compact();
    notifyAll();
    return count;
  }

  synchronized void write(ByteBuffer from, Deadline deadline) {
    while (from.hasRemaining()) {
      awaitWhile(() -> !bytes.hasRemaining() && !readerGone && !writerGone, Phase.WRITE, deadline);
      if (readerGone || writerGone) {
        throw DeviceException.of(Fault.LOST, Phase.WRITE, "the connection was closed");
      }
      int count = Math.min(bytes.remaining(), from.remaining());
      bytes.put(bytes.position(), from, from.position(), count);
      bytes.position(bytes.position() + count);
      from.position(from.position() + count);
      taken += count;
      notifyAll();
    }
  }

  synchronized long taken() {
    return taken;
  }

  synchronized boolean discard() {
    bytes.clear();
    notifyAll();
    return !writerGone;
  }

  synchronized void closeReader() {
    readerGone = true;
    notifyAll();
  }

  synchronized void closeWriter() {
    writerGone = true;
    notifyAll();
  }

  private void awaitWhile(BooleanSupplier blocked, Phase phase, Deadline deadline) {
    try {
      while (blocked.getAsBoolean()) {
        if (deadline.passed()) {
          throw DeviceException.of(Fault.TIMEOUT, phase, "the other end is silent");
        }
        wait(deadline.waitMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeviceException.of(Fault.CANCELLED, phase, "the wait was interrupted");
    }
  }
}
