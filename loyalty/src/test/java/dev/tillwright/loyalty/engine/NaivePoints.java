package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Action;
import dev.tillwright.loyalty.program.Base;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import dev.tillwright.loyalty.program.Limit;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rounding;
import dev.tillwright.loyalty.program.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The engine's oracle: every rule on every line, no index, plain fractions, straight from the
 * program's definition.
 */
final class NaivePoints {
  long points;
  final Map<String, Long> byRule = new TreeMap<>();
  final Map<Integer, Long> byLine = new TreeMap<>();

  private final Program program;
  private final List<PricedLine> lines;
  private final ZonedDateTime at;
  private final String terminal;
  private final List<PricedLine> live = new ArrayList<>();
  private final Map<Integer, F> base = new TreeMap<>();

  /** A fraction. */
  record F(BigInteger n, BigInteger d) {
    static final F ZERO = of(0);

    static F of(long n) {
      return new F(BigInteger.valueOf(n), BigInteger.ONE);
    }

    static F of(BigDecimal value) {
      return new F(value.setScale(6).unscaledValue(), BigInteger.TEN.pow(6));
    }

    F plus(F o) {
      return new F(n.multiply(o.d).add(o.n.multiply(d)), d.multiply(o.d));
    }

    F times(F o) {
      return new F(n.multiply(o.n), d.multiply(o.d));
    }

    F over(F o) {
      return new F(n.multiply(o.d), d.multiply(o.n));
    }

    long round(RoundingMode mode) {
      return new BigDecimal(n).divide(new BigDecimal(d), 0, mode).longValueExact();
    }

    F rest() {
      BigInteger[] parts = n.divideAndRemainder(d);
      return new F(parts[1], d);
    }

    boolean above(F o) {
      return n.multiply(o.d).compareTo(o.n.multiply(d)) > 0;
    }
  }

  /** One action's points on each line. */
  record Part(Rule rule, Action action, Map<Integer, F> on) {
    F sum() {
      return on.values().stream().reduce(F.ZERO, F::plus);
    }
  }

  NaivePoints(Program program, Pricing.Request request, Map<String, Money> tenders) {
    this.program = program;
    this.lines = request.totals().lines();
    this.at = request.at().atZone(program.zone());
    this.terminal = request.terminal();
    long total = request.totals().total().minor();
    long out = 0;
    for (String kind : program.base().excludeTenders()) {
      out += tenders.containsKey(kind) ? tenders.get(kind).minor() : 0;
    }
    F earning = out == 0 ? F.of(1) : out >= total ? F.ZERO : F.of(total - out).over(F.of(total));
    for (PricedLine line : lines) {
      base.put(line.line().number(), F.of(amount(line)).times(earning));
      boolean excluded = false;
      for (Rule rule : program.rules()) {
        if (rule.excludesPoints() && selects(rule, line)) {
          excluded = true;
        }
      }
      if (!excluded) {
        live.add(line);
      }
    }
    live.sort((a, b) -> a.line().number() - b.line().number());
    work();
  }

  private long amount(PricedLine line) {
    Base.Amount amount = program.base().amount();
    if (amount == Base.Amount.TOTAL) {
      return line.total().minor();
    }
    if (amount == Base.Amount.NET) {
      return line.total().minor() - line.tax().minor();
    }
    return amount == Base.Amount.LIST
        ? line.list().minor()
        : line.list().minor() - line.discount().minor();
  }

  private boolean selects(Rule rule, PricedLine line) {
    var from = rule.effective().from();
    var to = rule.effective().to();
    boolean inForce =
        (from == null || from.compareTo(at.toLocalDateTime()) <= 0)
            && (to == null || to.compareTo(at.toLocalDateTime()) > 0);
    return inForce && holds(rule.when(), line);
  }

  private boolean holds(Condition condition, PricedLine line) {
    if (condition instanceof Condition.All all) {
      return all.of().stream().allMatch(each -> holds(each, line));
    } else if (condition instanceof Condition.Any any) {
      return any.of().stream().anyMatch(each -> holds(each, line));
    } else if (condition instanceof Condition.Not not) {
      return !holds(not.of(), line);
    } else if (condition instanceof Condition.In in) {
      String value =
          in.field() == Field.TERMINAL
              ? terminal
              : in.field() == Field.LINE_CODE
                  ? line.line().item().code()
                  : line.line().item().category();
      return in.values().contains(value);
    } else if (condition instanceof Condition.Range range) {
      BigDecimal value = value(range.field(), line);
      return (range.min() == null || value.compareTo(range.min()) >= 0)
          && (range.below() == null || value.compareTo(range.below()) < 0);
    }
    Condition.LocalWindow window = (Condition.LocalWindow) condition;
    // Minute by minute of the week, so that nothing is shared with the window's own code.
    long now = (at.getDayOfWeek().getValue() - 1) * 86_400L + at.toLocalTime().toSecondOfDay();
    for (var day : window.days()) {
      long start = (day.getValue() - 1) * 86_400L + window.from().toSecondOfDay();
      long length = 0L + window.to().toSecondOfDay() - window.from().toSecondOfDay();
      length = length <= 0 ? length + 86_400 : length;
      if (Math.floorMod(now - start, 7 * 86_400L) < length) {
        return true;
      }
    }
    return false;
  }

  private BigDecimal value(Field field, PricedLine line) {
    int digits = program.currency().getDefaultFractionDigits();
    return switch (field) {
      case LINE_TOTAL -> BigDecimal.valueOf(line.total().minor(), digits);
      case LINE_NET -> BigDecimal.valueOf(line.net().minor(), digits);
      case LINE_QUANTITY -> line.line().quantity().value();
      case BASKET_TOTAL ->
          BigDecimal.valueOf(live.stream().mapToLong(l -> l.total().minor()).sum(), digits);
      default -> BigDecimal.valueOf(live.stream().mapToLong(l -> l.net().minor()).sum(), digits);
    };
  }

  private void work() {
    List<Part> parts = new ArrayList<>();
    for (Rule rule : program.rules()) {
      List<PricedLine> selected = live.stream().filter(line -> selects(rule, line)).toList();
      for (Action action : rule.then()) {
        if (!selected.isEmpty()) {
          earn(rule, action, selected, parts);
        }
      }
    }
    multiply(parts);
    long[] whole = round(parts);
    for (int i = 0; i < whole.length; i++) {
      byRule.merge(parts.get(i).rule().id(), whole[i], Long::sum);
    }
    long all = 0;
    long[] kept = whole.clone();
    for (Rule rule : program.rules()) {
      long left = rule.limits().stream().mapToLong(Limit::points).min().orElse(Long.MAX_VALUE);
      for (int i = 0; i < kept.length; i++) {
        if (parts.get(i).rule().equals(rule)) {
          kept[i] = Math.min(left, kept[i]);
          left -= kept[i];
          byRule.merge(rule.id(), kept[i] - whole[i], Long::sum);
          all += kept[i];
        }
      }
    }
    points =
        Math.min(
            all, program.limits().stream().mapToLong(Limit::points).min().orElse(Long.MAX_VALUE));
    if (points < all) {
      byRule.put("program.limit", points - all);
    }
    share(parts, kept, all);
  }

  private void earn(Rule rule, Action action, List<PricedLine> selected, List<Part> parts) {
    Map<Integer, F> on = new TreeMap<>();
    F sum = F.ZERO;
    for (PricedLine line : selected) {
      sum = sum.plus(base.getOrDefault(line.line().number(), F.ZERO));
    }
    for (PricedLine line : selected) {
      F money = base.getOrDefault(line.line().number(), F.ZERO);
      F part = sum.n().signum() == 0 ? F.of(1).over(F.of(selected.size())) : money.over(sum);
      boolean byLine = program.rounding().level() == Rounding.Level.LINE;
      F points = null;
      if (action instanceof Action.EarnPerAmount earn) {
        F per = F.of(earn.per().minor());
        F each = F.of(earn.points());
        if (!earn.full()) {
          points = money.over(per).times(each);
        } else if (byLine) {
          points = F.of(money.over(per).round(RoundingMode.DOWN)).times(each);
        } else {
          points = F.of(sum.over(per).round(RoundingMode.DOWN)).times(each).times(part);
        }
      } else if (action instanceof Action.EarnPerUnit earn) {
        points = F.of(earn.points()).times(F.of(line.line().quantity().value()));
      } else if (action instanceof Action.EarnFixed earn) {
        points = F.of(earn.points()).times(part);
      }
      if (points != null) {
        on.put(line.line().number(), points);
      }
    }
    if (action instanceof Action.EarnFixed earn
        && program.rounding().level() == Rounding.Level.LINE) {
      List<Integer> numbers = new ArrayList<>(on.keySet());
      long[] shares = remainders(earn.points(), new ArrayList<>(on.values()));
      for (int i = 0; i < shares.length; i++) {
        on.put(numbers.get(i), F.of(shares[i]));
      }
    }
    if (!on.isEmpty()) {
      parts.add(new Part(rule, action, on));
    }
  }

  private void multiply(List<Part> parts) {
    List<Part> bases = List.copyOf(parts);
    List<Map<Integer, F>> now =
        bases.stream().map(p -> (Map<Integer, F>) new TreeMap<>(p.on())).toList();
    for (Rule rule : program.rules()) {
      for (Action action : rule.then()) {
        if (!(action instanceof Action.Multiply multiply)) {
          continue;
        }
        F more = F.of(multiply.factor()).plus(F.of(-1));
        Map<Integer, F> on = new TreeMap<>();
        for (int i = 0; i < bases.size(); i++) {
          Part part = bases.get(i);
          boolean counts =
              multiply.of().isEmpty()
                  ? part.action() instanceof Action.EarnPerAmount
                  : multiply.of().contains(part.rule().id());
          for (PricedLine line : live) {
            int number = line.line().number();
            if (counts && selects(rule, line) && part.on().containsKey(number)) {
              F from =
                  program.multipliers() == Program.Multipliers.ADD
                      ? part.on().getOrDefault(number, F.ZERO)
                      : now.get(i).getOrDefault(number, F.ZERO);
              F extra = from.times(more);
              now.get(i).merge(number, extra, F::plus);
              on.merge(number, extra, F::plus);
            }
          }
        }
        parts.add(new Part(rule, action, on));
      }
    }
  }

  private long[] round(List<Part> parts) {
    if (program.rounding().level() == Rounding.Level.BASKET) {
      List<F> sums = parts.stream().map(Part::sum).toList();
      F all = sums.stream().reduce(F.ZERO, F::plus);
      return remainders(all.round(program.rounding().mode()), sums);
    }
    long[] whole = new long[parts.size()];
    for (PricedLine line : live) {
      List<F> on =
          parts.stream().map(p -> p.on().getOrDefault(line.line().number(), F.ZERO)).toList();
      long all = on.stream().reduce(F.ZERO, F::plus).round(program.rounding().mode());
      long[] shares = remainders(all, on);
      for (int i = 0; i < whole.length; i++) {
        whole[i] += shares[i];
      }
    }
    return whole;
  }

  private void share(List<Part> parts, long[] kept, long all) {
    if (points == 0) {
      return;
    }
    List<F> exact = new ArrayList<>();
    for (PricedLine line : live) {
      F sum = F.ZERO;
      for (int i = 0; i < kept.length; i++) {
        F on = parts.get(i).on().get(line.line().number());
        F whole = parts.get(i).sum();
        if (on != null && whole.n().signum() > 0) {
          sum = sum.plus(on.times(F.of(kept[i])).over(whole));
        }
      }
      exact.add(sum.times(F.of(points)).over(F.of(all)));
    }
    long[] shares = remainders(points, exact);
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        byLine.put(live.get(i).line().number(), shares[i]);
      }
    }
  }

  /** Largest remainder, by looking for the largest again and again. */
  private static long[] remainders(long whole, List<F> exact) {
    long[] shares = new long[exact.size()];
    boolean[] given = new boolean[exact.size()];
    long left = whole;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = exact.get(i).round(RoundingMode.DOWN);
      left -= shares[i];
    }
    for (; left > 0; left--) {
      int best = -1;
      for (int i = 0; i < shares.length; i++) {
        if (!given[i] && (best < 0 || exact.get(i).rest().above(exact.get(best).rest()))) {
          best = i;
        }
      }
      given[best] = true;
      shares[best]++;
    }
    return shares;
  }
}
