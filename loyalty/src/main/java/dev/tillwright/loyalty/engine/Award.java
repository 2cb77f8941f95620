package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PointsQuote.Reason;
import dev.tillwright.core.basket.PointsQuote.Share;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/** From exact points to a quote: rounded once, capped, shared to lines, explained. */
final class Award {
  private final Program program;
  private final Facts facts;
  private final List<CompiledRule> rules;
  private final Sentences sentences;
  private final List<Reason> reasons = new ArrayList<>();

  Award(Program program, Facts facts, List<CompiledRule> rules, Sentences sentences) {
    this.program = program;
    this.facts = facts;
    this.rules = rules;
    this.sentences = sentences;
  }

  PointsQuote quote(List<Earned> earned, Exclusions excluded) {
    long[] points = rounded(earned);
    for (int i = 0; i < points.length; i++) {
      Earned each = earned.get(i);
      reason(each.rule(), points[i], each.lines(), sentences.earned(each, points[i]));
    }
    long[] capped = capRules(earned, points);
    long all = Arrays.stream(capped).reduce(0, Math::addExact);
    long given = capAll(all, earned);
    excluded
        .linesByRule()
        .forEach(
            (place, lines) ->
                reason(
                    rules.get(place),
                    0,
                    lines,
                    sentences.excluded(rules.get(place), lines, facts)));
    return new PointsQuote(
        program.name(), program.digest(), given, reasons, shares(earned, capped, given));
  }

  private long[] rounded(List<Earned> earned) {
    if (program.rounding().level() == Rounding.Level.BASKET) {
      List<Ratio> sums = earned.stream().map(Earned::sum).toList();
      return Shares.of(Earned.sum(sums).round(program.rounding().mode()), sums);
    }
    long[] points = new long[earned.size()];
    for (int line = 0; line < facts.lines.size(); line++) {
      List<Ratio> onLine = onLine(earned, line);
      long[] shares = Shares.of(Earned.sum(onLine).round(program.rounding().mode()), onLine);
      Arrays.setAll(points, i -> Math.addExact(points[i], shares[i]));
    }
    return points;
  }

  private static List<Ratio> onLine(List<Earned> earned, int line) {
    return earned.stream()
        .map(
            each -> {
              int at = each.lines().indexOf(line);
              return at < 0 ? Ratio.ZERO : each.exact().get(at);
            })
        .toList();
  }

  /** A rule's own cap covers all its actions; the later ones give way first. */
  private long[] capRules(List<Earned> earned, long[] points) {
    long[] capped = points.clone();
    for (int place : earned.stream().mapToInt(e -> e.rule().place()).distinct().toArray()) {
      CompiledRule rule = rules.get(place);
      OptionalLong limit = rule.limit();
      long left = limit.orElse(Long.MAX_VALUE);
      long fewer = 0;
      TreeSet<Integer> lines = new TreeSet<>();
      for (int i = 0; i < capped.length; i++) {
        if (earned.get(i).rule().place() == place) {
          long kept = Math.min(left, capped[i]);
          fewer += capped[i] - kept;
          left -= kept;
          capped[i] = kept;
          lines.addAll(earned.get(i).lines());
        }
      }
      if (fewer > 0) {
        String text = sentences.limited(rule, limit.orElseThrow(), fewer);
        reason(rule, -fewer, List.copyOf(lines), text);
      }
    }
    return capped;
  }

  private long capAll(long points, List<Earned> earned) {
    OptionalLong limit = CompiledRule.limit(program.limits());
    if (limit.isEmpty() || points <= limit.getAsLong()) {
      return points;
    }
    long fewer = points - limit.getAsLong();
    TreeSet<Integer> lines = new TreeSet<>();
    earned.forEach(each -> lines.addAll(each.lines()));
    reasons.add(
        new Reason(LIMIT, -fewer, numbers(lines), sentences.limited(limit.getAsLong(), fewer)));
    return limit.getAsLong();
  }

  /** Each line's part of what is given, after rounding and caps, by largest remainder. */
  private List<Share> shares(List<Earned> earned, long[] capped, long given) {
    Ratio[] exact = new Ratio[facts.lines.size()];
    Arrays.fill(exact, Ratio.ZERO);
    long all = Arrays.stream(capped).sum();
    if (all == 0) {
      return List.of();
    }
    Ratio cut = Ratio.of(given).dividedBy(Ratio.of(all));
    for (int i = 0; i < capped.length; i++) {
      Earned each = earned.get(i);
      Ratio sum = each.sum();
      if (capped[i] == 0 || sum.signum() == 0) {
        continue;
      }
      Ratio scale = Ratio.of(capped[i]).dividedBy(sum).times(cut);
      for (int k = 0; k < each.lines().size(); k++) {
        int line = each.lines().get(k);
        exact[line] = exact[line].plus(each.exact().get(k).times(scale));
      }
    }
    List<Share> shares = new ArrayList<>();
    long[] whole = Shares.of(given, List.of(exact));
    for (int line = 0; line < whole.length; line++) {
      if (whole[line] > 0) {
        shares.add(new Share(number(line), whole[line]));
      }
    }
    return shares;
  }

  private void reason(CompiledRule rule, long points, List<Integer> lines, String text) {
    reasons.add(new Reason(rule.rule().id(), points, numbers(lines), text));
  }

  private List<Integer> numbers(Iterable<Integer> lines) {
    List<Integer> numbers = new ArrayList<>();
    lines.forEach(line -> numbers.add(number(line)));
    return numbers;
  }

  private int number(int line) {
    return facts.lines.get(line).line().number();
  }

  /** In place of a rule's id, on the reason of the program's own limit; no rule has this id. */
  static final String LIMIT = "program.limit";
}
