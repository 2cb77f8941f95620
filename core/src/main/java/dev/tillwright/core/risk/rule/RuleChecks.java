package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.risk.rule.RuleFinding.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be said of a set without any act: of its parts, and how its rules stand together. */
final class RuleChecks {
  /** A window holds so many acts, of at most so much each. */
  private static final long MOST_ACTS = 1 << 20;

  private final RiskRules set;
  private final Grounds grounds;
  private final List<RuleFinding> found = new ArrayList<>();
  private final Map<RiskRule, List<Terms>> live = new LinkedHashMap<>();

  RuleChecks(RiskRules set) {
    this.set = set;
    this.grounds = set.grounds();
  }

  List<RuleFinding> run() {
    set.measures().forEach(this::window);
    for (RiskRule rule : set.rules()) {
      if (rule.status() != RiskRule.Status.RETIRED) {
        alone(rule);
      }
    }
    pairs();
    unused();
    return List.copyOf(found);
  }

  private void find(Kind kind, String part, String other, String reason) {
    found.add(new RuleFinding(kind, part, other, reason));
  }

  private void window(Measure measure) {
    boolean keyed =
        measure.kinds().stream()
            .anyMatch(kind -> measure.by().stream().allMatch(it -> has(kind, it)));
    Optional<List<Terms>> ways = Terms.of(measure.when());
    boolean may =
        ways.isEmpty() || measure.kinds().stream().anyMatch(kind -> mayHold(ways.get(), kind));
    if (!keyed || !may) {
      find(
          Kind.EMPTY_WINDOW,
          measure.id(),
          "",
          keyed ? "no act it counts can meet its condition" : "no act it counts has such a key");
    }
  }

  private static boolean has(ActKind kind, Dimension dimension) {
    return switch (dimension) {
      case CARD, BIN -> Field.CARD.fits(kind);
      case MEMBER -> Field.MEMBER.fits(kind);
      case DEVICE, OPERATOR -> true;
    };
  }

  private boolean mayHold(List<Terms> ways, ActKind kind) {
    return ways.stream().anyMatch(it -> it.mayHold(kind, grounds));
  }

  private void alone(RiskRule rule) {
    rule.when()
        .leaves()
        .filter(it -> it instanceof Condition.Count count && count.atLeast() > MOST_ACTS)
        .findFirst()
        .ifPresent(
            it ->
                find(
                    Kind.OUT_OF_REACH,
                    rule.id(),
                    "",
                    "a window holds at most " + MOST_ACTS + " acts"));
    Optional<List<Terms>> ways = Terms.of(rule.when());
    if (ways.isEmpty()) {
      find(Kind.NOT_COMPARED, rule.id(), "", "its conditions hold in too many ways");
      return;
    }
    Set<ActKind> never = new HashSet<>(rule.on());
    never.removeIf(kind -> mayHold(ways.get(), kind));
    if (never.size() == rule.on().size()) {
      find(Kind.NEVER_MATCHES, rule.id(), "", "its conditions never hold together");
      return;
    }
    live.put(rule, ways.get());
  }

  private void pairs() {
    List<RiskRule> rules = List.copyOf(live.keySet());
    for (int i = 0; i < rules.size(); i++) {
      for (int j = 0; j < rules.size(); j++) {
        if (i != j && covers(rules.get(j), rules.get(i))) {
          compare(rules.get(i), rules.get(j), i < j);
        }
      }
    }
  }

  /** Whether one counts wherever the other does. */
  private boolean covers(RiskRule one, RiskRule other) {
    List<Terms> mine = live.getOrDefault(one, List.of());
    return one.status() == RiskRule.Status.APPROVED
        && one.on().containsAll(other.on())
        && live.getOrDefault(other, List.of()).stream()
            .allMatch(theirs -> mine.stream().anyMatch(it -> it.covers(theirs, grounds)));
  }

  private void compare(RiskRule rule, RiskRule wider, boolean first) {
    boolean both = covers(rule, wider);
    boolean same = rule.outcome() == wider.outcome() && rule.ask().equals(wider.ask());
    if (both) {
      if (first) { // of two that hold of the same, one is told
        find(
            same ? Kind.DUPLICATE : Kind.CONTRADICTORY,
            rule.id(),
            wider.id(),
            same
                ? "both hold of the same and ask for the same"
                : "both hold of the same and ask for "
                    + rule.outcome()
                    + " and "
                    + wider.outcome());
      }
    } else if (wider.outcome().compareTo(rule.outcome()) > 0
        || wider.outcome() == rule.outcome() && wider.ask().containsAll(rule.ask())) {
      find(
          Kind.SHADOWED,
          rule.id(),
          wider.id(),
          "wherever it holds, the other asks for as much or more");
    }
  }

  private void unused() {
    Set<String> measures = new HashSet<>();
    Set<String> lists = new HashSet<>();
    Stream.concat(
            set.rules().stream().map(RiskRule::when), set.measures().stream().map(Measure::when))
        .flatMap(Condition::leaves)
        .forEach(
            leaf -> {
              if (leaf instanceof Condition.Count it) {
                measures.add(it.measure());
              } else if (leaf instanceof Condition.Sum it) {
                measures.add(it.measure());
              } else if (leaf instanceof Condition.Ratio it) {
                measures.addAll(List.of(it.of(), it.to()));
              } else if (leaf instanceof Condition.In it && it.list() != null) {
                lists.add(it.list());
              } else if (leaf instanceof Condition.Issuer it && it.list() != null) {
                lists.add(it.list());
              }
            });
    set.measures().stream()
        .filter(it -> !measures.contains(it.id()))
        .forEach(it -> find(Kind.UNUSED, it.id(), "", "no rule names this measure"));
    grounds.lists().keySet().stream()
        .filter(it -> !lists.contains(it))
        .forEach(it -> find(Kind.UNUSED, it, "", "no rule names this list"));
  }
}
