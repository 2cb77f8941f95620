package dev.tillwright.core.till;

import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.Limit;
import dev.tillwright.core.access.Limits;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.access.SharedLimits;
import dev.tillwright.core.access.TenderCheck;
import dev.tillwright.core.access.Totp;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.shared.SharedReturns;
import dev.tillwright.core.store.Sealer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What guards a till: given to {@link TillBuilder#guards}. Defaults: no checks, and access as
 * {@link AccessSettings.Builder} says; one-time codes where the till was given a sealer.
 *
 * <p>Not for several threads.
 */
public final class Guards {
  final List<Function<Journal, TenderCheck>> checks = new ArrayList<>();

  SharedReturns returns = SharedReturns.none();
  Duration returnsWithin = Duration.ZERO;

  private boolean limited;
  private UnaryOperator<AccessSettings.Builder> access = it -> it;

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

  /** Limits above which more has to be shown, counted by this till alone. */
  public Guards limits(List<Limit> limits) {
    return limits(limits, SharedLimits.none(), Duration.ofSeconds(10));
  }

  /**
   * The same, with what other tills counted; see {@link dev.tillwright.core.access.CentralLimits}.
   * Limits that count a till are its own.
   *
   * @param deadline how long the shared store may take for one limit of one tender
   */
  public Guards limits(List<Limit> limits, SharedLimits shared, Duration deadline) {
    limited = true;
    return checkFrom(journal -> Limits.over(journal, limits, shared, deadline));
  }

  /**
   * Takes goods of other tills' sales back, and asks before each return whether other tills took
   * some of it; see {@link dev.tillwright.core.shared.CentralReturns}. Without this each till takes
   * back its own sales alone.
   *
   * @param deadline how long the shared store may take for one question
   */
  public Guards returns(SharedReturns shared, Duration deadline) {
    returns = Objects.requireNonNull(shared, "shared");
    returnsWithin = Objects.requireNonNull(deadline, "deadline");
    return this;
  }

  /** The same way in, without limits and checks: they may reserve at shared stores. */
  Guards withoutChecks() {
    return new Guards().access(access);
  }

  /** What the checks of the till's own count by. */
  List<Follower> followers() {
    return limited ? List.of(Limits.follower()) : List.of();
  }

  /** Changes how access is controlled: roles, lock-out, sessions, one-time codes, devices. */
  public Guards access(UnaryOperator<AccessSettings.Builder> change) {
    this.access = Objects.requireNonNull(change, "change");
    return this;
  }

  AccessSettings access(
      @Nullable SecretHasher hasher,
      Clock clock,
      @Nullable Sealer sealer,
      BooleanSupplier offline) {
    AccessSettings.Builder builder = AccessSettings.builder(hasher, clock).offline(offline);
    if (sealer != null) {
      builder.codes(Totp.USUAL, sealer, new SecureRandom());
    }
    return access.apply(builder).build();
  }

  TenderCheck checks(Journal journal) {
    return checks.stream()
        .map(it -> it.apply(journal))
        .reduce(TenderCheck.none(), TenderCheck::and);
  }
}
