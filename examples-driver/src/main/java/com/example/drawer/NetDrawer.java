package com.example.drawer;

import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A cash drawer on the network. It takes {@code O} and CR, and answers {@code +} once its coil was
 * pulsed; it takes {@code ?} and CR, and answers {@code o} or {@code c}, open or closed.
 */
public final class NetDrawer extends Driver implements CashDrawer {
  private static final CashDrawerCapabilities CAPABILITIES =
      new CashDrawerCapabilities(true, Duration.ofMillis(100), Duration.ofMillis(100));

  /** How long the drawer may take to move. */
  private static final Duration SETTLE = Duration.ofMillis(500);

  private final Transport transport;
  private final Clock clock;
  private volatile @Nullable Connection current;
  private Position last = Position.UNKNOWN;

  /** A drawer behind a transport; opened at first use. */
  public NetDrawer(String name, Transport transport, Clock clock) {
    super(name, DeviceKind.CASH_DRAWER, clock, null);
    this.transport = transport;
    this.clock = clock;
  }

  @Override
  public CashDrawerCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  protected void connect(Deadline deadline) {
    Connection kept = current;
    if (kept != null && kept.discardInput()) {
      return;
    }
    disconnect();
    current = transport.connect(deadline);
  }

  @Override
  protected void disconnect() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      connection.abort();
    }
  }

  @Override
  protected void examine(Deadline deadline) {
    look(deadline);
  }

  @Override
  public Opening openDrawer(Duration limit) {
    return connected(
        Phase.WRITE,
        limit,
        deadline -> {
          expect(ask('O', deadline), '+');
          loop().count("drawer.pulses", 1);
          Deadline settled = deadline.within(SETTLE);
          Position position = look(deadline);
          while (position != Position.OPEN && !settled.passed()) {
            LockSupport.parkNanos(10_000_000);
            position = look(deadline);
          }
          return position == Position.OPEN ? Opening.OPENED : Opening.STUCK;
        });
  }

  @Override
  public Position position(Duration limit) {
    return connected(Phase.READ, limit, this::look);
  }

  private Position look(Deadline deadline) {
    char answer = ask('?', deadline);
    if (answer != 'o') {
      expect(answer, 'c');
    }
    Position position = answer == 'o' ? Position.OPEN : Position.CLOSED;
    if (position != last) {
      last = position;
      loop().publish(new Moved(id(), clock.instant(), position));
    }
    return position;
  }

  private char ask(char command, Deadline deadline) {
    Connection connection = current;
    if (connection == null) {
      throw DeviceException.of(Fault.LOST, Phase.WRITE, "drawer " + id() + " was disconnected");
    }
    try {
      connection.write(ByteBuffer.wrap(new byte[] {(byte) command, '\r'}), deadline);
      ByteBuffer answer = ByteBuffer.allocate(1);
      if (connection.read(answer, deadline) < 0) {
        throw DeviceException.of(Fault.LOST, Phase.READ, "drawer " + id() + " hung up");
      }
      return (char) answer.get(0);
    } catch (DeviceException e) {
      // An answer that comes late must not be taken for the next question's.
      disconnect();
      throw e.outcomeUnknown();
    }
  }

  private void expect(char answer, char expected) {
    if (answer != expected) {
      throw DeviceException.of(
              Fault.PROTOCOL, Phase.READ, "drawer " + id() + " gave an answer that is none")
          .outcomeUnknown();
    }
  }
}
