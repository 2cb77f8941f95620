package dev.tillwright.core.till;

import dev.tillwright.core.access.TenderCheck;
import dev.tillwright.core.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What guards a till: given to {@link TillBuilder#guards}. Defaults: no checks.
 *
 * <p>Not for several threads.
 */
public final class Guards {
  final List<Function<Journal, TenderCheck>> checks = new ArrayList<>();

  private Guards() {}

  /** The defaults. */
  public static Guards usual() {
    return new Guards();
  }

  /** One more check before tenders, pay-outs and the other acts; all of them count. */
  public Guards check(TenderCheck check) {
    Objects.requireNonNull(check, "check");
    return checkFrom(journal -> check);
  }

  /**
   * The same, made once the journal is open and its followers know all that was written: for checks
   * that count. Its follower is given by {@link TillBuilder#follower}.
   */
  public Guards checkFrom(Function<Journal, TenderCheck> check) {
    checks.add(Objects.requireNonNull(check, "check"));
    return this;
  }

  TenderCheck checks(Journal journal) {
    return checks.stream()
        .map(it -> it.apply(journal))
        .reduce(TenderCheck.none(), TenderCheck::and);
  }
}
