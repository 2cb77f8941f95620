package dev.tillwright.loyalty.member;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a sender, held to its deadline. Given up before it began, it never begins; given up
 * after that, its outcome is unknown until it answers all the same.
 */
final class Sending {
  private enum Stage {
    WAITS,
    RUNS,
    DONE,
    GIVEN_UP
  }

  private final ContactSender sender;
  private final ContactMessage message;
  private final Duration deadline;
  private final Consumer<ContactOutcome> late;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITS);
  private final CompletableFuture<ContactOutcome> done = new CompletableFuture<>();
  private @Nullable Thread runner;

  /**
   * @param late is told what came after it was given up, on the executor's thread
   */
  Sending(
      ContactSender sender,
      ContactMessage message,
      Duration deadline,
      Consumer<ContactOutcome> late) {
    this.sender = sender;
    this.message = message;
    this.deadline = deadline;
    this.late = late;
  }

  ContactOutcome on(Executor executor) {
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException e) {
      return stage.compareAndSet(Stage.WAITS, Stage.GIVEN_UP)
          ? ContactOutcome.NOT_SENT
          : ContactOutcome.UNKNOWN;
    }
    try {
      return done.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return givenUp();
    } catch (InterruptedException e) {
      ContactOutcome outcome = givenUp();
      Thread.currentThread().interrupt();
      return outcome;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("it is never completed with a failure");
    }
  }

  private ContactOutcome givenUp() {
    if (stage.compareAndSet(Stage.WAITS, Stage.GIVEN_UP)) {
      return ContactOutcome.NOT_SENT;
    }
    if (stage.compareAndSet(Stage.RUNS, Stage.GIVEN_UP)) {
      synchronized (this) {
        if (runner != null) {
          runner.interrupt();
        }
      }
      return ContactOutcome.UNKNOWN;
    }
    return done.getNow(ContactOutcome.UNKNOWN); // it answered in this moment
  }

  private void run() {
    synchronized (this) {
      runner = Thread.currentThread();
    }
    if (!stage.compareAndSet(Stage.WAITS, Stage.RUNS)) {
      return;
    }
    ContactOutcome outcome;
    try {
      outcome = Objects.requireNonNull(sender.send(message, deadline), "outcome");
    } catch (RuntimeException e) {
      outcome = ContactOutcome.UNKNOWN; // its text is the carrier's: it is not even looked at
    }
    synchronized (this) {
      runner = null; // the thread goes on to other work, and is not to be interrupted in it
    }
    done.complete(outcome);
    if (!stage.compareAndSet(Stage.RUNS, Stage.DONE)) {
      var unused = Thread.interrupted(); // it was meant for the call that is over
      late.accept(outcome);
    }
  }
}
