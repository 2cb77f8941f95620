package dev.tillwright.loyalty.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.program.Program;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A draft over past sales: cost, liability, winners (E10). */
class SimulationTest {
  private static final Instant JUNE = Instant.parse("2025-06-04T14:00:00Z");
  private static final Program TODAY =
      Programs.of(
          "GBP",
          "'worth':{'points':1,'minor':1},",
          "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':1,'per':1}]}");
  private static final Program DRAFT =
      Programs.of(
          "GBP",
          "'worth':{'points':1,'minor':2},",
          "{'id':'spend','scope':'BASKET','status':'DRAFT','then':"
              + "[{'type':'earnPerAmount','points':2,'per':1}],"
              + "'limits':[{'per':'EVER','points':100}]},"
              + "{'id':'gift','scope':'BASKET','when':{'type':'range','field':'basket.total',"
              + "'min':50},'then':[{'type':'issueVoucher','amount':'5.00'}]},"
              + "{'id':'tea','scope':'LINE','when':{'type':'in','field':'line.code',"
              + "'values':['tea']},'then':[{'type':'discountLine','percent':10}]}",
          2);

  private static void buy(
      Simulation simulation, String id, Shopper member, String code, String total) {
    simulation.sale(
        id,
        tallies ->
            Purchase.of(Baskets.in("GBP").line(code, "x", "1", total).totals(), JUNE)
                .member(member)
                .tallies(tallies)
                .build());
  }

  @Test
  void aDraft_costsWhatItsPointsVouchersAndReductionsCome_to() {
    Simulation simulation = Simulation.of(TODAY, DRAFT);
    buy(simulation, "1", Shopper.of("a").inSegments("loyal"), "tea", "20.00");
    buy(simulation, "2", Shopper.of("a").inSegments("loyal"), "cake", "80.00");
    buy(simulation, "3", Shopper.of("b"), "cake", "10.00");
    simulation.returned("1", Map.of(1, BigDecimal.ONE));
    Comparison found = simulation.compare();

    assertThat(found.today())
        .isEqualTo(new Comparison.Total("test/1", 3, 110, 20, 90, 0, 0, Map.of("spend", 110L)));
    assertThat(found.draft())
        .as("40, then 60 of 160 as the limit of 100 leaves, and 20; twice a penny each")
        .isEqualTo(
            new Comparison.Total("test/2", 3, 120, 40, 160, 500, 200, Map.of("spend", 120L)));
    assertThat(found.draft().costMinor()).isEqualTo(860);
    assertThat(found.winners(10)).containsExactly(new Comparison.Member("b", 10, 20));
    assertThat(found.losers(10)).containsExactly(new Comparison.Member("a", 80, 60));
    assertThat(found.segments())
        .containsExactly(
            new Comparison.Segment("", 1, 1, 0, 10, 20),
            new Comparison.Segment("loyal", 1, 0, 1, 80, 60));
    JsonIn json = JsonIn.parse(found.toJson());
    assertThat(json.object("draft").number("costMinor")).isEqualTo(860);
    assertThat(json.object("draft").objects("rules").get(0).number("points")).isEqualTo(120);
  }

  @Test
  void eachProgram_hasItsOwnTiers_byWhatItCounted() {
    String rules =
        "{'id':'gold','scope':'BASKET','when':{'type':'in','field':'member.tier','values':['GOLD']},"
            + "'then':[{'type':'earnFixed','points':50}]}";
    String tiers =
        "'tiers':{'by':'SPEND','window':{'type':'CALENDAR_YEAR'},'levels':[{'id':'GOLD',"
            + "'from':'%s'}]},";
    Simulation simulation =
        Simulation.of(
            Programs.of("GBP", tiers.formatted("100.00"), rules),
            Programs.of("GBP", tiers.formatted("115.00"), rules, 2));
    Shopper a = Shopper.of("a");
    buy(simulation, "1", a, "cake", "100.00"); // gold today from here on
    buy(simulation, "2", a, "cake", "10.00"); // 50
    buy(simulation, "3", a, "cake", "10.00"); // 50, and gold by the draft from here on
    buy(simulation, "4", a, "cake", "1.00"); // 50 and 50
    simulation.returned("1", Map.of(1, new BigDecimal("0.5")));
    buy(simulation, "5", a, "cake", "1.00"); // gold no more
    buy(simulation, "6", Shopper.of("b").inTier("GOLD"), "cake", "1.00"); // the caller knows
    Comparison found = simulation.compare();
    assertThat(found.members())
        .containsExactly(new Comparison.Member("a", 150, 50), new Comparison.Member("b", 50, 50));
  }

  @Test
  void anySalesAndReturns_leaveWhatARecountLeaves() {
    long seed = Long.getLong("loyalty.seed", 20261126);
    System.out.println("simulation: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Simulation simulation = Simulation.of(TODAY, TODAY);
    Map<String, Long> left = new HashMap<>();
    Map<String, Long> earned = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      String member = "m" + random.nextInt(20);
      long pence = 1 + random.nextLong(10_000);
      String total = BigDecimal.valueOf(pence, 2).toPlainString();
      buy(simulation, "s" + i, Shopper.of(member), "cake", total);
      earned.put("s" + i + "/" + member, pence / 100);
      left.merge(member, pence / 100, Long::sum);
      List<String> known = earned.keySet().stream().sorted().toList();
      String back = known.get(random.nextInt(known.size()));
      if (random.nextInt(3) == 0) {
        simulation.returned(back.split("/")[0], Map.of(1, BigDecimal.ONE));
        left.merge(back.split("/")[1], -earned.put(back, 0L), Long::sum);
      }
    }
    Comparison found = simulation.compare();
    assertThat(found.members())
        .allSatisfy(each -> assertThat(each.today()).isEqualTo(left.get(each.member())));
    assertThat(found.today().liability())
        .isEqualTo(left.values().stream().mapToLong(Long::longValue).sum());
    assertThat(found.draft()).isEqualTo(found.today());
  }

  @Test
  void twoCurrencies_areNotCompared() {
    assertThatThrownBy(
            () ->
                Simulation.of(
                    TODAY,
                    Programs.of(
                        "EUR",
                        "{'id':'s','scope':'BASKET','then':[{'type':'earnFixed','points':1}]}")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
