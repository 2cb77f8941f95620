package dev.tillwright.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tillwright.core.report.PromotionEffect.Insufficient;
import dev.tillwright.core.report.PromotionEffect.Measured;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PromotionEffectTest {
  private static final LocalDate FROM = LocalDate.of(2026, 11, 9); // a Monday
  private static final LocalDate TO = FROM.plusDays(9);

  @Test
  void student_isThatOfTheTables() {
    assertThat(StudentT.both95(5)).isCloseTo(2.571, within(0.0015));
    assertThat(StudentT.both95(10)).isCloseTo(2.228, within(0.0006));
    assertThat(StudentT.both95(21)).isCloseTo(2.080, within(0.0006));
    assertThat(StudentT.both95(49)).isCloseTo(2.010, within(0.0006));
    assertThat(StudentT.both95(120)).isCloseTo(1.980, within(0.0006));
  }

  @Test
  void steadyShop_hasTheLiftThatItHas() {
    Map<LocalDate, Double> pieces = new TreeMap<>();
    for (LocalDate day = FROM.minusWeeks(8); !day.isAfter(TO); day = day.plusDays(1)) {
      double usual = day.getDayOfWeek().getValue() >= 6 ? 30 : 10;
      pieces.put(day, day.isBefore(FROM) ? usual : usual + 5);
    }
    Measured it = (Measured) PromotionEffect.of(pieces, FROM, TO, 8);
    // Monday to Wednesday of the next week: eight weekdays and a week-end.
    assertThat(it.expected()).isCloseTo(8 * 10 + 2 * 30, within(1e-9));
    assertThat(it.lift()).isCloseTo(50, within(1e-9));
    assertThat(it.low()).isCloseTo(50, within(1e-6));
    assertThat(it.mayBeChance()).isFalse();
    assertThat(it.baseline()).isEqualTo("the same weekdays of 8 weeks before");
  }

  @Test
  void interval_holdsTheTruthAboutNineteenTimesOfTwenty() {
    Random random = new Random(20261126);
    int held = 0;
    int runs = 1_000;
    for (int run = 0; run < runs; run++) {
      Map<LocalDate, Double> pieces = new TreeMap<>();
      for (LocalDate day = FROM.minusWeeks(6); !day.isAfter(TO); day = day.plusDays(1)) {
        double usual = 40 + 6 * day.getDayOfWeek().getValue();
        double sold = Math.max(0, usual + 7 * random.nextGaussian());
        pieces.put(day, day.isBefore(FROM) ? sold : sold + 4);
      }
      Measured it = (Measured) PromotionEffect.of(pieces, FROM, TO, 6);
      held += it.low() <= 40 && it.high() >= 40 ? 1 : 0;
    }
    System.out.println("the interval held the truth in " + held + " of " + runs);
    assertThat(held).isBetween(925, 975);
  }

  @Test
  void tooFewDays_areSaidToBe() {
    Map<LocalDate, Double> pieces = new TreeMap<>();
    for (int i = 1; i <= 13; i++) {
      pieces.put(FROM.minusDays(i), 5.0);
    }
    PromotionEffect effect = PromotionEffect.of(pieces, FROM, TO, 4);
    assertThat(effect).isInstanceOf(Insufficient.class);
    assertThat(effect.match(it -> "measured", Insufficient::reason)).contains("13 days");
    assertThatThrownBy(() -> PromotionEffect.of(pieces, FROM, TO, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
