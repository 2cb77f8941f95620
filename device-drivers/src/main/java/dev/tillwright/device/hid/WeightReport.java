package dev.tillwright.device.hid;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.Scale.Load;
import dev.tillwright.device.spi.Scale.MassUnit;
import dev.tillwright.device.spi.Scale.Weighing;
import dev.tillwright.device.spi.Scale.Weight;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Scale data reports (HID POS 1.02, page 0x8D). What does not fit together is never a weight. */
final class WeightReport {
  static final int PAGE = 0x8d;
  private static final int WEIGHT = 0x40;
  private static final int SCALING = 0x41;
  private static final int MOST_DECIMALS = 6;

  private WeightReport() {}

  /**
   * What a report says; nothing when it is of another kind.
   *
   * @throws HidFormatException when it says what cannot be
   */
  static Optional<Weighing> read(HidDescriptor descriptor, byte[] report) {
    OptionalInt raw = descriptor.value(report, PAGE, WEIGHT);
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    Set<Integer> chosen = descriptor.chosen(report, PAGE);
    return Optional.of(
        switch (status(chosen)) {
          case 0x72 -> {
            Weight zero = weight(descriptor, report, raw.getAsInt(), chosen);
            if (zero.amount().value().signum() != 0) {
              throw wrong("a load is said to be zero and is not");
            }
            yield new Weighing(Load.STABLE_ZERO, Optional.of(zero));
          }
          case 0x73 -> new Weighing(Load.MOTION, Optional.empty());
          case 0x74 -> stable(weight(descriptor, report, raw.getAsInt(), chosen));
          case 0x75 -> new Weighing(Load.UNDER_ZERO, Optional.empty());
          case 0x76 -> new Weighing(Load.OVER, Optional.empty());
          // A fault, or it wants to be calibrated or zeroed first.
          default -> new Weighing(Load.NOT_READY, Optional.empty());
        });
  }

  private static Weighing stable(Weight weight) {
    boolean zero = weight.amount().value().signum() == 0;
    return new Weighing(zero ? Load.STABLE_ZERO : Load.STABLE, Optional.of(weight));
  }

  /** Exactly one of the states 0x71 to 0x78. */
  private static int status(Set<Integer> chosen) {
    int[] said = chosen.stream().mapToInt(it -> it).filter(it -> it > 0x70 && it < 0x79).toArray();
    if (said.length != 1) {
      throw wrong("a report has not one state");
    }
    return said[0];
  }

  private static Weight weight(
      HidDescriptor descriptor, byte[] report, int raw, Set<Integer> chosen) {
    int scaling = descriptor.value(report, PAGE, SCALING).orElse(0);
    if (raw < 0 || Math.abs(scaling) > MOST_DECIMALS) {
      throw wrong("a weight is out of all range");
    }
    BigDecimal value = BigDecimal.valueOf(raw).scaleByPowerOfTen(scaling);
    return new Weight(new Quantity(value.scale() < 0 ? value.setScale(0) : value), unit(chosen));
  }

  private static MassUnit unit(Set<Integer> chosen) {
    MassUnit found = null;
    for (int usage : chosen) {
      MassUnit unit =
          switch (usage) {
            case 0x52 -> MassUnit.GRAM;
            case 0x53 -> MassUnit.KILOGRAM;
            case 0x5b -> MassUnit.OUNCE;
            case 0x5c -> MassUnit.POUND;
            default -> null;
          };
      if (unit != null && found != null) {
        throw wrong("a weight has two units");
      }
      found = unit == null ? found : unit;
    }
    if (found == null) {
      throw wrong("a weight has no unit that is known here");
    }
    return found;
  }

  private static HidFormatException wrong(String what) {
    return new HidFormatException(0, what);
  }
}
