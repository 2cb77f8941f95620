package dev.tillwright.loyalty.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExchangeRateTest {
  @Test
  void remainder_isForfeitOrSpared_byItsName() {
    ExchangeRate down = new ExchangeRate(3, 2, 10, 5, ExchangeRate.Rounding.DOWN);
    ExchangeRate spare = new ExchangeRate(3, 2, 10, 5, ExchangeRate.Rounding.SPARE);
    assertThat(down.out(104)).contains(new ExchangeRate.Trade(100, 66));
    assertThat(spare.out(104)).contains(new ExchangeRate.Trade(100, 66));
    assertThat(ExchangeRate.of(3, 2).out(104)).contains(new ExchangeRate.Trade(104, 69));
    assertThat(ExchangeRate.of(3, 2).out(103)).contains(new ExchangeRate.Trade(102, 68));
    assertThat(new ExchangeRate(3, 2, 1, 1, ExchangeRate.Rounding.DOWN).out(103))
        .contains(new ExchangeRate.Trade(103, 68));
  }

  @Test
  void tooFew_areNotExchanged() {
    ExchangeRate rate = new ExchangeRate(100, 1, 200, 100, ExchangeRate.Rounding.DOWN);
    assertThat(rate.out(199)).isEmpty();
    assertThat(rate.out(200)).contains(new ExchangeRate.Trade(200, 2));
    assertThat(ExchangeRate.of(100, 1).out(99)).isEmpty();
  }

  @Test
  void ratesThatAreNone_areRefused() {
    assertThatThrownBy(() -> ExchangeRate.of(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExchangeRate(1, 1, 7, 5, ExchangeRate.Rounding.DOWN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExchangeRate.of(1, 1).out(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void roundTrips_neverGain() {
    long seed = Long.getLong("loyalty.seed", 20251126);
    System.out.println("ExchangeRateTest seed " + seed);
    Random random = new Random(seed);
    int traded = 0;
    for (int i = 0; i < 100_000; i++) {
      long step = 1 + random.nextInt(20);
      ExchangeRate rate =
          new ExchangeRate(
              1 + random.nextInt(i % 2 == 0 ? 20 : 1_000_000),
              1 + random.nextInt(i % 3 == 0 ? 20 : 1_000_000),
              step * (1 + random.nextInt(3)),
              step,
              ExchangeRate.Rounding.values()[random.nextInt(2)]);
      long points = 1 + (random.nextLong() >>> 1) % (i % 5 == 0 ? ExchangeRate.MOST : 5_000);
      Optional<ExchangeRate.Trade> out = rate.out(points);
      if (out.isEmpty()) {
        continue;
      }
      traded++;
      ExchangeRate.Trade trade = out.get();
      assertThat(trade.given()).isBetween(rate.min(), points);
      assertThat(trade.given() % step).isZero();
      // Never more than the rate, and all that the rate gives for what is given up.
      BigInteger exact =
          BigInteger.valueOf(trade.given())
              .multiply(BigInteger.valueOf(rate.theirs()))
              .divide(BigInteger.valueOf(rate.ours()));
      assertThat(BigInteger.valueOf(trade.got())).isEqualTo(exact);
      rate.in(trade.got())
          .ifPresent(
              back -> {
                long left = trade.got() - back.given();
                assertThat(back.got()).isLessThanOrEqualTo(trade.given());
                assertThat(left).isNotNegative();
              });
    }
    assertThat(traded).isGreaterThan(10_000);
  }
}
