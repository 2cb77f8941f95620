package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.loyalty.engine.NaiveFacts.Item;
import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Base;
import dev.tillwright.loyalty.program.Budget;
import dev.tillwright.loyalty.program.Group;
import dev.tillwright.loyalty.program.Limit;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rounding;
import dev.tillwright.loyalty.program.Rule;
import dev.tillwright.loyalty.program.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The engine's oracle: every rule on every item, no index, plain fractions, straight from the
 * program's definition.
 */
@SuppressWarnings("NullAway") // what is not there fails the test, as it should
final class NaivePoints {
  long points;
  final Map<String, Long> byRule = new TreeMap<>();
  final Map<Integer, Long> byLine = new TreeMap<>();

  private final Program program;
  private final Purchase purchase;
  private final NaiveFacts facts;
  private final List<String> tiers = new ArrayList<>();
  private final List<Fraction> shares = new ArrayList<>();

  /** For each rule, for each item, in which parts of the sale it counts. */
  private final Map<Rule, Map<Item, List<Integer>>> selected = new LinkedHashMap<>();

  /** One action's points on each item, and in which parts of the sale they are. */
  private record Part(Rule rule, Action action, Map<Item, Fraction> on) {
    Fraction sum() {
      return Fraction.sum(List.copyOf(on.values()));
    }
  }

  NaivePoints(Program program, Purchase purchase) {
    this(program, purchase, null);
  }

  private NaivePoints(Program program, Purchase purchase, List<String> oneTier) {
    this.program = program;
    this.purchase = purchase;
    this.facts = new NaiveFacts(program, purchase);
    if (oneTier == null) {
      tiers();
    } else {
      tiers.addAll(oneTier);
      shares.add(Fraction.of(1));
    }
    facts.exclude(tiers.get(0));
    for (Rule rule : program.rules()) {
      if (rule.excludes().isEmpty() && !rule.reduces()) {
        Map<Item, List<Integer>> items = new LinkedHashMap<>();
        for (Item item : facts.live) {
          List<Integer> parts = new ArrayList<>();
          for (int i = 0; i < tiers.size(); i++) {
            if (facts.selects(rule, item, tiers.get(i))) {
              parts.add(i);
            }
          }
          if (!parts.isEmpty()) {
            items.put(item, parts);
          }
        }
        selected.put(rule, items);
      }
    }
    groups();
    if (purchase.member().isPresent()) {
      work();
    }
  }

  private void tiers() {
    var plan = program.tiers();
    var member = purchase.member();
    tiers.add(facts.tier());
    shares.add(Fraction.of(1));
    if (plan.isEmpty() || member.isEmpty()) {
      return;
    }
    var points = purchase.tenders().get("POINTS");
    long counted =
        switch (plan.get().by()) {
          case SPEND -> purchase.totals().total().minor() - (points == null ? 0 : points.minor());
          case POINTS -> new NaivePoints(program, purchase, List.of(facts.tier())).points;
          case VISITS -> 1;
        };
    if (plan.get().reached().name().equals("AFTER")) {
      for (Shopper.Reach reach : member.get().next()) {
        if (reach.missing() <= counted) {
          tiers.set(0, reach.tier());
        }
      }
    } else if (plan.get().reached().name().equals("SPLIT")
        && plan.get().by().name().equals("SPEND")) {
      // Unit by unit of money, which tier it is at.
      Map<String, Long> units = new LinkedHashMap<>();
      for (long unit = 0; unit < counted; unit++) {
        String tier = facts.tier();
        for (Shopper.Reach reach : member.get().next()) {
          tier = unit >= reach.missing() ? reach.tier() : tier;
        }
        units.merge(tier, 1L, Long::sum);
      }
      if (!units.isEmpty()) {
        tiers.clear();
        shares.clear();
        units.forEach(
            (tier, count) -> {
              tiers.add(tier);
              shares.add(Fraction.of(count).over(Fraction.of(counted)));
            });
      }
    }
  }

  private Fraction part(List<Integer> parts) {
    return Fraction.sum(parts.stream().map(shares::get).toList());
  }

  private void groups() {
    for (boolean growing : List.of(false, true)) {
      for (Group group : program.groups()) {
        List<Rule> of =
            program.rules().stream()
                .filter(rule -> group.id().equals(rule.group()))
                .filter(rule -> selected.containsKey(rule) && !selected.get(rule).isEmpty())
                .toList();
        if (of.size() > 1 && of.stream().anyMatch(Rule::grows) == growing) {
          resolve(group, of);
        }
      }
    }
  }

  private void resolve(Group group, List<Rule> of) {
    Map<Rule, Map<Item, Fraction>> gains = new LinkedHashMap<>();
    for (Rule rule : of) {
      gains.put(rule, gain(rule, of));
    }
    Comparator<Rule> order =
        Comparator.comparing((Rule r) -> -r.priority()).thenComparing(Rule::id);
    List<Item> places = new ArrayList<>(facts.live);
    if (group.per() == Rule.Scope.BASKET) {
      places = new ArrayList<>();
      places.add(null);
    }
    Map<Rule, Map<Item, List<Integer>>> left = new LinkedHashMap<>();
    of.forEach(rule -> left.put(rule, new LinkedHashMap<>()));
    for (Item item : places) {
      Rule winner = null;
      for (Rule rule : of) {
        if (item != null && !selected.get(rule).containsKey(item)) {
          continue;
        }
        if (winner == null) {
          winner = rule;
          continue;
        }
        Fraction ours = item == null ? all(gains.get(rule)) : on(gains.get(rule), item);
        Fraction theirs = item == null ? all(gains.get(winner)) : on(gains.get(winner), item);
        boolean best = group.pick() == Group.Pick.BEST;
        boolean more = best && ours.above(theirs);
        boolean less = best && theirs.above(ours);
        if (more || !less && order.compare(rule, winner) < 0) {
          winner = rule;
        }
      }
      if (winner != null && item != null) {
        left.get(winner).put(item, selected.get(winner).get(item));
      } else if (winner != null) {
        left.put(winner, selected.get(winner));
      }
    }
    selected.putAll(left);
  }

  private static Fraction all(Map<Item, Fraction> on) {
    return Fraction.sum(List.copyOf(on.values()));
  }

  private static Fraction on(Map<Item, Fraction> on, Item item) {
    return on.getOrDefault(item, Fraction.ZERO);
  }

  private Map<Item, Fraction> gain(Rule rule, List<Rule> group) {
    Map<Item, Fraction> on = new LinkedHashMap<>();
    for (Part part : earned(List.of(rule))) {
      part.on().forEach((item, more) -> on.merge(item, more, Fraction::plus));
    }
    List<Rule> others = selected.keySet().stream().filter(r -> !group.contains(r)).toList();
    for (Part part : grown(List.of(rule), earned(others))) {
      part.on().forEach((item, more) -> on.merge(item, more, Fraction::plus));
    }
    return on;
  }

  private void work() {
    List<Part> parts = earned(List.copyOf(selected.keySet()));
    parts.addAll(grown(List.copyOf(selected.keySet()), List.copyOf(parts)));
    long[] whole = round(parts);
    for (int i = 0; i < whole.length; i++) {
      byRule.merge(parts.get(i).rule().id(), whole[i], Long::sum);
    }
    long[] kept = whole.clone();
    Map<String, Long> drawn = new TreeMap<>();
    for (Rule rule : program.rules()) {
      long sum = 0;
      for (int i = 0; i < kept.length; i++) {
        sum += parts.get(i).rule().equals(rule) ? kept[i] : 0;
      }
      long allowed = sum;
      for (Limit limit : rule.limits()) {
        allowed = cut(allowed, limit.points() - before(limit, rule.id()), limit.cut());
      }
      for (Budget budget : program.budgets()) {
        if (budget.id().equals(rule.budget())) {
          long used = purchase.tallies().drawn(budget.id()) + drawn.getOrDefault(budget.id(), 0L);
          allowed = cut(allowed, budget.points() - used, budget.cut());
          drawn.merge(budget.id(), allowed, Long::sum);
        }
      }
      if (sum > 0) {
        byRule.merge(rule.id(), allowed - sum, Long::sum);
      }
      for (int i = 0; i < kept.length; i++) {
        if (parts.get(i).rule().equals(rule)) {
          kept[i] = Math.min(allowed, kept[i]);
          allowed -= kept[i];
        }
      }
    }
    long all = 0;
    for (long each : kept) {
      all += each;
    }
    points = all;
    for (Limit limit : program.limits()) {
      points = cut(points, limit.points() - before(limit, ""), limit.cut());
    }
    if (points < all) {
      byRule.put("program.limit", points - all);
    }
    share(parts, kept, all);
  }

  private static long cut(long sum, long left, Limit.Cut cut) {
    long there = Math.max(0, left);
    return sum <= there ? sum : cut == Limit.Cut.WHOLE ? 0 : there;
  }

  private long before(Limit limit, String rule) {
    if (limit.per() == Span.TRANSACTION) {
      return 0;
    }
    var span = facts.span(limit.per(), limit.zone());
    return purchase
        .tallies()
        .given(purchase.member().orElseThrow().id(), rule, span[0], span[1])
        .points();
  }

  private List<Part> earned(List<Rule> rules) {
    List<Part> parts = new ArrayList<>();
    for (Rule rule : rules) {
      Map<Item, List<Integer>> items = selected.get(rule);
      for (Action action : rule.then()) {
        if (action instanceof Action.Earn earn && !items.isEmpty()) {
          parts.add(new Part(rule, action, earn(rule, earn, items)));
        }
      }
    }
    return parts;
  }

  private Map<Item, Fraction> earn(Rule rule, Action.Earn action, Map<Item, List<Integer>> items) {
    Map<Item, Fraction> money = new LinkedHashMap<>();
    Map<Item, Fraction> units = new LinkedHashMap<>();
    items.forEach(
        (item, parts) -> {
          money.put(item, money(rule, item).times(part(parts)));
          units.put(item, Fraction.of(item.quantity()).times(part(parts)));
        });
    Fraction sum = all(money);
    Fraction count = all(units);
    boolean byLine = program.rounding().level() == Rounding.Level.LINE;
    Map<Item, Fraction> on = new LinkedHashMap<>();
    for (Item item : items.keySet()) {
      Fraction mine = on(money, item);
      if (action instanceof Action.EarnPerAmount earn && !earn.full()) {
        on.put(item, mine.over(Fraction.of(earn.per().minor())).times(Fraction.of(earn.points())));
      } else if (action instanceof Action.EarnPerAmount earn && byLine) {
        long steps = mine.over(Fraction.of(earn.per().minor())).round(RoundingMode.DOWN);
        on.put(item, Fraction.of(steps).times(Fraction.of(earn.points())));
      } else if (action instanceof Action.EarnPerUnit earn) {
        Fraction all = Fraction.of(earn.points()).times(on(units, item));
        Fraction most = earn.most() == null ? count : Fraction.of(earn.most());
        on.put(item, count.above(most) ? all.times(most).over(count) : all);
      }
    }
    if (!on.isEmpty()) {
      return on;
    }
    Fraction points = once(action, sum, count);
    for (Item item : items.keySet()) {
      Fraction part =
          sum.n().signum() == 0
              ? Fraction.of(1).over(Fraction.of(items.size()))
              : on(money, item).over(sum);
      on.put(item, points.times(part));
    }
    if (byLine) {
      List<Item> order = new ArrayList<>(on.keySet());
      long[] shared =
          Fraction.remainders(points.round(RoundingMode.DOWN), new ArrayList<>(on.values()));
      for (int i = 0; i < shared.length; i++) {
        on.put(order.get(i), Fraction.of(shared[i]));
      }
    }
    return on;
  }

  private Fraction once(Action.Earn action, Fraction sum, Fraction count) {
    if (action instanceof Action.EarnPerAmount earn) {
      long steps = sum.over(Fraction.of(earn.per().minor())).round(RoundingMode.DOWN);
      return Fraction.of(steps).times(Fraction.of(earn.points()));
    }
    if (action instanceof Action.EarnSteps steps) {
      long points = 0;
      for (var step : steps.steps()) {
        boolean amount = steps.by() == Action.EarnSteps.By.AMOUNT;
        Fraction from =
            Fraction.of(
                step.from()
                    .movePointRight(amount ? program.currency().getDefaultFractionDigits() : 0));
        points = from.above(amount ? sum : count) ? points : step.points();
      }
      return Fraction.of(points);
    }
    return Fraction.of(((Action.EarnFixed) action).points());
  }

  private Fraction money(Rule rule, Item item) {
    Base base = Objects.requireNonNullElse(rule.base(), program.base());
    long amount =
        switch (base.amount()) {
          case TOTAL -> item.sum(PricedLine::total);
          case NET -> item.sum(PricedLine::total) - item.sum(PricedLine::tax);
          case LIST -> item.sum(PricedLine::list);
          case AFTER_DISCOUNT -> item.sum(PricedLine::list) - item.sum(PricedLine::discount);
        };
    long total = purchase.totals().total().minor();
    long counts = base.onlyTenders().isEmpty() ? total : 0;
    for (var tender : purchase.tenders().entrySet()) {
      boolean excluded = base.excludeTenders().contains(tender.getKey());
      if (base.onlyTenders().isEmpty()) {
        counts -= excluded ? tender.getValue().minor() : 0;
      } else if (!excluded && base.onlyTenders().contains(tender.getKey())) {
        counts += tender.getValue().minor();
      }
    }
    if (total == 0) {
      return Fraction.of(base.onlyTenders().isEmpty() ? Math.max(0, amount) : 0);
    }
    long within = Math.max(0, Math.min(counts, total));
    return Fraction.of(Math.max(0, amount)).times(Fraction.of(within)).over(Fraction.of(total));
  }

  private List<Part> grown(List<Rule> rules, List<Part> bases) {
    List<Map<Item, Fraction>> now = new ArrayList<>();
    bases.forEach(base -> now.add(new LinkedHashMap<>(base.on())));
    List<Part> parts = new ArrayList<>();
    for (Rule rule : rules) {
      for (Action action : rule.then()) {
        if (action instanceof Action.Grow grow) {
          Map<Item, Fraction> on = new LinkedHashMap<>();
          for (int i = 0; i < bases.size(); i++) {
            Part base = bases.get(i);
            boolean counts =
                grow.of().isEmpty()
                    ? base.action() instanceof Action.EarnPerAmount
                    : grow.of().contains(base.rule().id());
            for (Item item : base.on().keySet()) {
              List<Integer> mine = selected.get(rule).getOrDefault(item, List.of());
              List<Integer> theirs = selected.get(base.rule()).getOrDefault(item, List.of());
              Fraction more = above(grow, mine, theirs);
              if (counts && more.n().signum() > 0) {
                boolean add = program.multipliers() == Program.Multipliers.ADD;
                Fraction extra = on(add ? base.on() : now.get(i), item).times(more);
                now.get(i).merge(item, extra, Fraction::plus);
                on.merge(item, extra, Fraction::plus);
              }
            }
          }
          parts.add(new Part(rule, action, on));
        }
      }
    }
    return parts;
  }

  private Fraction above(Action.Grow grow, List<Integer> mine, List<Integer> theirs) {
    Fraction above = Fraction.ZERO;
    for (int part : theirs) {
      if (mine.contains(part)) {
        BigDecimal factor =
            grow instanceof Action.Multiply multiply
                ? multiply.factor()
                : ((Action.TierBonus) grow).factors().getOrDefault(tiers.get(part), BigDecimal.ONE);
        above = above.plus(Fraction.of(factor.subtract(BigDecimal.ONE)).times(shares.get(part)));
      }
    }
    return theirs.isEmpty() ? above : above.over(part(theirs));
  }

  private long[] round(List<Part> parts) {
    RoundingMode mode = program.rounding().mode();
    if (program.rounding().level() == Rounding.Level.RULE) {
      return parts.stream().mapToLong(part -> part.sum().round(mode)).toArray();
    }
    if (program.rounding().level() == Rounding.Level.BASKET) {
      List<Fraction> sums = parts.stream().map(Part::sum).toList();
      return Fraction.remainders(Fraction.sum(sums).round(mode), sums);
    }
    long[] whole = new long[parts.size()];
    for (Item item : facts.live) {
      List<Fraction> on = parts.stream().map(p -> on(p.on(), item)).toList();
      long[] shared = Fraction.remainders(Fraction.sum(on).round(mode), on);
      for (int i = 0; i < whole.length; i++) {
        whole[i] += shared[i];
      }
    }
    return whole;
  }

  private void share(List<Part> parts, long[] kept, long all) {
    if (points == 0) {
      return;
    }
    List<Fraction> exact = new ArrayList<>();
    for (Item item : facts.live) {
      Fraction sum = Fraction.ZERO;
      for (int i = 0; i < kept.length; i++) {
        Fraction whole = parts.get(i).sum();
        if (whole.n().signum() > 0) {
          Fraction mine = on(parts.get(i).on(), item);
          sum = sum.plus(mine.times(Fraction.of(kept[i])).over(whole));
        }
      }
      exact.add(sum.times(Fraction.of(points)).over(Fraction.of(all)));
    }
    long[] shared = Fraction.remainders(points, exact);
    for (int i = 0; i < shared.length; i++) {
      lines(facts.live.get(i), shared[i]);
    }
  }

  private void lines(Item item, long shared) {
    List<PricedLine> lines = new ArrayList<>(item.lines());
    lines.sort(Comparator.comparing(line -> line.line().number()));
    long paid = lines.stream().mapToLong(line -> Math.max(0, line.total().minor())).sum();
    List<Fraction> exact = new ArrayList<>();
    for (PricedLine line : lines) {
      Fraction weight =
          paid == 0
              ? Fraction.of(line.line().quantity().value()).over(Fraction.of(item.quantity()))
              : Fraction.of(Math.max(0, line.total().minor())).over(Fraction.of(paid));
      exact.add(Fraction.of(shared).times(weight));
    }
    long[] each = Fraction.remainders(shared, exact);
    for (int i = 0; i < each.length; i++) {
      if (each[i] > 0) {
        byLine.put(lines.get(i).line().number(), each[i]);
      }
    }
  }
}
