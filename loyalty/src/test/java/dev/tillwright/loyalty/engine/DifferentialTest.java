package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.program.Program;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine against the naive evaluator, on random programs and purchases. */
class DifferentialTest {
  private static final long SEED = Long.getLong("campaign.seed", 20_250_604L);
  private static final int PURCHASES = 4;

  @Test
  void engine_agreesWithTheNaiveEvaluator() {
    compare(5_000);
  }

  @Test
  @Tag("campaign-points")
  void engine_agreesWithTheNaiveEvaluator_atLength() {
    compare(Integer.getInteger("campaign.purchases", 200_000));
  }

  private static void compare(int purchases) {
    System.out.println(
        "seed " + SEED + ", " + purchases + " purchases, " + PURCHASES + " each program");
    long points = 0;
    int giving = 0;
    for (int i = 0; i < purchases / PURCHASES; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      Program program = new RandomPrograms(random).program();
      PointsEngine engine = PointsEngine.compile(program);
      RandomWorld world = new RandomWorld(random);
      for (int each = 0; each < PURCHASES; each++) {
        Baskets basket = world.basket();
        SplittableRandom same = random.split();
        Purchase purchase = new RandomWorld(same.split()).purchase(basket).build();
        Award award = engine.award(purchase);
        String where =
            "-Dcampaign.seed=" + (SEED + i) + " purchase " + each + "\n" + program.toJson();
        agree(where, award, new NaivePoints(program, purchase));
        points += award.points();
        giving += award.points() > 0 ? 1 : 0;
      }
    }
    System.out.println(giving + " gave points, " + points + " in all");
    assertThat(giving).as("the programs give points at all").isGreaterThan(purchases / 4);
  }

  private static void agree(String where, Award award, NaivePoints naive) {
    PointsQuote quote = award.quote();
    assertThat(quote.points()).as(where).isEqualTo(naive.points);
    Map<String, Long> byRule = new TreeMap<>();
    long reasons = 0;
    for (PointsQuote.Reason reason : quote.reasons()) {
      byRule.merge(reason.rule(), reason.points(), Long::sum);
      reasons += reason.points();
    }
    byRule.values().removeIf(value -> value == 0);
    naive.byRule.values().removeIf(value -> value == 0);
    assertThat(byRule).as(where).isEqualTo(naive.byRule);
    Map<Integer, Long> byLine = new TreeMap<>();
    quote.shares().forEach(share -> byLine.put(share.line(), share.points()));
    assertThat(byLine).as(where).isEqualTo(naive.byLine);
    assertThat(reasons).as(where).isEqualTo(quote.points());
    assertThat(byLine.values().stream().mapToLong(v -> v).sum())
        .as(where)
        .isEqualTo(quote.points());
  }

  @Test
  void nearestRewards_byTheIndex_areThoseOfAScan() {
    System.out.println("seed " + SEED);
    int found = 0;
    for (int i = 0; i < 1_000; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      Program program = new RandomPrograms(random).program();
      PointsEngine engine = PointsEngine.compile(program);
      RandomWorld world = new RandomWorld(random);
      for (int each = 0; each < 5; each++) {
        Purchase purchase = world.purchase(world.basket()).build();
        for (int most : List.of(1, 3, 100)) {
          List<Nearby> near = engine.nearest(purchase, most);
          assertThat(near)
              .as("seed " + (SEED + i) + " purchase " + each + "\n" + program.toJson())
              .isEqualTo(engine.nearestByScan(purchase, most));
          found += near.size();
        }
      }
    }
    assertThat(found).as("rewards are near at all").isGreaterThan(1_000);
  }

  @Test
  void orderOfLinesAndHowAQuantityWasKeyed_doNotMatter() {
    System.out.println("seed " + SEED);
    int split = 0;
    for (int i = 0; i < 500; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      Program program = new RandomPrograms(random).program();
      PointsEngine engine = PointsEngine.compile(program);
      RandomWorld world = new RandomWorld(random);
      Baskets basket = world.basket();
      Baskets keyed = world.keyedAnotherWay(basket);
      split += keyed.lines().size() > basket.lines().size() ? 1 : 0;
      long same = random.nextLong();
      Award one =
          engine.award(new RandomWorld(new SplittableRandom(same)).purchase(basket).build());
      Award other =
          engine.award(new RandomWorld(new SplittableRandom(same)).purchase(keyed).build());
      String where = "seed " + (SEED + i) + "\n" + program.toJson();
      assertThat(other.points()).as(where).isEqualTo(one.points());
      assertThat(other.byRule()).as(where).isEqualTo(one.byRule());
      assertThat(byItem(keyed, other)).as(where).isEqualTo(byItem(basket, one));
    }
    assertThat(split).as("quantities were keyed in parts").isGreaterThan(100);
  }

  private static Map<String, Long> byItem(Baskets basket, Award award) {
    Map<String, Long> points = new TreeMap<>();
    for (PointsQuote.Share share : award.shares()) {
      var item = basket.lines().get(share.line() - 1).line().item();
      points.merge(item.code() + " at " + item.price(), share.points(), Long::sum);
    }
    return points;
  }
}
