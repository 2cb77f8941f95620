package dev.tillwright.device.javapos;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.ScaleCapabilities;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A JavaPOS scale, whose weights are thousandths of its unit.
 *
 * <p><b>Guarantee.</b> A load that does not lie still is never a weight: the service is asked for
 * stable weights only. That the unit of the service is the one given here is seen before the first
 * weighing; {@link Fault#CONFIGURATION} otherwise.
 */
public final class JavaPosScale extends JavaPosDriver implements Scale {
  private static final int OVER = 201; // JPOS_ESCAL_OVERWEIGHT
  private static final int UNDER_ZERO = 202; // JPOS_ESCAL_UNDER_ZERO
  private static final int DECIMALS = 3;

  private final Weight most;
  private final Weight step;

  private JavaPosScale(
      String id, Supplier<?> controls, String logicalName, Weight most, Weight step, Clock clock) {
    super(id, DeviceKind.SCALE, clock, controls, logicalName);
    this.most = Objects.requireNonNull(most, "most");
    this.step = Objects.requireNonNull(step, "step");
    if (most.unit() != step.unit()) {
      throw new IllegalArgumentException("a scale has one unit");
    }
  }

  /**
   * A scale; opened at first use.
   *
   * @param controls makes a new {@code jpos.Scale} each time
   * @param logicalName of the device in the JavaPOS configuration
   * @param most it can weigh
   * @param step the smallest difference it shows, in the same unit
   */
  public static JavaPosScale of(
      String id, Supplier<?> controls, String logicalName, Weight most, Weight step, Clock clock) {
    return new JavaPosScale(id, controls, logicalName, most, step, clock);
  }

  /** Zero and tare are set at the scale: not every service can, and none says so before. */
  @Override
  public ScaleCapabilities capabilities() {
    return new ScaleCapabilities(step.unit(), most, step, false, false, true);
  }

  @Override
  void enabled(Control control, Deadline deadline) {
    Object unit = control.call(Phase.CONNECT, deadline, "getWeightUnit");
    if (!unit.equals(number(step.unit()))) {
      throw DeviceException.of(
          Fault.CONFIGURATION,
          Phase.CONNECT,
          "scale " + id() + " does not weigh in " + step.unit() + " as it was said to");
    }
  }

  /** SCAL_WU_GRAM and its followers. */
  private static int number(MassUnit unit) {
    return switch (unit) {
      case GRAM -> 1;
      case KILOGRAM -> 2;
      case OUNCE -> 3;
      case POUND -> 4;
    };
  }

  @Override
  public Weighing weigh(Duration limit) {
    return connected(
        Phase.READ,
        limit,
        deadline -> {
          while (true) {
            Weighing seen = asked(deadline);
            if (seen.weight().isPresent()) {
              return seen;
            }
            pause(deadline);
          }
        });
  }

  @Override
  public Weighing look(Duration limit) {
    return connected(Phase.READ, limit, this::asked);
  }

  /** Asked for what lies still now: a wait inside the service could not be ended. */
  private Weighing asked(Deadline deadline) {
    int[] thousandths = {0};
    Control control = control();
    try {
      control.call(Phase.READ, deadline, "readWeight", thousandths, 0);
    } catch (DeviceException e) {
      Weighing seen = without(e, control);
      loop().count("reads.none", 1);
      return seen;
    }
    if (thousandths[0] < 0) {
      return new Weighing(Load.UNDER_ZERO, Optional.empty());
    }
    loop().count("reads.good", 1);
    Quantity amount = new Quantity(BigDecimal.valueOf(thousandths[0], DECIMALS));
    return new Weighing(
        thousandths[0] == 0 ? Load.STABLE_ZERO : Load.STABLE,
        Optional.of(new Weight(amount, step.unit())));
  }

  private static Weighing without(DeviceException failure, Control control) {
    Load load =
        switch (control.lastCode()) {
          case OVER -> Load.OVER;
          case UNDER_ZERO -> Load.UNDER_ZERO;
          case Control.TIMED_OUT -> Load.MOTION;
          default -> throw failure;
        };
    return new Weighing(load, Optional.empty());
  }

  private void pause(Deadline deadline) {
    if (deadline.passed()) {
      throw DeviceException.of(Fault.TIMEOUT, Phase.READ, "nothing lies still on " + id());
    }
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeviceException.of(Fault.CANCELLED, Phase.READ, "scale " + id() + " was interrupted");
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
}
