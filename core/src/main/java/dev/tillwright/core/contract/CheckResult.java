package dev.tillwright.core.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** What a run of a check gave. */
public sealed interface CheckResult {

  /** Which check. */
  Check check();

  /** One line for people, without the text of foreign exceptions, which may hold anything. */
  String text();

  /** Whether the promise was made at all. */
  default boolean applies() {
    return !(this instanceof NotApplicable);
  }

  /**
   * For JUnit and its like.
   *
   * @throws AssertionError when it failed, with what happened as its cause
   */
  default void orThrow() {
    if (this instanceof Failed failed) {
      throw new AssertionError(failed.text(), failed.error());
    }
  }

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<Passed, T> passed,
      Function<Failed, T> failed,
      Function<NotApplicable, T> notApplicable) {
    if (this instanceof Passed it) {
      return passed.apply(it);
    } else if (this instanceof Failed it) {
      return failed.apply(it);
    } else {
      return notApplicable.apply((NotApplicable) this);
    }
  }

  /** The promise held. */
  record Passed(Check check, Duration took) implements CheckResult {
    public Passed {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(took, "took");
    }

    @Override
    public String text() {
      return "passed: " + check.name();
    }
  }

  /**
   * The promise did not hold, or could not be checked in time.
   *
   * @param error what was thrown; a {@link BrokenPromise} when the check itself says so
   */
  record Failed(Check check, Duration took, Throwable error) implements CheckResult {
    public Failed {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(took, "took");
      Objects.requireNonNull(error, "error");
    }

    @Override
    public String text() {
      String why =
          error instanceof BrokenPromise
              ? error.getMessage()
              : "it threw " + error.getClass().getName();
      return "FAILED: " + check.name() + ": " + check.proves() + ": " + why;
    }
  }

  /**
   * The promise was never made.
   *
   * @param reason why, for people
   */
  record NotApplicable(Check check, String reason) implements CheckResult {
    public NotApplicable {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String text() {
      return "not applicable: " + check.name() + ": " + reason;
    }
  }
}
