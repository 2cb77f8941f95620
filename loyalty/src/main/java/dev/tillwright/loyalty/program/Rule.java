package dev.tillwright.loyalty.program;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a program.
 *
 * @param id unique in the program, 1 to 64 of a-z, 0-9 and the hyphen
 * @param scope what it selects
 * @param effective when it is in force
 * @param when which lines or baskets it selects
 * @param then what it does, in order; at least one
 * @param limits what it gives at most
 * @param text its name for the customer, by language; may be empty
 */
public record Rule(
    String id,
    Scope scope,
    Effective effective,
    Condition when,
    List<Action> then,
    List<Limit> limits,
    Map<String, String> text) {
  public Rule {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(effective, "effective");
    Objects.requireNonNull(when, "when");
    then = List.copyOf(then);
    limits = List.copyOf(limits);
    text = Map.copyOf(text);
  }

  /** Whether it keeps lines from earning. */
  public boolean excludes() {
    return then.stream().anyMatch(Action.Exclude.class::isInstance);
  }

  /** What a rule selects. */
  public enum Scope {
    /** The lines for which its conditions hold. */
    LINE,
    /** The whole basket when its conditions hold; they look at no line. */
    BASKET
  }

  /**
   * In wall time of the program's zone.
   *
   * @param from included; {@code null} for ever before
   * @param to excluded; {@code null} for ever after
   */
  public record Effective(@Nullable LocalDateTime from, @Nullable LocalDateTime to) {
    /** Without beginning and end. */
    public static final Effective ALWAYS = new Effective(null, null);

    /** Whether it is in force at this wall time. */
    public boolean at(LocalDateTime time) {
      return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }
  }
}
