package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.money.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A sliding window against a naive recount. */
class SpentWindowTest {
  private static final long TIME = 86_400_000;

  @Test
  void anyStream_sumsAsANaiveRecountDoes() {
    Seeded.cases(300, SpentWindowTest::stream);
  }

  private static void stream(RandomGenerator random) {
    SpentWindow window = new SpentWindow(TIME);
    List<long[]> all = new ArrayList<>(); // seq, at, amount
    long now = 0;
    for (int seq = 1; seq <= 200; seq++) {
      // Steps that land on the edge, and clocks that stand still.
      now += random.nextInt(4) == 0 ? TIME - 1 + random.nextInt(3) : random.nextInt(10_000_000);
      int pick = random.nextInt(5);
      if (pick < 3 || all.isEmpty()) {
        long amount = random.nextInt(1_000);
        all.add(new long[] {seq, now, amount});
        window.add(seq, now, amount);
      } else if (pick == 3) {
        long[] of = all.get(random.nextInt(all.size()));
        long less = of[2] == 0 ? 0 : random.nextLong(of[2] + 1);
        of[2] -= less;
        window.less(of[0], less);
      }
      long from = now - TIME;
      assertThat(window.sum(now))
          .isEqualTo(all.stream().filter(it -> it[1] > from).mapToLong(it -> it[2]).sum());
    }
  }

  @Test
  void aMillionTenders_costAtMostThreeStepsEach() {
    SpentWindow window = new SpentWindow(TIME);
    int tenders = 1_000_000;
    long now = 0;
    for (int seq = 1; seq <= tenders; seq++) {
      now += 900;
      window.add(seq, now, 1);
      window.sum(now);
    }
    assertThat(window.steps).isLessThan(2L * tenders);
    assertThat(window.size()).isEqualTo(96_000);
  }
}
