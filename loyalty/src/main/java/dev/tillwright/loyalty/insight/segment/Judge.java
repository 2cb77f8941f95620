package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds one member's history against the rules, as of one instant. Pure. */
final class Judge {
  private final SegmentRules rules;
  private final MemberHistory history;
  private final Instant at;
  private final LocalDate first;
  private final LocalDate last;
  private final long recency;
  private final long tenure;
  private final long purchases;
  private final long spent;
  private final Rfm rfm;
  private final Stage stage;
  private final Map<Integer, Long> purchasesIn = new HashMap<>();
  private String reason = "";

  Judge(SegmentRules rules, MemberHistory history, Instant at, Instant first, Instant last) {
    this.rules = rules;
    this.history = history;
    this.at = at;
    this.first = rules.day(first);
    this.last = rules.day(last);
    LocalDate today = rules.day(at);
    this.recency = today.toEpochDay() - this.last.toEpochDay();
    this.tenure = today.toEpochDay() - this.first.toEpochDay();
    this.purchases = purchases(rules.rfm().days());
    this.spent = history.spent(rules.since(at, rules.rfm().days()));
    this.rfm = rules.rfm().score(recency, purchases, spent);
    this.stage = stage();
  }

  Standing standing(String member) {
    Set<String> segments = new TreeSet<>();
    segments.add(Segment.of(stage));
    for (Segment each : rules.segments()) {
      if (holds(each.when())) {
        segments.add(each.id());
      }
    }
    return new Standing(
        member,
        at,
        stage,
        reason,
        first,
        last,
        rfm,
        purchases,
        Money.ofMinor(spent, rules.currency()),
        segments);
  }

  /** Whether he is in a segment, without asking for the others. */
  boolean in(String segment) {
    return Segment.of(stage).equals(segment)
        || rules.segment(segment).map(it -> holds(it.when())).orElse(false);
  }

  Stage at() {
    return stage;
  }

  private long purchases(int days) {
    return purchasesIn.computeIfAbsent(days, it -> history.purchases(rules.since(at, it)));
  }

  private Stage stage() {
    Lifecycle life = rules.lifecycle();
    String away = "bought last on " + last + ", " + days(recency) + " ago";
    if (recency >= life.lostDays()) {
      return said(Stage.LOST, away + ": lost from " + days(life.lostDays()));
    }
    if (recency >= life.silentDays()) {
      return said(Stage.SILENT, away + ": silent from " + days(life.silentDays()));
    }
    if (recency >= life.atRiskDays()) {
      return said(Stage.AT_RISK, away + ": at risk from " + days(life.atRiskDays()));
    }
    long ever = life.rhythm() == 0 ? 0 : purchases(0);
    long between = last.toEpochDay() - first.toEpochDay();
    // Away for longer than so many mean gaps, in whole numbers.
    if (ever >= Lifecycle.RHYTHM_FROM
        && recency * (ever - 1) > life.rhythm() * between
        && between > 0) {
      return said(
          Stage.AT_RISK,
          away + ", after " + ever + " purchases in " + days(between) + " since " + first);
    }
    long often = purchases(life.loyalDays());
    if (often >= life.loyalPurchases()) {
      return said(
          Stage.LOYAL,
          often + " purchases in the " + days(life.loyalDays()) + " before, the last on " + last);
    }
    if (tenure < life.newDays()) {
      return said(Stage.NEW, "bought first on " + first + ", " + days(tenure) + " ago");
    }
    return said(
        Stage.OCCASIONAL,
        often
            + (often == 1 ? " purchase" : " purchases")
            + " in the "
            + days(life.loyalDays())
            + " before, the first of all on "
            + first
            + ", the last on "
            + last);
  }

  private Stage said(Stage where, String why) {
    reason = why;
    return where;
  }

  private static String days(long count) {
    return count == 1 ? "1 day" : count + " days";
  }

  private boolean holds(SegmentQuery query) {
    if (query instanceof SegmentQuery.All all) {
      return all.of().stream().allMatch(this::holds);
    } else if (query instanceof SegmentQuery.Any any) {
      return any.of().stream().anyMatch(this::holds);
    } else if (query instanceof SegmentQuery.Not not) {
      return !holds(not.of());
    } else if (query instanceof SegmentQuery.InStage in) {
      return in.stages().contains(stage);
    } else if (query instanceof SegmentQuery.Range range) {
      return range.holds(value(range));
    }
    SegmentQuery.Bought bought = (SegmentQuery.Bought) query;
    return history.bought(bought, rules.since(at, bought.days())) >= bought.min();
  }

  private long value(SegmentQuery.Range range) {
    return switch (range.measure()) {
      case RECENCY -> recency;
      case TENURE -> tenure;
      case PURCHASES -> purchases(range.days());
      case SPENT -> history.spent(rules.since(at, range.days()));
      case R -> rfm.recency();
      case F -> rfm.frequency();
      case M -> rfm.monetary();
    };
  }
}
