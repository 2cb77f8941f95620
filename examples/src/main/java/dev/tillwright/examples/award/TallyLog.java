package dev.tillwright.examples.award;

import dev.tillwright.loyalty.engine.Award;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.engine.Tallies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was before each sale, also when it is asked later: a sale of which goods came back is scored
 * again with what was known then. One thread.
 */
final class TallyLog {
  private final Map<String, List<Fact>> given = new HashMap<>();
  private final Map<String, List<Fact>> bought = new HashMap<>();
  private final Map<String, List<Fact>> drawn = new HashMap<>();
  private int sales;

  private record Fact(int sale, Instant at, long amount) {}

  /** How many sales stand here. */
  int size() {
    return sales;
  }

  void record(Purchase purchase, Award award) {
    int sale = sales++;
    purchase
        .member()
        .ifPresent(
            member -> {
              bought(purchase, member.id(), sale);
              award
                  .gave()
                  .forEach(
                      (rule, points) ->
                          add(
                              given,
                              rule + "/" + member.id(),
                              new Fact(sale, purchase.at(), points)));
              if (award.points() > 0) {
                add(given, "/" + member.id(), new Fact(sale, purchase.at(), award.points()));
              }
              award
                  .drawn()
                  .forEach(
                      (budget, points) ->
                          add(drawn, budget, new Fact(sale, purchase.at(), points)));
            });
  }

  /** A sale whose award was refused: it was bought, and nothing was given. */
  void bought(Purchase purchase) {
    int sale = sales++;
    purchase.member().ifPresent(member -> bought(purchase, member.id(), sale));
  }

  private void bought(Purchase purchase, String member, int sale) {
    add(bought, member, new Fact(sale, purchase.at(), purchase.totals().total().minor()));
  }

  private static void add(Map<String, List<Fact>> to, String key, Fact fact) {
    to.computeIfAbsent(key, any -> new ArrayList<>()).add(fact);
  }

  /** What was known when so many sales stood here. */
  Tallies before(int count) {
    return new Tallies() {
      @Override
      public Given given(String member, String rule, Instant from, Instant to) {
        Given sum = Given.NOTHING;
        for (Fact fact : given.getOrDefault(rule + "/" + member, List.of())) {
          sum = within(fact, from, to) ? sum.plus(new Given(1, fact.amount())) : sum;
        }
        return sum;
      }

      @Override
      public Bought bought(String member, Instant from, Instant to) {
        Bought sum = Bought.NOTHING;
        for (Fact fact : bought.getOrDefault(member, List.of())) {
          sum = within(fact, from, to) ? sum.plus(new Bought(1, fact.amount())) : sum;
        }
        return sum;
      }

      @Override
      public long drawn(String budget) {
        return drawn.getOrDefault(budget, List.of()).stream()
            .filter(fact -> fact.sale() < count)
            .mapToLong(Fact::amount)
            .sum();
      }

      private boolean within(Fact fact, Instant from, Instant to) {
        return fact.sale() < count && !fact.at().isBefore(from) && fact.at().isBefore(to);
      }
    };
  }
}
