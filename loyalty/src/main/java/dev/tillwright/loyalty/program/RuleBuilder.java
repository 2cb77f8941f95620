package dev.tillwright.loyalty.program;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a rule. Defaults: approved, always in force, no group, priority 0, no conditions, the
 * program's base, no limits, no budget, no text; the scope is {@code LINE} when a condition looks
 * at a line. Not for several threads.
 */
public final class RuleBuilder {
  private final String id;
  private final List<Action> then = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();
  private final Map<String, String> text = new LinkedHashMap<>();
  private Rule.Status status = Rule.Status.APPROVED;
  private Effective effective = Effective.ALWAYS;
  private Condition when = Condition.always();
  private int priority;
  private @Nullable String group;
  private @Nullable Base base;
  private @Nullable String budget;

  RuleBuilder(String id) {
    this.id = Objects.requireNonNull(id, "id");
  }

  public RuleBuilder status(Rule.Status of) {
    status = of;
    return this;
  }

  /** In force from a wall time of the program's zone to before another. */
  public RuleBuilder effective(@Nullable LocalDateTime from, @Nullable LocalDateTime to) {
    effective = new Effective(from, to);
    return this;
  }

  /** One of a group, with its priority there. */
  public RuleBuilder group(String of, int first) {
    group = of;
    priority = first;
    return this;
  }

  public RuleBuilder when(Condition condition) {
    when = condition;
    return this;
  }

  public RuleBuilder base(Base of) {
    base = of;
    return this;
  }

  /** One more thing that it does. */
  public RuleBuilder then(Action action) {
    then.add(action);
    return this;
  }

  /** One more limit. */
  public RuleBuilder limit(Limit limit) {
    limits.add(limit);
    return this;
  }

  public RuleBuilder budget(String of) {
    budget = of;
    return this;
  }

  /** Its name for the customer in one language. */
  public RuleBuilder text(String language, String name) {
    text.put(language, name);
    return this;
  }

  /** The rule; whether it can be is checked with its program. */
  public Rule build() {
    Rule.Scope scope = when.ofLine() ? Rule.Scope.LINE : Rule.Scope.BASKET;
    return new Rule(
        id, status, scope, effective, group, priority, when, base, then, limits, budget, text);
  }
}
