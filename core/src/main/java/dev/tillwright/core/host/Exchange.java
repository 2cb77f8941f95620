package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.PaymentKey;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One question and what became of it. The first end it meets is its only end; the step from queued
 * to writing and the step from queued to given up exclude each other, so that "not one byte was
 * sent" is a fact and not a guess.
 */
final class Exchange {

  /** How far it has come. */
  private enum State {
    QUEUED,
    WRITING,
    SENT,
    GIVEN_UP
  }

  /**
   * How it ended.
   *
   * @param reply the answer; null when there is none
   * @param sent whether a byte of the question may have left
   * @param cause why there is no answer
   */
  record Outcome(@Nullable IsoMessage reply, boolean sent, Cause cause) {
    static Outcome unsent(Cause cause) {
      return new Outcome(null, false, cause);
    }

    static Outcome sent(Cause cause) {
      return new Outcome(null, true, cause);
    }
  }

  private final byte[] frame;
  private final Correlation correlation;
  private final @Nullable PaymentKey key;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile @Nullable Connection connection;
  private volatile long sentAt;

  /** A key for money; none for sign-on and echo. */
  Exchange(byte[] frame, Correlation correlation, @Nullable PaymentKey key) {
    this.frame = frame;
    this.correlation = correlation;
    this.key = key;
  }

  Correlation correlation() {
    return correlation;
  }

  @Nullable PaymentKey key() {
    return key;
  }

  boolean isDone() {
    return outcome.isDone();
  }

  /** The connection it went out on; null before. */
  @Nullable Connection connection() {
    return connection;
  }

  /** {@link System#nanoTime} when its last byte was handed over. */
  long sentAt() {
    return sentAt;
  }

  boolean isWriting() {
    return state.get() == State.WRITING;
  }

  /** Writes it, unless it was given up. The frame is wiped whatever happens. */
  void writeTo(Connection on) {
    if (isDone() || !state.compareAndSet(State.QUEUED, State.WRITING)) {
      Arrays.fill(frame, (byte) 0);
      return;
    }
    connection = on;
    if (on.send(frame)) {
      sentAt = System.nanoTime();
      state.set(State.SENT);
    } else {
      outcome.complete(Outcome.sent(Cause.CONNECTION_LOST));
    }
    Arrays.fill(frame, (byte) 0);
  }

  /** Ends it with an answer; false when it had ended before. */
  boolean answer(IsoMessage reply) {
    return outcome.complete(new Outcome(reply, true, Cause.TIMEOUT));
  }

  /** Ends it without an answer. */
  Outcome giveUp(Cause cause) {
    return giveUp(cause, cause);
  }

  /** Ends it without an answer, for one reason when nothing was sent and another when it was. */
  Outcome giveUp(Cause unsent, Cause sent) {
    if (state.compareAndSet(State.QUEUED, State.GIVEN_UP)) {
      Arrays.fill(frame, (byte) 0);
      outcome.complete(Outcome.unsent(unsent));
    } else {
      outcome.complete(Outcome.sent(sent));
    }
    return outcome.join();
  }

  /** Waits until a moment of {@link System#nanoTime}; null when nothing came, or on interrupt. */
  @Nullable Outcome await(long end) {
    try {
      return outcome.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exchange ends with a value", e);
    }
  }
}
