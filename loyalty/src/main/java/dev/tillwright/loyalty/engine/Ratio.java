package dev.tillwright.loyalty.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An exact rational number. Small ones are two longs; what does not fit falls back to big integers,
 * so no result is ever cut.
 */
final class Ratio implements Comparable<Ratio> {
  /** Both parts of a small one are nearer to zero, so that a sum of two fits 64 bits. */
  private static final long SMALL = 1L << 62;

  static final Ratio ZERO = new Ratio(0, 1, null, null);

  private final long num;
  private final long den;
  private final @Nullable BigInteger bigNum;
  private final @Nullable BigInteger bigDen;

  private Ratio(long num, long den, @Nullable BigInteger bigNum, @Nullable BigInteger bigDen) {
    this.num = num;
    this.den = den;
    this.bigNum = bigNum;
    this.bigDen = bigDen;
  }

  static Ratio of(long value) {
    return of(value, 1);
  }

  /** A fraction in lowest terms; the denominator is positive. */
  static Ratio of(long num, long den) {
    if (den <= 0) {
      throw new IllegalArgumentException("a denominator is positive");
    }
    if (num == 0) {
      return ZERO;
    }
    if (num <= -SMALL || num >= SMALL || den >= SMALL) {
      return of(BigInteger.valueOf(num), BigInteger.valueOf(den));
    }
    long gcd = den == 1 ? 1 : gcd(Math.abs(num), den);
    return new Ratio(num / gcd, den / gcd, null, null);
  }

  static Ratio of(BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    return value.scale() <= 0
        ? of(value.toBigIntegerExact(), BigInteger.ONE)
        : of(unscaled, BigInteger.TEN.pow(value.scale()));
  }

  private static Ratio of(BigInteger num, BigInteger den) {
    BigInteger gcd = num.gcd(den);
    BigInteger n = num.divide(gcd);
    BigInteger d = den.divide(gcd);
    return n.bitLength() < 63 && d.bitLength() < 63
        ? new Ratio(n.longValue(), d.longValue(), null, null)
        : new Ratio(0, 1, n, d);
  }

  Ratio plus(Ratio other) {
    if (small(other)) {
      if (den == 1 && other.den == 1) {
        return of(num + other.num, 1);
      }
      long a = Math.multiplyHigh(num, other.den);
      long b = Math.multiplyHigh(other.num, den);
      long c = Math.multiplyHigh(den, other.den);
      long left = num * other.den;
      long right = other.num * den;
      if (fits(a, left) && fits(b, right) && c == 0 && den * other.den > 0) {
        return of(left + right, den * other.den);
      }
    }
    return of(
        bigNum().multiply(other.bigDen()).add(other.bigNum().multiply(bigDen())),
        bigDen().multiply(other.bigDen()));
  }

  Ratio minus(Ratio other) {
    return plus(other.negate());
  }

  Ratio negate() {
    return bigNum == null ? new Ratio(-num, den, null, null) : of(bigNum().negate(), bigDen());
  }

  Ratio times(Ratio other) {
    if (small(other)) {
      long n = num * other.num;
      long d = den * other.den;
      if (fits(Math.multiplyHigh(num, other.num), n)
          && Math.multiplyHigh(den, other.den) == 0
          && d > 0) {
        return of(n, d);
      }
    }
    return of(bigNum().multiply(other.bigNum()), bigDen().multiply(other.bigDen()));
  }

  /** The divisor is not zero. */
  Ratio dividedBy(Ratio other) {
    if (other.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    BigInteger n = other.bigNum();
    BigInteger d = other.bigDen();
    Ratio inverse = n.signum() < 0 ? of(d.negate(), n.negate()) : of(d, n);
    return times(inverse);
  }

  int signum() {
    return bigNum == null ? Long.signum(num) : bigNum.signum();
  }

  boolean isWhole() {
    return bigDen == null ? den == 1 : bigDen.equals(BigInteger.ONE);
  }

  /** The greatest whole number that is not above. */
  long floor() {
    return round(RoundingMode.FLOOR);
  }

  /**
   * @throws ArithmeticException when the result does not fit 64 bits
   */
  long round(RoundingMode mode) {
    if (bigNum == null && (den == 1 || mode == RoundingMode.FLOOR)) {
      return Math.floorDiv(num, den);
    }
    return new BigDecimal(bigNum()).divide(new BigDecimal(bigDen()), 0, mode).longValueExact();
  }

  /** For people: at most two decimals, half up. */
  BigDecimal shown() {
    BigDecimal value =
        new BigDecimal(bigNum()).divide(new BigDecimal(bigDen()), 2, RoundingMode.HALF_UP);
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  @Override
  public int compareTo(Ratio other) {
    return bigNum().multiply(other.bigDen()).compareTo(other.bigNum().multiply(bigDen()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ratio ratio && compareTo(ratio) == 0;
  }

  @Override
  public int hashCode() {
    return bigNum().hashCode() * 31 + bigDen().hashCode();
  }

  @Override
  public String toString() {
    return bigNum() + "/" + bigDen();
  }

  private boolean small(Ratio other) {
    return bigNum == null && other.bigNum == null;
  }

  /** Whether a 128-bit product fits 63 bits, so that two of them can be added. */
  private static boolean fits(long high, long low) {
    return high == low >> 63 && low < SMALL && low > -SMALL;
  }

  private BigInteger bigNum() {
    return bigNum == null ? BigInteger.valueOf(num) : bigNum;
  }

  private BigInteger bigDen() {
    return bigDen == null ? BigInteger.valueOf(den) : bigDen;
  }

  private static long gcd(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }
}
