package dev.tillwright.device.scale;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.ScaleCapabilities;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A scale behind a serial line or TCP, spoken with in one of the {@link ScaleProtocol}s.
 *
 * <p><b>Guarantees.</b> What came unasked is thrown away before a question, and after a question
 * that got no answer it is asked once more than answers may still come: an old weight is never the
 * new one. What is garbled is {@link Fault#BAD_READ}, never a weight.
 *
 * <p>Defaults: 15 kg in steps of 5 g, the system's clock, daemon threads.
 */
public final class SerialScale extends Driver implements Scale {
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final int MOST_OWED = 4;

  private final Transport transport;
  private final ScaleProtocol protocol;
  private final Weight most;
  private final Weight step;
  private volatile @Nullable Connection current;

  /** Questions of this connection that got no answer yet. Touched by the device's thread. */
  private int owed;

  private SerialScale(Builder b) {
    super(b.id, DeviceKind.SCALE, b.clock, b.threads);
    transport = b.transport;
    protocol = b.protocol;
    most = b.most;
    step = b.step;
  }

  /** A scale behind a transport; opened at first use. */
  public static Builder builder(String id, Transport transport, ScaleProtocol protocol) {
    return new Builder(id, transport, protocol);
  }

  @Override
  public ScaleCapabilities capabilities() {
    return new ScaleCapabilities(
        most.unit(), most, step, protocol.zero().length > 0, protocol.tare().length > 0, true);
  }

  @Override
  public Weighing look(Duration limit) {
    return connected(Phase.READ, limit, deadline -> ask(deadline).weighing());
  }

  @Override
  public Weighing weigh(Duration limit) {
    return connected(
        Phase.READ,
        limit,
        deadline -> {
          while (true) {
            Weighing seen = ask(deadline).weighing();
            if (seen.load() == Load.STABLE || seen.load() == Load.STABLE_ZERO) {
              return seen;
            }
            pause(deadline);
          }
        });
  }

  private void pause(Deadline deadline) {
    if (deadline.nanos() <= BETWEEN.toNanos()) {
      throw DeviceException.of(
          Fault.TIMEOUT, Phase.READ, "the load of scale " + id() + " did not lie still");
    }
    try {
      Thread.sleep(BETWEEN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeviceException.of(Fault.CANCELLED, Phase.READ, "scale " + id() + " was interrupted");
    }
  }

  @Override
  public void zero(Duration limit) {
    command("zero", protocol.zero(), limit);
  }

  @Override
  public void tare(Duration limit) {
    command("take a tare", protocol.tare(), limit);
  }

  private void command(String what, byte[] bytes, Duration limit) {
    if (bytes.length == 0) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "scale " + id() + " cannot " + what + " from here");
    }
    connected(
        Phase.WRITE,
        limit,
        deadline -> {
          Connection connection = connection(deadline);
          connection.write(ByteBuffer.wrap(bytes), deadline);
          // Whether it did so, the next weight tells; its answer only ends the dialogue.
          return answer(connection, deadline);
        });
  }

  private ScaleFrame ask(Deadline deadline) {
    Connection connection = connection(deadline);
    int late = protocol.asks().isEmpty() ? 0 : Math.min(owed, MOST_OWED);
    for (int i = 0; i < late; i++) {
      asked(connection, deadline); // this may be the answer to a question of before
    }
    ScaleFrame seen = asked(connection, deadline);
    owed = 0;
    return seen;
  }

  private ScaleFrame asked(Connection connection, Deadline deadline) {
    owed++;
    try {
      for (ScaleProtocol.Ask step : protocol.asks()) {
        connection.write(ByteBuffer.wrap(new byte[] {(byte) step.send()}), deadline);
        if (step.answered() >= 0) {
          expect(connection, step.answered(), deadline);
        }
      }
      ScaleFrame seen = answer(connection, deadline);
      owed--;
      return seen;
    } catch (DeviceException e) {
      owed -= e.fault() == Fault.TIMEOUT ? 0 : 1; // wrong, but an answer
      throw e;
    }
  }

  private void expect(Connection connection, int wanted, Deadline deadline) {
    ByteBuffer one = ByteBuffer.allocate(1);
    read(connection, one, deadline);
    if (one.get(0) != (byte) wanted) {
      throw bad("it does not answer as a scale of " + protocol.id());
    }
  }

  private ScaleFrame answer(Connection connection, Deadline deadline) {
    byte[] bytes = new byte[ScaleProtocol.MAX_FRAME];
    int length = 0;
    while (length < bytes.length) {
      length += read(connection, ByteBuffer.wrap(bytes, length, bytes.length - length), deadline);
      try {
        Optional<ScaleFrame> frame = protocol.parse(Arrays.copyOf(bytes, length));
        if (frame.isPresent()) {
          loop().count("reads.good", 1);
          return frame.get();
        }
      } catch (ScaleFormatException e) {
        throw bad("its answer is wrong at byte " + e.position());
      }
    }
    throw bad("its answer has no end");
  }

  private int read(Connection connection, ByteBuffer into, Deadline deadline) {
    int count = connection.read(into, deadline);
    if (count < 0) {
      throw DeviceException.of(Fault.LOST, Phase.READ, "scale " + id() + " hung up");
    }
    return count;
  }

  private DeviceException bad(String what) {
    loop().count("reads.bad", 1);
    return DeviceException.of(Fault.BAD_READ, Phase.READ, "scale " + id() + ": " + what);
  }

  private Connection connection(Deadline deadline) {
    Connection kept = current;
    if (kept == null || !kept.discardInput()) {
      disconnect();
      kept = fresh(deadline);
    }
    return kept;
  }

  private Connection fresh(Deadline deadline) {
    Connection made = transport.connect(deadline);
    current = made;
    owed = 0;
    return made;
  }

  @Override
  protected void connect(Deadline deadline) {
    if (current == null) {
      fresh(deadline);
    }
  }

  @Override
  protected void disconnect() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      connection.abort();
    }
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String id;
    private final Transport transport;
    private final ScaleProtocol protocol;
    private Weight most = new Weight(Quantity.parse("15.000"), MassUnit.KILOGRAM);
    private Weight step = new Weight(Quantity.parse("0.005"), MassUnit.KILOGRAM);
    private Clock clock = Clock.systemUTC();
    private @Nullable ThreadFactory threads;

    private Builder(String id, Transport transport, ScaleProtocol protocol) {
      this.id = Objects.requireNonNull(id, "id");
      this.transport = Objects.requireNonNull(transport, "transport");
      this.protocol = Objects.requireNonNull(protocol, "protocol");
    }

    /** What its plate says: the most it weighs, and its step. */
    public Builder range(Weight most, Weight step) {
      this.most = Objects.requireNonNull(most, "most");
      this.step = Objects.requireNonNull(step, "step");
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Makes the device's two threads; they should be daemons. */
    public Builder threads(ThreadFactory factory) {
      threads = factory;
      return this;
    }

    public SerialScale build() {
      return new SerialScale(this);
    }
  }
}
