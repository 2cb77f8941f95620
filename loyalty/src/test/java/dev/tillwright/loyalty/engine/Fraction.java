package dev.tillwright.loyalty.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** A fraction of the naive evaluator; never in lowest terms, nothing shared with the engine's. */
record Fraction(BigInteger n, BigInteger d) {
  static final Fraction ZERO = of(0);

  static Fraction of(long n) {
    return new Fraction(BigInteger.valueOf(n), BigInteger.ONE);
  }

  static Fraction of(BigDecimal value) {
    return new Fraction(value.setScale(6).unscaledValue(), BigInteger.TEN.pow(6));
  }

  Fraction plus(Fraction o) {
    return new Fraction(n.multiply(o.d).add(o.n.multiply(d)), d.multiply(o.d));
  }

  Fraction times(Fraction o) {
    return new Fraction(n.multiply(o.n), d.multiply(o.d));
  }

  Fraction over(Fraction o) {
    return new Fraction(n.multiply(o.d), d.multiply(o.n));
  }

  long round(RoundingMode mode) {
    return new BigDecimal(n).divide(new BigDecimal(d), 0, mode).longValueExact();
  }

  Fraction rest() {
    return new Fraction(n.mod(d), d);
  }

  boolean above(Fraction o) {
    return n.multiply(o.d).compareTo(o.n.multiply(d)) > 0;
  }

  static Fraction sum(List<Fraction> of) {
    return of.stream().reduce(ZERO, Fraction::plus);
  }

  /** Largest remainder, by looking for the largest again and again. */
  static long[] remainders(long whole, List<Fraction> exact) {
    long[] shares = new long[exact.size()];
    boolean[] given = new boolean[exact.size()];
    long left = whole;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = exact.get(i).round(RoundingMode.DOWN);
      left -= shares[i];
    }
    for (; left > 0; left--) {
      int best = -1;
      for (int i = 0; i < shares.length; i++) {
        if (!given[i] && (best < 0 || exact.get(i).rest().above(exact.get(best).rest()))) {
          best = i;
        }
      }
      given[best] = true;
      shares[best]++;
    }
    return shares;
  }
}
