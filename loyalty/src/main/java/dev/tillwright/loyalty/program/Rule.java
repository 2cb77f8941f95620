package dev.tillwright.loyalty.program;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a program. Make one with {@link #builder}.
 *
 * @param id unique in the program, 1 to 64 of a-z, 0-9 and the hyphen
 * @param status whether it counts at all
 * @param scope what it selects
 * @param effective when it is in force
 * @param group of which only one rule counts; {@code null} for none
 * @param priority the larger goes first within the group
 * @param when which lines or baskets it selects
 * @param base the money that earns, where it is not the program's; {@code null} otherwise
 * @param then what it does, in order; at least one
 * @param limits what it gives at most
 * @param budget on which it draws; {@code null} for none
 * @param text its name for the customer, by language; may be empty
 */
public record Rule(
    String id,
    Status status,
    Scope scope,
    Effective effective,
    @Nullable String group,
    int priority,
    Condition when,
    @Nullable Base base,
    List<Action> then,
    List<Limit> limits,
    @Nullable String budget,
    Map<String, String> text) {
  public Rule {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(effective, "effective");
    Objects.requireNonNull(when, "when");
    then = List.copyOf(then);
    limits = List.copyOf(limits);
    text = Map.copyOf(text);
  }

  /** A rule that selects what it says, always in force, approved, without limits. */
  public static RuleBuilder builder(String id) {
    return new RuleBuilder(id);
  }

  /** What its lines keep out of, when it is a rule that excludes. */
  public Optional<Action.Exclude.From> excludes() {
    return then.get(0) instanceof Action.Exclude exclude
        ? Optional.of(exclude.from())
        : Optional.empty();
  }

  /** Whether it keeps lines from earning. */
  public boolean excludesPoints() {
    return excludes(Action.Exclude.From.POINTS) || excludes(Action.Exclude.From.ALL);
  }

  /** Whether it keeps lines from promotions. */
  public boolean excludesDiscounts() {
    return excludes(Action.Exclude.From.DISCOUNTS) || excludes(Action.Exclude.From.ALL);
  }

  /** Whether the lines it selects cannot be paid with points. */
  public boolean excludesRedemption() {
    return excludes(Action.Exclude.From.REDEMPTION);
  }

  private boolean excludes(Action.Exclude.From what) {
    return excludes().filter(what::equals).isPresent();
  }

  /** Whether it takes something off the price. */
  public boolean reduces() {
    return then.get(0) instanceof Action.Reduce;
  }

  /** Whether it gives points of its own. */
  public boolean earns() {
    return then.stream().anyMatch(Action.Earn.class::isInstance);
  }

  /** Whether it makes more of what others earned. */
  public boolean grows() {
    return then.stream().anyMatch(Action.Grow.class::isInstance);
  }

  /** Whether a rule counts at all. */
  public enum Status {
    /** Only in a simulation. */
    DRAFT,
    APPROVED,
    /** No more. */
    RETIRED
  }

  /** What a rule selects. */
  public enum Scope {
    /** The lines for which its conditions hold. */
    LINE,
    /** The whole basket when its conditions hold; they look at no line. */
    BASKET
  }
}
