package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Budget;
import dev.tillwright.loyalty.program.Limit;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Cuts whole points down to what limits and budgets leave: rule by rule, then all together. */
final class Caps {
  private final Program program;
  private final Facts facts;
  private final List<Earned> earned;
  private final long[] points;
  private final List<Cut> cuts = new ArrayList<>();
  private final Map<String, Long> drawn = new HashMap<>();
  private long given;

  Caps(Program program, Facts facts, List<Earned> earned, long[] rounded) {
    this.program = program;
    this.facts = facts;
    this.earned = earned;
    this.points = rounded.clone();
    TreeSet<Integer> places = new TreeSet<>();
    earned.forEach(each -> places.add(each.rule().place()));
    for (int place : places) {
      ofRule(place);
    }
    ofProgram();
  }

  /** What each action gives after the cuts of its rule, before those of the program. */
  long[] points() {
    return points;
  }

  /** What all give after all cuts. */
  long given() {
    return given;
  }

  List<Cut> cuts() {
    return cuts;
  }

  private void ofRule(int place) {
    CompiledRule rule = null;
    long sum = 0;
    for (int i = 0; i < points.length; i++) {
      if (earned.get(i).rule().place() == place) {
        rule = earned.get(i).rule();
        sum = Math.addExact(sum, points[i]);
      }
    }
    if (rule == null || sum == 0) {
      return;
    }
    for (Limit limit : rule.rule().limits()) {
      long left = left(limit, rule.rule().id());
      long kept = kept(sum, left, limit.cut());
      cut(rule, limit, null, left, sum - kept);
      sum = kept;
    }
    Budget budget = budget(rule.rule().budget());
    if (budget != null) {
      long before =
          Math.addExact(
              facts.purchase.tallies().drawn(budget.id()), drawn.getOrDefault(budget.id(), 0L));
      long left = Math.max(0, budget.points() - before);
      long kept = kept(sum, left, budget.cut());
      cut(rule, null, budget, left, sum - kept);
      sum = kept;
      drawn.merge(budget.id(), kept, Math::addExact);
    }
    keep(place, sum);
  }

  private void ofProgram() {
    given = 0;
    for (long each : points) {
      given = Math.addExact(given, each);
    }
    for (Limit limit : program.limits()) {
      long left = left(limit, "");
      long kept = kept(given, left, limit.cut());
      cut(null, limit, null, left, given - kept);
      given = kept;
    }
  }

  private long left(Limit limit, String rule) {
    Shopper member = facts.member;
    if (limit.per() == Span.TRANSACTION || member == null) {
      return limit.points();
    }
    long before =
        facts
            .purchase
            .tallies()
            .given(
                member.id(),
                rule,
                facts.start(limit.per(), limit.zone()),
                facts.end(limit.per(), limit.zone()))
            .points();
    return Math.max(0, limit.points() - before);
  }

  private static long kept(long points, long left, Limit.Cut cut) {
    return points <= left ? points : cut == Limit.Cut.PARTIAL ? left : 0;
  }

  private void cut(
      @Nullable CompiledRule rule,
      @Nullable Limit limit,
      @Nullable Budget budget,
      long left,
      long fewer) {
    if (fewer > 0) {
      TreeSet<Integer> positions = new TreeSet<>();
      for (Earned each : earned) {
        if (rule == null || each.rule().place() == rule.place()) {
          positions.addAll(each.chosen().positions());
        }
      }
      cuts.add(new Cut(rule, limit, budget, left, fewer, List.copyOf(positions)));
    }
  }

  /** The later actions of a rule give way first. */
  private void keep(int place, long sum) {
    long left = sum;
    for (int i = 0; i < points.length; i++) {
      if (earned.get(i).rule().place() == place) {
        points[i] = Math.min(left, points[i]);
        left -= points[i];
      }
    }
  }

  private @Nullable Budget budget(@Nullable String id) {
    return program.budgets().stream()
        .filter(budget -> budget.id().equals(id))
        .findFirst()
        .orElse(null);
  }
}
