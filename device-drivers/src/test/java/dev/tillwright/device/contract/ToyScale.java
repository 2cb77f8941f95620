package dev.tillwright.device.contract;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.ScaleCapabilities;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** A scale that says what was put on it. */
final class ToyScale extends Toy implements Scale {
  private static final Weight STEP = kilograms("0.001");

  private final Bench bench;

  private ToyScale(Bench bench) {
    super(DeviceKind.SCALE, bench.cable, bench.defect);
    this.bench = bench;
  }

  private static Weight kilograms(String amount) {
    return new Weight(Quantity.parse(amount), MassUnit.KILOGRAM);
  }

  @Override
  public ScaleCapabilities capabilities() {
    return new ScaleCapabilities(MassUnit.KILOGRAM, kilograms("15"), STEP, true, false, true);
  }

  @Override
  public Weighing weigh(Duration limit) {
    return await(
        limit,
        () -> {
          if (cable.has(Trouble.STUCK)) {
            return Optional.empty();
          }
          if (cable.has(Trouble.GARBLED)) {
            throw DeviceException.of(Fault.BAD_READ, Phase.READ, "a toy was not understood");
          }
          Weighing now = seen();
          boolean stable = now.load() == Load.STABLE || now.load() == Load.STABLE_ZERO;
          return stable ? Optional.of(now) : Optional.empty();
        });
  }

  private Weighing seen() {
    Weighing truth = bench.load;
    boolean lies =
        truth.load() == Load.MOTION && broken(Defect.MOTION_IS_A_WEIGHT)
            || truth.load() == Load.OVER && broken(Defect.OVERLOAD_IS_A_WEIGHT);
    if (lies) {
      return new Weighing(Load.STABLE, Optional.of(kilograms("0.5")));
    }
    return broken(Defect.ROUNDS)
        ? new Weighing(truth.load(), truth.weight().map(ToyScale::rounded))
        : truth;
  }

  private static Weight rounded(Weight weight) {
    return new Weight(
        new Quantity(weight.amount().value().setScale(2, RoundingMode.HALF_UP)), weight.unit());
  }

  @Override
  public Weighing look(Duration limit) {
    return ask(limit, this::seen);
  }

  @Override
  public void zero(Duration limit) {
    ask(limit, () -> true);
  }

  @Override
  public void tare(Duration limit) {
    throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy takes no tare");
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<Scale> implements ScaleBench {
    private volatile Weighing load = new Weighing(Load.STABLE_ZERO, Optional.of(kilograms("0")));

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public Scale device() {
      return new ToyScale(this);
    }

    @Override
    public void put(Weighing weighing) {
      cable.person(() -> load = weighing);
    }
  }
}
