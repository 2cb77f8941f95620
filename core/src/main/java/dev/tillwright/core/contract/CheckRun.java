package dev.tillwright.core.contract;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of one check on one thread. */
final class CheckRun {
  private final Check check;
  private final CompletableFuture<CheckResult> ended = new CompletableFuture<>();
  private final Thread thread;
  private final long from = System.nanoTime();

  CheckRun(Check check, ThreadFactory threads) {
    this.check = check;
    this.thread = threads.newThread(() -> ended.complete(attempt()));
    thread.start();
  }

  CheckResult result() {
    try {
      return ended.get(check.deadline().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return stopped("it did not end within " + check.deadline());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stopped("whoever ran it was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run ends with a value", e);
    }
  }

  /** The stack shows where the body hung, which is what whoever mends it wants to know. */
  private CheckResult stopped(String why) {
    BrokenPromise late = new BrokenPromise(why);
    late.setStackTrace(thread.getStackTrace());
    thread.interrupt();
    return new CheckResult.Failed(check, took(), late);
  }

  private CheckResult attempt() {
    try {
      Optional<String> reason = check.attempt();
      return reason.isPresent()
          ? new CheckResult.NotApplicable(check, reason.get())
          : new CheckResult.Passed(check, took());
    } catch (Throwable e) { // also errors: a broken subject must not end a self-test
      return new CheckResult.Failed(check, took(), e);
    }
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - from);
  }
}
