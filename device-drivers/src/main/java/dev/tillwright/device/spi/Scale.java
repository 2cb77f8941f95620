package dev.tillwright.device.spi;

import dev.tillwright.core.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Weighs.
 *
 * <p><b>Guarantee.</b> What was garbled on the wire is never a weight.
 */
public interface Scale extends Device {

  @Override
  ScaleCapabilities capabilities();

  /**
   * Waits until the load lies still.
   *
   * @return a weighing that is {@link Load#STABLE} or {@link Load#STABLE_ZERO}
   * @throws DeviceException {@link Fault#TIMEOUT} when it did not lie still, {@link Fault#BAD_READ}
   *     when the scale was not understood
   */
  Weighing weigh(Duration limit);

  /**
   * How the load is at this moment, moving or not.
   *
   * @throws DeviceException {@link Fault#BAD_READ} when the scale was not understood
   */
  Weighing look(Duration limit);

  /**
   * Makes the present load zero, where the scale allows it.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} when it cannot
   */
  void zero(Duration limit);

  /**
   * Takes the present load as tare, or none when there is no load.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} when it cannot
   */
  void tare(Duration limit);

  /** What the scale says of its load. */
  enum Load {
    /** It warms up, or tests itself. */
    NOT_READY,
    MOTION,
    /** More than it can weigh. */
    OVER,
    UNDER_ZERO,
    STABLE_ZERO,
    STABLE
  }

  /** Units of mass. */
  enum MassUnit {
    GRAM,
    KILOGRAM,
    OUNCE,
    POUND
  }

  /**
   * A mass.
   *
   * @param amount exact, with as many decimals as the scale gives
   * @param unit of the amount
   */
  record Weight(Quantity amount, MassUnit unit) {
    public Weight {
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(unit, "unit");
    }
  }

  /**
   * A look at the scale.
   *
   * @param load its state
   * @param weight net of tare; always there for a stable load, never for {@link Load#OVER}, {@link
   *     Load#UNDER_ZERO} and {@link Load#NOT_READY}
   */
  record Weighing(Load load, Optional<Weight> weight) {
    public Weighing {
      boolean stable = load == Load.STABLE || load == Load.STABLE_ZERO;
      if (stable ? weight.isEmpty() : load != Load.MOTION && weight.isPresent()) {
        throw new IllegalArgumentException("a stable load has a weight, and no load off the scale");
      }
    }
  }

  /** The load changed, of scales that say so unasked. */
  record LoadChanged(String device, Instant at, Weighing weighing) implements DeviceEvent {}
}
