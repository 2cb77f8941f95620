package dev.tillwright.device.hid;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.ScaleCapabilities;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scale on USB that sends its weight again and again, as scales do while they are awake.
 *
 * <p><b>Guarantees.</b> Only a report that came after the question counts, so that an old weight is
 * never the new one; a scale that sends nothing is {@link Fault#TIMEOUT}. What does not fit
 * together is {@link Fault#BAD_READ}, never a weight. It is zeroed and tared at the scale.
 */
public final class HidScale extends Driver implements Scale {
  private final HidTransport transport;
  private final Weight most;
  private final Weight step;
  private volatile @Nullable HidConnection current;

  private HidScale(String id, HidTransport transport, Weight most, Weight step, Clock clock) {
    super(id, DeviceKind.SCALE, clock, null);
    this.transport = Objects.requireNonNull(transport, "transport");
    this.most = Objects.requireNonNull(most, "most");
    this.step = Objects.requireNonNull(step, "step");
  }

  /**
   * A scale behind a transport; opened at first use.
   *
   * @param most it weighs, as its plate says
   * @param step the smallest difference it shows
   */
  public static HidScale of(
      String id, HidTransport transport, Weight most, Weight step, Clock clock) {
    return new HidScale(id, transport, most, step, clock);
  }

  @Override
  public ScaleCapabilities capabilities() {
    return new ScaleCapabilities(most.unit(), most, step, false, false, true);
  }

  @Override
  public Weighing look(Duration limit) {
    return connected(Phase.READ, limit, this::fresh);
  }

  @Override
  public Weighing weigh(Duration limit) {
    return connected(
        Phase.READ,
        limit,
        deadline -> {
          Weighing seen = fresh(deadline);
          while (seen.load() != Load.STABLE && seen.load() != Load.STABLE_ZERO) {
            seen = next(connection(), deadline);
          }
          return seen;
        });
  }

  private Weighing fresh(Deadline deadline) {
    if (!connection().discardInput()) {
      disconnect();
      connect(deadline);
    }
    return next(connection(), deadline);
  }

  private Weighing next(HidConnection connection, Deadline deadline) {
    while (true) {
      byte[] report = connection.read(deadline);
      try {
        Optional<Weighing> weighing = WeightReport.read(connection.descriptor(), report);
        if (weighing.isPresent()) {
          loop().count("reads.good", 1);
          return weighing.get();
        }
      } catch (HidFormatException e) {
        loop().count("reads.bad", 1);
        throw DeviceException.of(
            Fault.BAD_READ, Phase.READ, "scale " + id() + " sent what cannot be");
      }
    }
  }

  @Override
  public void zero(Duration limit) {
    throw unsupported("zeroed");
  }

  @Override
  public void tare(Duration limit) {
    throw unsupported("tared");
  }

  private DeviceException unsupported(String what) {
    return DeviceException.of(
        Fault.UNSUPPORTED, Phase.PREPARE, "scale " + id() + " is " + what + " at the scale");
  }

  @Override
  protected void connect(Deadline deadline) {
    if (current != null) {
      return;
    }
    HidConnection fresh = transport.connect(deadline);
    current = fresh;
    if (!fresh.descriptor().isOn(WeightReport.PAGE)) {
      disconnect();
      throw DeviceException.of(
          Fault.CONFIGURATION, Phase.CONNECT, "device " + id() + " is no scale on HID");
    }
  }

  @Override
  protected void disconnect() {
    HidConnection connection = current;
    current = null;
    if (connection != null) {
      connection.close();
    }
  }

  private HidConnection connection() {
    HidConnection connection = current;
    if (connection == null) {
      throw DeviceException.of(Fault.LOST, Phase.READ, "scale " + id() + " is not connected");
    }
    return connection;
  }

  @Override
  protected void examine(Deadline deadline) {
    fresh(deadline);
  }
}
