package dev.tillwright.device.contract;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A connection whose transport decides what goes wrong. */
final class TroubledConnection implements Connection {
  /** Looks that often whether silence began while a read waits below. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private final TroubledTransport transport;
  private final Connection good;
  private volatile boolean losesReply;
  private final AtomicLong swallowed = new AtomicLong();

  TroubledConnection(TroubledTransport transport, Connection good) {
    this.transport = transport;
    this.good = good;
  }

  @Override
  public int read(ByteBuffer into, Deadline deadline) {
    if (losesReply) {
      close();
      throw DeviceException.of(Fault.LOST, Phase.READ, "the cable came out");
    }
    int from = into.position();
    while (true) {
      transport.pass(this, Phase.READ, deadline);
      try {
        int count = good.read(into, deadline.within(LOOK));
        if (transport.swallows()) {
          into.position(from);
          continue;
        }
        garble(into, from);
        return count;
      } catch (DeviceException e) {
        if (e.fault() != Fault.TIMEOUT || deadline.passed()) {
          throw e;
        }
      }
    }
  }

  private void garble(ByteBuffer into, int from) {
    if (transport.garbled()) {
      for (int i = from; i < into.position(); i++) {
        into.put(i, (byte) ~into.get(i));
      }
    }
  }

  @Override
  public void write(ByteBuffer from, Deadline deadline) {
    transport.pass(this, Phase.WRITE, deadline);
    int count = from.remaining();
    if (transport.breaks(count)) {
      ByteBuffer part = from.slice(from.position(), count / 2);
      good.write(part, deadline);
      close();
      throw DeviceException.of(Fault.LOST, Phase.WRITE, "the cable came out");
    }
    losesReply |= transport.losesReplyTo(count);
    if (transport.swallows()) {
      swallowed.addAndGet(count);
      from.position(from.limit());
      return;
    }
    good.write(from, deadline);
  }

  @Override
  public long written() {
    return good.written() + swallowed.get();
  }

  @Override
  public boolean discardInput() {
    return good.discardInput();
  }

  @Override
  public void abort() {
    transport.closed(this);
    good.abort();
  }

  @Override
  public void close() {
    transport.closed(this);
    good.close();
  }
}
