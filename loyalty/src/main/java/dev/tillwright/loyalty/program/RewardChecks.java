package dev.tillwright.loyalty.program;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what a rule gives fits what it may give. */
final class RewardChecks {
  private final Program program;
  private final Rule rule;
  private final Map<String, List<Conjunction>> forms;

  RewardChecks(Program program, Rule rule, Map<String, List<Conjunction>> forms) {
    this.program = program;
    this.rule = rule;
    this.forms = forms;
  }

  List<Finding> run() {
    List<Finding> found = new ArrayList<>();
    long least = least();
    for (Limit limit : rule.limits()) {
      capped(limit.points(), least, "its limit", found);
    }
    for (Limit limit : program.limits()) {
      capped(limit.points(), least, "the program's limit", found);
    }
    budget().ifPresent(budget -> capped(budget.points(), least, "its budget", found));
    boolean gives = rule.earns() || rule.grows();
    if (gives && forms.containsKey(rule.id()) && uncapped()) {
      found.add(
          new Finding(
              Finding.Kind.NEVER_CAPPED,
              rule.id(),
              "",
              "neither the rule nor the program limits what one member is given"));
    }
    return found;
  }

  private boolean uncapped() {
    return Stream.concat(rule.limits().stream(), program.limits().stream()).findAny().isEmpty()
        && rule.budget() == null;
  }

  private void capped(long most, long least, String what, List<Finding> found) {
    if (most < least) {
      found.add(
          new Finding(
              Finding.Kind.CAP_BELOW_AWARD,
              rule.id(),
              "",
              what + " of " + most + " points is below the least it gives, " + least));
    }
  }

  private Optional<Budget> budget() {
    return program.budgets().stream()
        .filter(budget -> budget.id().equals(rule.budget()))
        .findFirst();
  }

  /** The least that the rule gives: all that is fixed together, else the least of the others. */
  private long least() {
    long fixed =
        rule.then().stream()
            .filter(Action.EarnFixed.class::isInstance)
            .mapToLong(action -> ((Action.EarnFixed) action).points())
            .sum();
    return fixed > 0
        ? fixed
        : rule.then().stream()
            .flatMap(action -> least(action).stream())
            .mapToLong(Long::longValue)
            .min()
            .orElse(0);
  }

  /** The least that an action gives when it gives anything; none where that is a fraction. */
  private static Optional<Long> least(Action action) {
    if (action instanceof Action.EarnSteps earn) {
      return earn.steps().stream().map(Action.EarnSteps.Step::points).min(Long::compare);
    }
    if (action instanceof Action.EarnPerAmount earn && earn.full()) {
      return Optional.of(whole(earn.points()));
    }
    return Optional.empty();
  }

  private static long whole(BigDecimal points) {
    return points.setScale(0, RoundingMode.DOWN).longValueExact();
  }
}
