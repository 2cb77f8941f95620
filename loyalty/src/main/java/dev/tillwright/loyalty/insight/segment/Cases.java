package dev.tillwright.loyalty.insight.segment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One way for a query to hold: bounds of figures, stages, goods that were bought or were not. */
final class Cases {
  private static final int MOST = 256;

  private record Key(Measure measure, int days) {}

  private final Map<Key, Bounds> bounds = new HashMap<>();
  private final EnumSet<Stage> stages = EnumSet.allOf(Stage.class);
  private final Set<SegmentQuery> bought = new HashSet<>();
  private final Set<SegmentQuery> unbought = new HashSet<>();

  private record Bounds(long min, long max) {
    static final Bounds ALL = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

    Bounds and(Bounds other) {
      long from = Math.max(min, other.min);
      long to = Math.min(max, other.max);
      return new Bounds(from, to);
    }
  }

  /** All ways; none when there are too many. */
  static Optional<List<Cases>> of(SegmentQuery query) {
    List<Cases> cases = ways(query, true);
    return cases.size() > MOST ? Optional.empty() : Optional.of(cases);
  }

  private static List<Cases> ways(SegmentQuery query, boolean holds) {
    if (query instanceof SegmentQuery.Not not) {
      return ways(not.of(), !holds);
    }
    if (query instanceof SegmentQuery.All all) {
      return holds ? together(all.of(), true) : either(all.of(), false);
    }
    if (query instanceof SegmentQuery.Any any) {
      return holds ? either(any.of(), true) : together(any.of(), false);
    }
    return leaf(query, holds);
  }

  private static List<Cases> either(List<SegmentQuery> of, boolean holds) {
    List<Cases> all = new ArrayList<>();
    for (SegmentQuery each : of) {
      if (all.size() <= MOST) {
        all.addAll(ways(each, holds));
      }
    }
    return all;
  }

  private static List<Cases> together(List<SegmentQuery> of, boolean holds) {
    List<Cases> all = List.of(new Cases());
    for (SegmentQuery each : of) {
      List<Cases> next = new ArrayList<>();
      for (Cases one : ways(each, holds)) {
        for (Cases other : all) {
          if (next.size() <= MOST) {
            next.add(one.and(other));
          }
        }
      }
      all = next;
    }
    return all;
  }

  private static List<Cases> leaf(SegmentQuery query, boolean holds) {
    List<Cases> cases = new ArrayList<>();
    if (query instanceof SegmentQuery.InStage in) {
      Cases one = new Cases();
      one.stages.removeIf(stage -> in.stages().contains(stage) != holds);
      cases.add(one);
    } else if (query instanceof SegmentQuery.Bought it) {
      Cases one = new Cases();
      (holds ? one.bought : one.unbought).add(it);
      cases.add(one);
    } else if (query instanceof SegmentQuery.Range range) {
      Key key = new Key(range.measure(), range.days());
      Long min = range.min();
      Long max = range.max();
      if (holds) {
        cases.add(
            bounded(key, min == null ? Long.MIN_VALUE : min, max == null ? Long.MAX_VALUE : max));
      } else {
        if (min != null && min > Long.MIN_VALUE) {
          cases.add(bounded(key, Long.MIN_VALUE, min - 1));
        }
        if (max != null && max < Long.MAX_VALUE) {
          cases.add(bounded(key, max + 1, Long.MAX_VALUE));
        }
      }
    }
    return cases;
  }

  private static Cases bounded(Key key, long min, long max) {
    Cases one = new Cases();
    one.bounds.put(key, new Bounds(min, max));
    return one;
  }

  private Cases and(Cases other) {
    Cases both = copy();
    other.bounds.forEach((key, value) -> both.narrow(key, value));
    both.stages.retainAll(other.stages);
    both.bought.addAll(other.bought);
    both.unbought.addAll(other.unbought);
    return both;
  }

  private Cases copy() {
    Cases copy = new Cases();
    copy.bounds.putAll(bounds);
    copy.stages.retainAll(stages);
    copy.bought.addAll(bought);
    copy.unbought.addAll(unbought);
    return copy;
  }

  private void narrow(Key key, Bounds by) {
    bounds.merge(key, by, Bounds::and);
  }

  private void atLeast(Measure measure, int days, long min) {
    narrow(new Key(measure, days), new Bounds(min, Long.MAX_VALUE));
  }

  private void atMost(Measure measure, int days, long max) {
    narrow(new Key(measure, days), new Bounds(Long.MIN_VALUE, max));
  }

  /** Whether some member could be so, at one of the stages. */
  boolean possible(SegmentRules rules) {
    if (bought.stream().anyMatch(unbought::contains)) {
      return false;
    }
    return stages.stream().anyMatch(stage -> copy().at(stage, rules));
  }

  private boolean at(Stage stage, SegmentRules rules) {
    stage(stage, rules.lifecycle());
    atLeast(Measure.RECENCY, 0, 0);
    atLeast(Measure.PURCHASES, 0, 1);
    scores(rules.rfm());
    for (Map.Entry<Key, Bounds> each : Map.copyOf(bounds).entrySet()) {
      if (each.getKey().measure() == Measure.PURCHASES) {
        atLeast(Measure.PURCHASES, each.getKey().days(), 0);
        longerWindows(each.getKey().days(), each.getValue().min());
      }
    }
    // Who bought last so long ago bought first at least as long ago.
    atLeast(Measure.TENURE, 0, bound(Measure.RECENCY, 0).min());
    return bounds.values().stream().allMatch(it -> it.min() <= it.max());
  }

  /** Who bought so often in a window did so in each longer one. */
  private void longerWindows(int days, long min) {
    for (Key key : Set.copyOf(bounds.keySet())) {
      boolean longer = key.days() == 0 || days != 0 && key.days() > days;
      if (key.measure() == Measure.PURCHASES && longer) {
        atLeast(Measure.PURCHASES, key.days(), min);
      }
    }
  }

  private void stage(Stage stage, Lifecycle life) {
    switch (stage) {
      case LOST -> atLeast(Measure.RECENCY, 0, life.lostDays());
      case SILENT -> {
        atLeast(Measure.RECENCY, 0, life.silentDays());
        atMost(Measure.RECENCY, 0, life.lostDays() - 1);
      }
      case AT_RISK -> {
        atLeast(Measure.RECENCY, 0, life.rhythm() > 0 ? 0 : life.atRiskDays());
        atMost(Measure.RECENCY, 0, life.silentDays() - 1);
      }
      case NEW, LOYAL, OCCASIONAL -> {
        atMost(Measure.RECENCY, 0, life.atRiskDays() - 1);
        if (stage == Stage.NEW) {
          atMost(Measure.TENURE, 0, life.newDays() - 1);
        }
        if (stage == Stage.LOYAL) {
          atLeast(Measure.PURCHASES, life.loyalDays(), life.loyalPurchases());
        } else {
          atMost(Measure.PURCHASES, life.loyalDays(), life.loyalPurchases() - 1);
        }
      }
    }
  }

  private void scores(RfmCuts cuts) {
    Bounds r = score(Measure.R, cuts.recency().size());
    int n = cuts.recency().size();
    if (r.min() > 1 && r.min() <= n + 1L) {
      atMost(Measure.RECENCY, 0, cuts.recency().get(n - (int) r.min() + 1));
    }
    if (r.max() >= 1 && r.max() <= n) {
      atLeast(Measure.RECENCY, 0, cuts.recency().get(n - (int) r.max()) + 1);
    }
    score(Measure.F, Measure.PURCHASES, cuts.days(), cuts.frequency());
    score(Measure.M, Measure.SPENT, cuts.days(), cuts.monetary());
  }

  private void score(Measure score, Measure of, int days, List<Long> cuts) {
    Bounds bound = score(score, cuts.size());
    if (bound.min() > 1 && bound.min() <= cuts.size() + 1L) {
      atLeast(of, days, cuts.get((int) bound.min() - 2));
    }
    if (bound.max() >= 1 && bound.max() <= cuts.size()) {
      atMost(of, days, cuts.get((int) bound.max() - 1) - 1);
    }
  }

  private Bounds score(Measure score, int cuts) {
    narrow(new Key(score, 0), new Bounds(1, cuts + 1L));
    return bound(score, 0);
  }

  private Bounds bound(Measure measure, int days) {
    return bounds.getOrDefault(new Key(measure, days), Bounds.ALL);
  }
}
