package dev.tillwright.loyalty.insight;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.engine.Award;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.engine.Tallies;
import dev.tillwright.loyalty.engine.TallyBook;
import dev.tillwright.loyalty.ledger.Counts;
import dev.tillwright.loyalty.program.Program;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A draft beside today's program, on the same past sales and returns: the same call as an award, so
 * what it shows is what would have been given.
 *
 * <p>Each program has its own memory of what it gave, so limits and counters count as they would
 * have, and its own tiers by what it counted, unless the purchase names the member's. Goods that
 * come back take their share of each line's points with them, whatever the programs say about
 * returns. Points that were spent are not looked at: the liability is what the shop would owe
 * before them. What a program takes off prices is counted as it is on the sale as it came, and its
 * points on the price before; vouchers count in full, used or not. Draft rules count, and the
 * programs' own times do not matter.
 *
 * <p>It keeps something for every sale and every member. For one thread.
 */
public final class Simulation {
  private final Side today;
  private final Side draft;
  private final Map<String, Set<String>> segments = new HashMap<>();
  private final Set<String> sales = new TreeSet<>();

  private Simulation(Program today, Program draft) {
    this.today = new Side(today);
    this.draft = new Side(draft);
  }

  /**
   * Two programs, before the first sale.
   *
   * @throws IllegalArgumentException when they are in different currencies
   */
  public static Simulation of(Program today, Program draft) {
    if (!today.currency().equals(draft.currency())) {
      throw new IllegalArgumentException("both programs are in one currency");
    }
    return new Simulation(today, draft);
  }

  /**
   * A sale, in the order of time.
   *
   * @param id its name; one that was there before changes nothing
   * @param purchase the sale, with what was before it as a program remembers it
   * @return whether it was new
   */
  public boolean sale(String id, Function<Tallies, Purchase> purchase) {
    if (!sales.add(id)) {
      return false;
    }
    today.sale(id, purchase);
    Purchase bought = draft.sale(id, purchase);
    bought
        .member()
        .ifPresent(
            member ->
                segments
                    .computeIfAbsent(member.id(), key -> new TreeSet<>())
                    .addAll(member.segments()));
    return true;
  }

  /**
   * Goods of a sale come back; of a sale that was not there, nothing happens.
   *
   * @param id of the sale
   * @param quantities by the number of the line; no more than is left of it counts
   */
  public void returned(String id, Map<Integer, BigDecimal> quantities) {
    today.returned(id, quantities);
    draft.returned(id, quantities);
  }

  /** How the two compare so far. */
  public Comparison compare() {
    Map<String, List<Comparison.Member>> bySegment = new TreeMap<>();
    List<Comparison.Member> members = new ArrayList<>();
    for (Map.Entry<String, Set<String>> each : new TreeMap<>(segments).entrySet()) {
      Comparison.Member member =
          new Comparison.Member(each.getKey(), today.of(each.getKey()), draft.of(each.getKey()));
      members.add(member);
      Set<String> of = each.getValue().isEmpty() ? Set.of("") : each.getValue();
      of.forEach(s -> bySegment.computeIfAbsent(s, key -> new ArrayList<>()).add(member));
    }
    List<Comparison.Segment> told = new ArrayList<>();
    bySegment.forEach((name, of) -> told.add(Comparison.Segment.of(name, of)));
    return new Comparison(sales.size(), today.total(), draft.total(), members, told);
  }

  /** One program and what it gave. */
  private static final class Side {
    private final PointsEngine engine;
    private final Program program;
    private final TallyBook book = new TallyBook();
    private final SimulatedTiers tiers;
    private final Map<String, Sold> sold = new HashMap<>();
    private final Map<String, Long> byMember = new HashMap<>();
    private long awards;
    private long given;
    private long takenBack;
    private long vouchers;
    private long reduced;
    private final Map<String, Long> byRule = new HashMap<>();

    Side(Program program) {
      this.program = program;
      this.engine = PointsEngine.of(program).simulating().build();
      this.tiers = new SimulatedTiers(program);
    }

    Purchase sale(String id, Function<Tallies, Purchase> purchase) {
      Purchase bought = tiers.told(purchase.apply(book));
      var award = engine.award(bought);
      book.record(id, bought, award);
      award.byRule().forEach((rule, points) -> byRule.merge(rule, points, Math::addExact));
      for (PointsQuote.Grant grant : award.grants()) {
        Money voucher = grant.voucher();
        vouchers = Math.addExact(vouchers, voucher == null ? 0 : voucher.minor());
      }
      for (Discount discount : engine.promotions(bought)) {
        Money amount = discount.amount();
        reduced = Math.addExact(reduced, amount == null ? 0 : amount.minor());
      }
      bought.member().ifPresent(member -> sold(id, member.id(), bought, award));
      return bought;
    }

    private void sold(String id, String member, Purchase bought, Award award) {
      if (award.points() > 0) {
        awards++;
        given = Math.addExact(given, award.points());
        byMember.merge(member, award.points(), Math::addExact);
      }
      if (award.points() > 0 || tiers.any()) {
        Sold of = new Sold(member, bought, award.shares(), tiers.any());
        sold.put(id, of);
        tiers.sold(member, bought.at(), new Counts(of.spend, award.points(), 1));
      }
    }

    void returned(String id, Map<Integer, BigDecimal> quantities) {
      Sold of = sold.get(id);
      if (of != null) {
        boolean gone = of.gone();
        Back back = of.back(quantities);
        takenBack = Math.addExact(takenBack, back.points());
        byMember.merge(of.member, -back.points(), Math::addExact);
        int visits = of.gone() && !gone ? -1 : 0;
        tiers.cameBack(of.member, of.at, new Counts(-back.minor(), -back.points(), visits));
      }
    }

    long of(String member) {
      return byMember.getOrDefault(member, 0L);
    }

    Comparison.Total total() {
      long owed = given - takenBack;
      long minor = program.worth().map(worth -> worth.minorOf(owed)).orElse(0L);
      return new Comparison.Total(
          program.name(), awards, given, takenBack, minor, vouchers, reduced, byRule);
    }
  }

  /** Points that are taken back, and what had been paid for the goods, without points. */
  private record Back(long points, long minor) {}

  /** What one sale was given, by line, and what of it came back. */
  private static final class Sold {
    private final String member;
    private final Instant at;
    private final long spend;
    private final Map<Integer, Part> parts = new HashMap<>();

    /**
     * @param whole also lines that were given nothing, as tiers count them
     */
    Sold(String member, Purchase purchase, List<PointsQuote.Share> shares, boolean whole) {
      this.member = member;
      this.at = purchase.at();
      Money byPoints = purchase.tenders().get("POINTS");
      long total = purchase.totals().total().minor();
      this.spend = total - (byPoints == null ? 0 : byPoints.minor());
      Map<Integer, Long> points = new HashMap<>();
      shares.forEach(share -> points.merge(share.line(), share.points(), Math::addExact));
      for (PricedLine line : purchase.totals().lines()) {
        int number = line.line().number();
        if (whole || points.containsKey(number)) {
          long minor = total == 0 ? 0 : Math.multiplyExact(line.total().minor(), spend) / total;
          BigDecimal quantity = line.line().quantity().value();
          parts.put(number, new Part(points.getOrDefault(number, 0L), minor, quantity));
        }
      }
    }

    Back back(Map<Integer, BigDecimal> quantities) {
      long points = 0;
      long minor = 0;
      for (Map.Entry<Integer, BigDecimal> each : quantities.entrySet()) {
        Part part = parts.get(each.getKey());
        if (part != null) {
          Back back = part.back(each.getValue());
          points += back.points();
          minor += back.minor();
        }
      }
      return new Back(points, minor);
    }

    boolean gone() {
      return parts.values().stream().allMatch(Part::gone);
    }
  }

  /** What one line was given: parts never take more than the whole, and the last takes the rest. */
  private static final class Part {
    private final long points;
    private final long minor;
    private final BigDecimal quantity;
    private BigDecimal returned = BigDecimal.ZERO;

    Part(long points, long minor, BigDecimal quantity) {
      this.points = points;
      this.minor = minor;
      this.quantity = quantity;
    }

    boolean gone() {
      return returned.compareTo(quantity) >= 0;
    }

    Back back(BigDecimal more) {
      long pointsBefore = of(points);
      long minorBefore = of(minor);
      returned = returned.add(more.max(BigDecimal.ZERO)).min(quantity);
      return new Back(of(points) - pointsBefore, of(minor) - minorBefore);
    }

    private long of(long whole) {
      return BigDecimal.valueOf(whole)
          .multiply(returned)
          .divide(quantity, 0, RoundingMode.DOWN)
          .longValueExact();
    }
  }
}
