package dev.tillwright.device.scale;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.Scale.Load;
import dev.tillwright.device.spi.Scale.MassUnit;
import dev.tillwright.device.spi.Scale.Weighing;
import dev.tillwright.device.spi.Scale.Weight;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One answer of a scale, understood.
 *
 * @param weight as sent: an exact decimal with its unit; none when the scale says why not
 * @param stable whether the load lies still
 * @param net whether a tare is taken off
 * @param status what the scale says beside, or in place of, a weight
 * @param deviceId the number of the scale on a line of many; empty when it sends none
 */
public record ScaleFrame(
    Optional<Reading> weight,
    boolean stable,
    boolean net,
    Set<Status> status,
    OptionalInt deviceId) {
  public ScaleFrame {
    status = Set.copyOf(status);
  }

  /**
   * A weight as it was sent.
   *
   * @param value with the decimals of the scale
   */
  public record Reading(BigDecimal value, MassUnit unit) {}

  /** What scales say of their load. */
  public enum Status {
    IN_MOTION,
    OVER_CAPACITY,
    UNDER_ZERO,
    OUTSIDE_ZERO_CAPTURE,
    CENTER_OF_ZERO,
    NET
  }

  static ScaleFrame weighed(BigDecimal value, MassUnit unit, boolean stable, boolean net) {
    return new ScaleFrame(
        Optional.of(new Reading(value, unit)), stable, net, Set.of(), OptionalInt.empty());
  }

  static ScaleFrame said(Set<Status> status) {
    return new ScaleFrame(
        Optional.empty(), false, status.contains(Status.NET), status, OptionalInt.empty());
  }

  ScaleFrame of(int device) {
    return new ScaleFrame(weight, stable, net, status, OptionalInt.of(device));
  }

  /** As the device's interface tells it. */
  Weighing weighing() {
    if (status.contains(Status.OVER_CAPACITY)) {
      return new Weighing(Load.OVER, Optional.empty());
    }
    if (status.contains(Status.UNDER_ZERO)) {
      return new Weighing(Load.UNDER_ZERO, Optional.empty());
    }
    if (weight.isEmpty()) {
      boolean moves = status.contains(Status.IN_MOTION);
      return new Weighing(moves ? Load.MOTION : Load.NOT_READY, Optional.empty());
    }
    Reading read = weight.get();
    if (!stable) {
      return read.value().signum() < 0
          ? new Weighing(Load.MOTION, Optional.empty())
          : new Weighing(Load.MOTION, Optional.of(mass(read)));
    }
    if (read.value().signum() < 0) {
      return new Weighing(Load.UNDER_ZERO, Optional.empty());
    }
    Load load = read.value().signum() == 0 ? Load.STABLE_ZERO : Load.STABLE;
    return new Weighing(load, Optional.of(mass(read)));
  }

  private static Weight mass(Reading read) {
    return new Weight(new Quantity(read.value()), read.unit());
  }
}
