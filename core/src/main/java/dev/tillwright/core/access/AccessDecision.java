package dev.tillwright.core.access;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whether one may. */
public sealed interface AccessDecision {

  /** Exactly one of the functions is called. */
  default <T> T match(Supplier<T> allowed, Function<Refused, T> refused) {
    return this instanceof Refused it ? refused.apply(it) : allowed.get();
  }

  /** Whether one may. */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /** One may. */
  record Allowed() implements AccessDecision {}

  /**
   * One may not; nothing has happened.
   *
   * @param refusal why
   */
  record Refused(AccessRefusal refusal) implements AccessDecision {
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
    }
  }
}
