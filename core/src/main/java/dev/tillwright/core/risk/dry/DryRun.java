package dev.tillwright.core.risk.dry;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.RiskDecision;
import dev.tillwright.core.risk.RiskEngine;
import dev.tillwright.core.risk.RiskReason;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActFold;
import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.risk.act.HeapMemory;
import dev.tillwright.core.risk.rule.RiskRule;
import dev.tillwright.core.risk.rule.RiskRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A set of rules, drafts included, over entries that stand in a journal or an export of one. It is
 * the till's own engine and its own reading of entries; what is decided has no effect, and what
 * rules would have stopped is counted as it happened.
 *
 * <p>Entries of several tills may be mixed; each till's stand in their order and are counted apart.
 * Not for several threads.
 */
public final class DryRun {
  private static final int MOST_EXAMPLES = 10;

  private final RiskRules rules;
  private final Labels labels;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<String, Count> counts = new LinkedHashMap<>();
  private final Map<String, Set<String>> found = new HashMap<>();
  private long acts;
  private long allowed;

  private record Lane(ActFold fold, RiskEngine engine) {}

  /** What one rule came to. */
  private static final class Count {
    private long hits;
    private long right;
    private Money amount;
    private final List<RuleHits.Example> examples = new ArrayList<>();
    private final Map<String, Long> kinds = new HashMap<>();
    private final Map<String, Set<String>> found = new HashMap<>();

    private Count(Money nothing) {
      amount = nothing;
    }
  }

  private DryRun(RiskRules rules, Labels labels) {
    this.rules = Objects.requireNonNull(rules, "rules");
    this.labels = Objects.requireNonNull(labels, "labels");
    Money nothing = Money.zero(rules.grounds().currency());
    for (RiskRule rule : rules.rules()) {
      if (rule.status() != RiskRule.Status.RETIRED) {
        counts.put(rule.id(), new Count(nothing));
      }
    }
  }

  /** Begins one. */
  public static DryRun of(RiskRules rules) {
    return new DryRun(rules, Labels.NONE);
  }

  /** Begins one over a past of which something is known. */
  public static DryRun of(RiskRules rules, Labels labels) {
    return new DryRun(rules, labels);
  }

  /** One more entry. */
  public void apply(Entry entry) {
    Lane lane =
        lanes.computeIfAbsent(
            entry.terminal(),
            it -> new Lane(new ActFold(new HeapMemory()), RiskEngine.withDrafts(rules)));
    for (Act act : lane.fold().apply(entry)) {
      // What the host declined had been asked for, and the till would have decided about it.
      Act asked = act.kind() == ActKind.DECLINED ? act.with().kind(ActKind.TENDER).build() : act;
      if (asked.isDecided()) {
        acts++;
        RiskDecision decision = lane.engine().decide(asked);
        allowed += decision.isAllowed() ? 1 : 0;
        decision.reasons().forEach(reason -> hit(entry, act, reason));
      }
      lane.engine().happened(act);
    }
  }

  private void hit(Entry entry, Act act, RiskReason reason) {
    Count count = Objects.requireNonNull(counts.get(reason.rule()), "count");
    count.hits++;
    if (act.amount().currency().equals(count.amount.currency())) {
      count.amount = count.amount.plus(act.amount());
    }
    if (count.examples.size() < MOST_EXAMPLES) {
      count.examples.add(new RuleHits.Example(entry.terminal(), entry.seq(), reason.detail()));
    }
    labels
        .of(entry.terminal(), entry.seq())
        .ifPresent(
            label -> {
              count.right++;
              count.kinds.merge(label.kind(), 1L, Long::sum);
              count.found.computeIfAbsent(label.kind(), k -> new HashSet<>()).add(label.name());
              found.computeIfAbsent(label.kind(), k -> new HashSet<>()).add(label.name());
            });
  }

  /** What it came to so far. */
  public DryReport report() {
    List<RuleHits> hits = new ArrayList<>();
    counts.forEach((id, count) -> hits.add(hits(rules.rule(id).orElseThrow(), count)));
    Map<String, Long> foundBy = new HashMap<>();
    found.forEach((kind, all) -> foundBy.put(kind, (long) all.size()));
    Map<String, Long> cases = new HashMap<>();
    labels.cases().forEach((kind, all) -> cases.put(kind, (long) all.size()));
    return new DryReport(
        rules.name() + " " + rules.version(),
        rules.digest(),
        acts,
        allowed,
        hits,
        foundBy,
        cases,
        !labels.isEmpty());
  }

  private RuleHits hits(RiskRule rule, Count count) {
    Optional<String> kind =
        count.kinds.entrySet().stream()
            .max(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
            .map(Map.Entry::getKey);
    return new RuleHits(
        rule.id(),
        rule.version(),
        rule.outcome(),
        count.hits,
        count.amount,
        count.examples,
        count.right,
        kind,
        kind.map(it -> (long) count.found.getOrDefault(it, Set.of()).size()).orElse(0L),
        kind.map(it -> (long) labels.cases().getOrDefault(it, Set.of()).size()).orElse(0L));
  }

  /** How many steps the windows took, in all. */
  public long steps() {
    return lanes.values().stream().mapToLong(it -> it.engine().windows().steps()).sum();
  }
}
