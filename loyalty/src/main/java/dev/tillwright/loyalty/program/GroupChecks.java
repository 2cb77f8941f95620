package dev.tillwright.loyalty.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How rules stand to each other: within groups, and as twins. */
final class GroupChecks {
  /** Rules of one group that are compared pair by pair. */
  private static final int MOST = 1_000;

  private final Program program;
  private final List<Rule> live;
  private final Map<String, List<Conjunction>> forms;
  private final List<Finding> found = new ArrayList<>();

  GroupChecks(Program program, List<Rule> live, Map<String, List<Conjunction>> forms) {
    this.program = program;
    this.live = live;
    this.forms = forms;
  }

  List<Finding> run() {
    twins();
    Map<String, List<Rule>> groups = new HashMap<>();
    for (Rule rule : live) {
      if (rule.group() != null && forms.containsKey(rule.id())) {
        groups.computeIfAbsent(rule.group(), id -> new ArrayList<>()).add(rule);
      }
    }
    for (Group group : program.groups()) {
      List<Rule> of = groups.getOrDefault(group.id(), List.of());
      if (group.pick() == Group.Pick.PRIORITY) {
        if (of.size() > MOST) {
          found.add(
              new Finding(
                  Finding.Kind.NOT_COMPARED, "", "", "group " + group.id() + " is too large"));
        } else {
          of.forEach(rule -> compare(rule, of));
        }
      }
    }
    return found;
  }

  private void twins() {
    Map<List<Object>, Rule> seen = new HashMap<>();
    for (Rule rule : live) {
      String base = String.valueOf(rule.base());
      Rule twin =
          seen.putIfAbsent(
              List.of(rule.scope(), rule.effective(), rule.when(), rule.then(), base), rule);
      if (twin != null) {
        found.add(
            new Finding(
                Finding.Kind.DUPLICATE,
                rule.id(),
                twin.id(),
                "both have the same time, conditions and rewards"));
      }
    }
  }

  private void compare(Rule rule, List<Rule> group) {
    List<Conjunction> mine = forms.getOrDefault(rule.id(), List.of());
    for (Rule other : group) {
      List<Conjunction> theirs = forms.getOrDefault(other.id(), List.of());
      boolean first =
          other.priority() > rule.priority()
              || other.priority() == rule.priority() && other.id().compareTo(rule.id()) < 0;
      if (!first) {
        continue;
      }
      if (other.status() == Rule.Status.APPROVED
          && within(rule, other)
          && mine.stream().allMatch(m -> theirs.stream().anyMatch(t -> t.covers(m)))) {
        found.add(
            new Finding(
                Finding.Kind.SHADOWED,
                rule.id(),
                other.id(),
                "wherever it counts, the other rule of the group counts first"));
        return;
      }
      if (other.priority() == rule.priority() && meet(rule, other) && mayMeet(mine, theirs)) {
        found.add(
            new Finding(
                Finding.Kind.EQUAL_PRIORITY,
                rule.id(),
                other.id(),
                "both have priority " + rule.priority() + " and may select the same"));
      }
    }
  }

  static boolean mayMeet(List<Conjunction> one, List<Conjunction> other) {
    return one.stream().anyMatch(a -> other.stream().anyMatch(a::mayMeet));
  }

  private boolean within(Rule rule, Rule other) {
    return !start(other).isAfter(start(rule)) && !end(other).isBefore(end(rule));
  }

  private boolean meet(Rule rule, Rule other) {
    return start(rule).isBefore(end(other)) && start(other).isBefore(end(rule));
  }

  private Instant start(Rule rule) {
    return rule.effective().start(program.zone()).orElse(Instant.MIN);
  }

  private Instant end(Rule rule) {
    return rule.effective().end(program.zone()).orElse(Instant.MAX);
  }
}
