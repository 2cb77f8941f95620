package dev.tillwright.loyalty.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Row E18: intervals, held against published values and against chance. */
class LiftTest {
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);

  /** Newcombe 1998, table II, method 10: his examples (a) to (h). */
  @Test
  void differencesOfShares_areThoseThatNewcombePublished() {
    double[][] published = {
      {56, 70, 48, 80, 0.0524, 0.3339},
      {9, 10, 3, 10, 0.1705, 0.8090},
      {6, 7, 2, 7, 0.0582, 0.8062},
      {5, 56, 0, 29, -0.0381, 0.1926},
      {0, 10, 0, 20, -0.1611, 0.2775},
      {0, 10, 0, 10, -0.2775, 0.2775},
      {10, 10, 0, 20, 0.6791, 1.0000},
      {10, 10, 0, 10, 0.6075, 1.0000},
    };
    for (double[] each : published) {
      Interval lift =
          Lift.ofShares((long) each[0], (long) each[1], (long) each[2], (long) each[3], 0.95);
      assertThat(lift.low()).as(each[0] + "/" + each[1]).isCloseTo(each[4], within(0.00006));
      assertThat(lift.high()).as(each[0] + "/" + each[1]).isCloseTo(each[5], within(0.00006));
    }
  }

  /** The tables of Student's t and the normal distribution that every textbook has. */
  @Test
  void quantiles_areThoseOfTheTables() {
    double[][] table = {
      {0.975, 1, 12.7062},
      {0.975, 2, 4.3027},
      {0.975, 5, 2.5706},
      {0.975, 10, 2.2281},
      {0.995, 10, 3.1693},
      {0.975, 30, 2.0423},
      {0.975, 120, 1.9799},
      {0.95, 4, 2.1318},
      {0.9995, 7, 5.4079},
      {0.975, 1e6, 1.9600},
      {0.975, 1e8, 1.9600},
    };
    for (double[] each : table) {
      assertThat(Quantiles.student(each[0], each[1]))
          .as(each[0] + " of " + each[1])
          .isCloseTo(each[2], within(0.00006));
    }
    assertThat(Quantiles.normal(0.975)).isCloseTo(1.959963984540054, within(1e-12));
    assertThat(Quantiles.normal(0.995)).isCloseTo(2.575829303548901, within(1e-12));
  }

  @Test
  void intervalsOfMeans_holdTheTruthAsOftenAsTheySay() {
    System.out.println("lift: seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    int runs = 3_000;
    int held = 0;
    for (int i = 0; i < runs; i++) {
      // Unlike spreads and sizes, which is what Welch's interval is for; the truth is 500.
      Lift.Sums treated = drawn(random, 40, 10_500, 3_000);
      Lift.Sums control = drawn(random, 12, 10_000, 900);
      Interval lift = Lift.ofMeans(treated, control, 0.95);
      held += lift.low() <= 500 && lift.high() >= 500 ? 1 : 0;
    }
    assertThat((double) held / runs).isBetween(0.938, 0.962);
  }

  private static Lift.Sums drawn(SplittableRandom random, int count, double mean, double spread) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger squares = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      BigInteger each = BigInteger.valueOf(Math.round(random.nextGaussian(mean, spread)));
      sum = sum.add(each);
      squares = squares.add(each.multiply(each));
    }
    return new Lift.Sums(count, sum, squares);
  }
}
