package dev.tillwright.core.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * One promise of a contract, as a test that anyone can run.
 *
 * <p><b>Guarantees.</b> {@link #run} returns within the deadline and the time it takes to stop a
 * thread, whatever the body does, and never throws. Nothing is kept between two runs. Immutable.
 *
 * <p><b>Not promised.</b> A body that ignores interruption goes on in its thread, a daemon, after
 * it was reported as late.
 */
public final class Check {
  /** How long a check may take when nothing else is said. */
  public static final Duration USUAL_DEADLINE = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofHours(1);

  private final String name;
  private final String proves;
  private final Duration deadline;
  private final Trial trial;

  /** What a check does; it throws when the promise does not hold. */
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  /** A body that may find that the promise was never made: then it gives the reason. */
  @FunctionalInterface
  interface Trial {
    Optional<String> run() throws Exception;
  }

  private Check(String name, String proves, Duration deadline, Trial trial) {
    this.name = name;
    this.proves = proves;
    this.deadline = deadline;
    this.trial = trial;
  }

  /**
   * A check with the usual deadline.
   *
   * @param name stable, 1 to 100 letters, digits, underscores, hyphens and dots
   * @param proves the promise as a sentence, for people
   */
  public static Check of(String name, String proves, Body body) {
    Objects.requireNonNull(body, "body");
    return trial(
        name,
        proves,
        () -> {
          body.run();
          return Optional.empty();
        });
  }

  static Check trial(String name, String proves, Trial trial) {
    if (!name.matches("[A-Za-z0-9_.-]{1,100}")) {
      throw new IllegalArgumentException("a check's name has letters, digits and underscores");
    }
    if (proves.isBlank()) {
      throw new IllegalArgumentException("a check says what it proves");
    }
    return new Check(name, proves, USUAL_DEADLINE, trial);
  }

  /** The same with another deadline, more than nothing and at most an hour. */
  public Check within(Duration most) {
    if (most.isNegative() || most.isZero() || most.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a deadline is more than nothing and at most an hour");
    }
    return new Check(name, proves, most, trial);
  }

  /**
   * The same, not applicable when there is a reason, asked at each run and within its deadline.
   *
   * @param reason why the promise was never made, for people; empty when it was
   */
  public Check unless(Supplier<Optional<String>> reason) {
    Objects.requireNonNull(reason, "reason");
    return new Check(
        name,
        proves,
        deadline,
        () -> {
          Optional<String> why = reason.get();
          return why.isPresent() ? why : trial.run();
        });
  }

  public String name() {
    return name;
  }

  /** The promise as a sentence, for people. */
  public String proves() {
    return proves;
  }

  public Duration deadline() {
    return deadline;
  }

  /** Runs it once, on a daemon thread of its own. */
  public CheckResult run() {
    return run(
        task -> {
          Thread thread = new Thread(task, "check-" + name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Runs it once, on a thread made by this factory. */
  public CheckResult run(ThreadFactory threads) {
    return new CheckRun(this, threads).result();
  }

  /** The reason why it does not apply; empty when it held. */
  Optional<String> attempt() throws Exception {
    return trial.run();
  }

  @Override
  public String toString() {
    return name;
  }
}
