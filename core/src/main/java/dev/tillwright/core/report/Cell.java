package dev.tillwright.core.report;

import dev.tillwright.core.money.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The sums in one row of the view. A quantity is kept in whole units and millionths apart, so that
 * their sums stay within 64 bits.
 *
 * @param count of what the section says
 * @param minor an amount in minor units
 * @param second another one, or points
 * @param whole of a quantity
 * @param micro millionths beside the whole
 */
record Cell(long count, long minor, long second, long whole, long micro) {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  static final Cell NOTHING = new Cell(0, 0, 0, 0, 0);

  static Cell of(long count, long minor, long second) {
    return new Cell(count, minor, second, 0, 0);
  }

  Cell with(Quantity quantity) {
    BigInteger[] parts =
        quantity.value().movePointRight(6).toBigIntegerExact().divideAndRemainder(MILLION);
    return new Cell(count, minor, second, parts[0].longValueExact(), parts[1].longValueExact());
  }

  Cell plus(Cell other) {
    return new Cell(
        Math.addExact(count, other.count),
        Math.addExact(minor, other.minor),
        Math.addExact(second, other.second),
        Math.addExact(whole, other.whole),
        Math.addExact(micro, other.micro));
  }

  Quantity quantity() {
    return new Quantity(BigDecimal.valueOf(whole).add(BigDecimal.valueOf(micro, 6)));
  }
}
