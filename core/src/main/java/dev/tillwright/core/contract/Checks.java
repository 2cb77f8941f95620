package dev.tillwright.core.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes a contract kit: a list of checks, each of which opens a subject of its own, and closes it
 * whatever happened.
 *
 * <pre>{@code
 * static List<Check> checks(Checks.Subject<Vault> vaults) {
 *   return Checks.on(vaults)
 *       .add("put_thenGet_givesTheSame", "what was put is found again", vault -> ...)
 *       .addUnless(vault -> lacks(vault, EXPIRY), "expired_isGone", "what expired ...", vault -> ...)
 *       .list();
 * }
 * }</pre>
 *
 * <p>An implementer's test maps them, one to one:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract() {
 *   return VaultContract.checks(MyVault::open).stream()
 *       .map(check -> DynamicTest.dynamicTest(check.name(), () -> {
 *         CheckResult result = check.run();
 *         Assumptions.assumeTrue(result.applies(), result.text());
 *         result.orThrow();
 *       }));
 * }
 * }</pre>
 *
 * <p>A self-test in the field runs the same list with {@link CheckReport#of(List)}.
 *
 * @param <S> what is checked
 */
public final class Checks<S extends AutoCloseable> {
  private final Subject<S> subjects;
  private final List<Check> checks = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private Duration deadline = Check.USUAL_DEADLINE;

  /** Opens what is checked, fresh each time. */
  @FunctionalInterface
  public interface Subject<S extends AutoCloseable> {
    S open() throws Exception;
  }

  /** What a check does with its subject; it throws when the promise does not hold. */
  @FunctionalInterface
  public interface Body<S> {
    void run(S subject) throws Exception;
  }

  private Checks(Subject<S> subjects) {
    this.subjects = Objects.requireNonNull(subjects, "subjects");
  }

  /** A kit over subjects that are opened so. */
  public static <S extends AutoCloseable> Checks<S> on(Subject<S> subjects) {
    return new Checks<>(subjects);
  }

  /** How long each check that is added from here on may take, opening and closing included. */
  public Checks<S> within(Duration most) {
    deadline = Objects.requireNonNull(most, "deadline");
    return this;
  }

  /**
   * Adds a check of a promise that every subject makes.
   *
   * @throws IllegalArgumentException when the name is taken, or as {@link Check#of} says
   */
  public Checks<S> add(String name, String proves, Body<S> body) {
    return addUnless(subject -> Optional.empty(), name, proves, body);
  }

  /**
   * Adds a check of a promise that only some subjects make.
   *
   * @param unless why this subject does not, for people; empty when it does
   * @throws IllegalArgumentException when the name is taken, or as {@link Check#of} says
   */
  @SuppressWarnings("try") // closing may be interrupted: then the check was late, and says so
  public Checks<S> addUnless(
      Function<S, Optional<String>> unless, String name, String proves, Body<S> body) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("two checks of one kit have the same name");
    }
    Check.Trial trial =
        () -> {
          try (S subject = subjects.open()) {
            Optional<String> reason = unless.apply(subject);
            if (reason.isEmpty()) {
              body.run(subject);
            }
            return reason;
          }
        };
    checks.add(Check.trial(name, proves, trial).within(deadline));
    return this;
  }

  /** The kit, in the order in which checks were added. */
  public List<Check> list() {
    return List.copyOf(checks);
  }
}
