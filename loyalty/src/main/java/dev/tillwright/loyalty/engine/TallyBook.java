package dev.tillwright.loyalty.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tallies in memory, for simulations, back-tests and a till that reads its sales in order. Any
 * number of threads.
 *
 * <p>It grows with what is recorded; a question reads all of one member and rule.
 */
public final class TallyBook implements Tallies {
  private final Set<String> sales = new HashSet<>();
  private final Map<String, List<Fact>> given = new HashMap<>();
  private final Map<String, List<Fact>> bought = new HashMap<>();
  private final Map<String, Long> drawn = new HashMap<>();

  /** A book in which nothing stands. */
  public TallyBook() {}

  /**
   * Records a sale and what it was given. A sale that stands here already changes nothing.
   *
   * @param sale its id
   * @return whether it was new
   */
  public synchronized boolean record(String sale, Purchase purchase, Award award) {
    if (!sales.add(sale)) {
      return false;
    }
    if (purchase.member().isPresent()) {
      String member = purchase.member().get().id();
      long paid = purchase.totals().total().minor();
      add(bought, member, purchase.at(), paid);
      award.gave().forEach((rule, points) -> add(given, key(member, rule), purchase.at(), points));
      if (award.points() > 0) {
        add(given, key(member, ""), purchase.at(), award.points());
      }
      award.drawn().forEach((budget, points) -> drawn.merge(budget, points, Math::addExact));
    }
    return true;
  }

  @Override
  public synchronized Given given(String member, String rule, Instant from, Instant to) {
    Given sum = Given.NOTHING;
    for (Fact fact : given.getOrDefault(key(member, rule), List.of())) {
      sum = fact.within(from, to) ? sum.plus(new Given(1, fact.amount())) : sum;
    }
    return sum;
  }

  @Override
  public synchronized Bought bought(String member, Instant from, Instant to) {
    Bought sum = Bought.NOTHING;
    for (Fact fact : bought.getOrDefault(member, List.of())) {
      sum = fact.within(from, to) ? sum.plus(new Bought(1, fact.amount())) : sum;
    }
    return sum;
  }

  @Override
  public synchronized long drawn(String budget) {
    return drawn.getOrDefault(budget, 0L);
  }

  private static void add(Map<String, List<Fact>> to, String key, Instant at, long amount) {
    to.computeIfAbsent(key, any -> new ArrayList<>()).add(new Fact(at, amount));
  }

  private static String key(String member, String rule) {
    return rule + "/" + member; // a rule's id has no slash
  }

  private record Fact(Instant at, long amount) {
    boolean within(Instant from, Instant to) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }
}
