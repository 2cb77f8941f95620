package dev.tillwright.core.payment;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives on what has not ended, in rounds, and by what comes in from outside. */
final class Rounds {
  static final Duration FOR_EVER = Duration.ofDays(365);

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final Attempts attempts;
  private final Settling settling;
  private final Forwarding forwarding;
  private final PaymentWatch watch;
  private final Runnable ended;

  /**
   * @param ended who is woken after each round, to tell what ended
   */
  Rounds(
      Attempts attempts,
      Settling settling,
      Forwarding forwarding,
      PaymentWatch watch,
      Runnable ended) {
    this.attempts = attempts;
    this.settling = settling;
    this.forwarding = forwarding;
    this.watch = watch;
    this.ended = ended;
  }

  /**
   * One round: what nobody knows, then the queue.
   *
   * @param most no further attempt is begun with after this time; the first always is
   * @return how many have not ended
   */
  int all(Duration most) {
    long begun = System.nanoTime();
    for (Attempt attempt : attempts.restless()) {
      if (!attempt.state().waits()) {
        driven(attempt);
      }
      if (System.nanoTime() - begun >= most.toNanos()) {
        break;
      }
    }
    forwarding.forward(most.minusNanos(System.nanoTime() - begun));
    watch.look();
    ended.run();
    return attempts.restless().size();
  }

  int forward() {
    int waiting = forwarding.forward(FOR_EVER);
    watch.look();
    return waiting;
  }

  Attempt driven(Attempt attempt) {
    if (!attempts.claim(attempt.key())) {
      return attempt; // somebody is at it
    }
    try {
      Attempt now = settling.now(attempt);
      return settling.settle(now, now.state() == attempt.state());
    } finally {
      attempts.release(attempt.key());
    }
  }

  /** An answer whose caller had gone. */
  void came(LateAnswer answer) {
    Optional<Attempt> found = attempts.find(answer.key());
    AttemptEvent event = found.isEmpty() ? null : Course.onLateAnswer(found.get(), answer.reply());
    if (found.isEmpty() || event == null) {
      LOG.info("a late answer for {} changes nothing", answer.key());
      return;
    }
    settling.apply(found.get(), event);
  }

  /** What a person found out; whether it ended by that. */
  boolean settled(AttemptEvent.SettledByHand event) {
    Attempt attempt =
        attempts
            .find(event.key())
            .orElseThrow(() -> new IllegalArgumentException("no " + event.key()));
    Attempt now =
        event.moved() && !attempt.state().counts()
            ? settling.take(attempt, event)
            : settling.moved(attempt, event);
    watch.look();
    return !now.state().restless();
  }
}
