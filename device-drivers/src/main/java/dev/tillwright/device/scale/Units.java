package dev.tillwright.device.scale;

import dev.tillwright.device.spi.Scale.MassUnit;

/** Units as scales write them. */
final class Units {
  private Units() {}

  static MassUnit of(String text, int position) {
    return switch (text.strip()) {
      case "kg" -> MassUnit.KILOGRAM;
      case "g" -> MassUnit.GRAM;
      case "lb" -> MassUnit.POUND;
      case "oz" -> MassUnit.OUNCE;
      default -> throw new ScaleFormatException(position, "not a unit that is known");
    };
  }
}
