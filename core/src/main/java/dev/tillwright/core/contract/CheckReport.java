package dev.tillwright.core.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a whole kit gave, in its order.
 *
 * @param results one a check
 */
public record CheckReport(List<CheckResult> results) {
  public CheckReport {
    results = List.copyOf(results);
  }

  /** Runs all, one after the other. */
  public static CheckReport of(List<Check> checks) {
    return of(checks, result -> {});
  }

  /**
   * As above, and tells of each result as it comes, on the caller's thread.
   *
   * @param progress for a self-test that shows how far it is
   */
  public static CheckReport of(List<Check> checks, Consumer<CheckResult> progress) {
    List<CheckResult> results = new ArrayList<>(checks.size());
    for (Check check : checks) {
      CheckResult result = check.run();
      results.add(result);
      progress.accept(result);
    }
    return new CheckReport(results);
  }

  /** Whether nothing failed, and something was checked at all. */
  public boolean passed() {
    return failures().isEmpty() && results.stream().anyMatch(CheckResult::applies);
  }

  /** Those that failed. */
  public List<CheckResult.Failed> failures() {
    return results.stream()
        .filter(CheckResult.Failed.class::isInstance)
        .map(CheckResult.Failed.class::cast)
        .toList();
  }

  /** One line a check, for people. */
  public String text() {
    return results.stream().map(CheckResult::text).collect(Collectors.joining("\n"));
  }
}
