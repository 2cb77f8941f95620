package dev.tillwright.benchmarks.rules;

import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.program.Program;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.kie.api.KieBase;

/**
 * The same questions as {@link RulesBenchmark}, measured by the processor time of one thread, for
 * machines that others use at the same time: what JMH tells there is how crowded they are.
 */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double WARM = 2e9;
  private static final double ROUND = 2e8;
  private static final int ROUNDS = 5;

  private static long sink;

  private CpuTime() {}

  /** Prints microseconds a basket, the best of five rounds. */
  public static void main(String[] arguments) {
    for (int count : new int[] {100, 10_000, 100_000}) {
      Program program = OwnEngine.program(PlainRule.mixed(count));
      long before = now();
      PointsEngine engine = OwnEngine.engine(program);
      System.out.printf(Locale.ROOT, "compile %d: %.0f ms%n", count, (now() - before) / 1e6);
      Purchase purchase = OwnEngine.purchase();
      time("award " + count, () -> engine.award(purchase).points());
      time("explained " + count, () -> engine.award(purchase).quote().points());
      if (count <= 10_000) {
        peers(count);
      }
    }
    System.out.println(sink == 0 ? "nothing was given" : "done");
  }

  private static void peers(int count) {
    List<PlainRule> plain = PlainRule.mixed(count);
    List<Goods> basket = Goods.basket();
    time(
        "plain loop " + count,
        () -> {
          for (PlainRule rule : plain) {
            for (Goods goods : basket) {
              if (rule.holds(goods, Goods.MINUTE_OF_WEEK)) {
                goods.give();
              }
            }
          }
          return taken(basket);
        });
    KieBase base = Peers.drools(plain);
    time(
        "drools " + count,
        () -> {
          base.newStatelessKieSession().execute(basket);
          return taken(basket);
        });
  }

  private static long taken(List<Goods> basket) {
    return basket.stream().mapToLong(Goods::take).sum();
  }

  private static long now() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static void time(String name, LongSupplier question) {
    for (long start = now(); now() - start < WARM; ) {
      sink += question.getAsLong();
    }
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = now();
      long asked = 0;
      do {
        sink += question.getAsLong();
        asked++;
      } while (now() - start < ROUND);
      best = Math.min(best, (now() - start) / 1e3 / asked);
    }
    System.out.printf(Locale.ROOT, "%s: %.1f us%n", name, best);
  }
}
