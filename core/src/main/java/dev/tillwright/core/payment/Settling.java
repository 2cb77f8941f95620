package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.payment.HostReply.Cause;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one attempt as far as it goes: asks, repeats, undoes, forwards, captures, as {@link
 * Course} says. Whoever calls has claimed the attempt.
 */
final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  /** No attempt needs more steps in one go; a host that lies must not make a loop. */
  private static final int MOST_STEPS = 8;

  private final Attempts attempts;
  private final HostDesk hosts;
  private final Takings takings;
  private final Clock clock;
  private final Consumer<Attempt> person;

  /** Those that the host said it cannot undo; no more than are restless. */
  private final Set<PaymentKey> irreversible = ConcurrentHashMap.newKeySet();

  Settling(
      Attempts attempts, HostDesk hosts, Takings takings, Clock clock, Consumer<Attempt> person) {
    this.person = person;
    this.attempts = attempts;
    this.hosts = hosts;
    this.takings = takings;
    this.clock = clock;
  }

  /**
   * Takes each step that can be taken now, until the attempt rests or must wait.
   *
   * @param repeated whether an earlier round tried the same before
   * @return where it stands
   */
  Attempt settle(Attempt from, boolean repeated) {
    Attempt attempt = from;
    boolean asked = false;
    for (int step = 0; step < MOST_STEPS; step++) {
      HostCapabilities can = hosts.capabilities(attempt.intent().tender());
      if (can == null) {
        return attempt;
      }
      Course.Step next = Course.next(attempt, can, clock.instant(), asked);
      boolean again = repeated && attempt.state() == from.state();
      Attempt after = step(attempt, next, can, again);
      boolean same = after.state() == attempt.state();
      if (next == Course.Step.ASK && same && after.sends() == attempt.sends()) {
        asked = true;
      } else if (same || after.state().waits()) {
        return after; // the host gave no end: try again later, not now
      }
      attempt = after;
    }
    return attempt;
  }

  /** Driven as far as it goes; what waits for the host is sent in the order of the queue alone. */
  Attempt rested(Attempt attempt) {
    return attempt.state().waits() ? attempt : settle(attempt, false);
  }

  private Attempt step(Attempt attempt, Course.Step step, HostCapabilities can, boolean repeated) {
    PaymentKey key = attempt.key();
    return switch (step) {
      case REST -> attempt;
      case PERSON -> {
        person.accept(attempt);
        yield attempt;
      }
      case CANCEL -> moved(attempt, new AttemptEvent.Cancelled(key));
      case LOSE -> moved(attempt, new AttemptEvent.OutcomeLost(key, Cause.RECOVERY.name()));
      case GIVE_UP ->
          attempts
              .moveFrom(attempt.state(), new AttemptEvent.ReversalDecided(key, why(attempt)))
              .orElseGet(() -> now(attempt));
      case ACCEPT -> take(attempt, new AttemptEvent.PartialAccepted(key));
      case STORE -> take(attempt, new AttemptEvent.Stored(key, true));
      case ASK -> ask(attempt, can);
      case REPEAT -> repeat(attempt);
      case UNDO -> undo(attempt, repeated);
      case FORWARD -> forward(attempt);
      case PART -> part(attempt, repeated);
    };
  }

  private static String why(Attempt attempt) {
    return attempt.state() == AttemptState.PARTIALLY_AUTHORIZED ? "PARTIAL" : "UNKNOWN";
  }

  private Attempt ask(Attempt attempt, HostCapabilities can) {
    StatusReply reply = hosts.status(attempt);
    Instant horizon =
        attempt.intent().at().plus(hosts.patience(attempt.intent().tender()).multipliedBy(2));
    boolean settled = clock.instant().isAfter(horizon);
    if (attempt.state().waits() && reply instanceof StatusReply.NotFound && settled) {
      return forward(attempt);
    }
    AttemptEvent event = Course.onStatus(attempt, reply, can, settled);
    return event == null ? attempt : apply(attempt, event);
  }

  private Attempt repeat(Attempt attempt) {
    Attempt again = moved(attempt, new AttemptEvent.Repeating(attempt.key()));
    return again.state() == AttemptState.UNKNOWN ? reply(again, send(again, true)) : again;
  }

  private Attempt undo(Attempt attempt, boolean repeated) {
    if (irreversible.contains(attempt.key())) {
      person.accept(attempt);
      return attempt;
    }
    ReversalReply reply = hosts.undo(attempt, repeated);
    if (reply == ReversalReply.IMPOSSIBLE) {
      LOG.warn("the host cannot undo {}: a person ends it", attempt.key());
      irreversible.add(attempt.key());
      person.accept(attempt);
    }
    if (reply != ReversalReply.ACKNOWLEDGED) {
      return attempt;
    }
    return moved(
        attempt,
        attempt.state() == AttemptState.VOID_PENDING
            ? new AttemptEvent.Voided(attempt.key())
            : new AttemptEvent.Reversed(attempt.key()));
  }

  private Attempt forward(Attempt stored) {
    boolean repeat = stored.sends() > 0;
    Attempt attempt = moved(stored, new AttemptEvent.Forwarding(stored.key()));
    if (attempt.state() != AttemptState.FORWARDING) {
      return attempt; // given up meanwhile
    }
    HostReply reply =
        attempt.isRefund()
            ? hosts.refund(attempt, repeat)
            : hosts.authorize(attempt, true, repeat, null);
    return reply(attempt, reply);
  }

  private Attempt part(Attempt attempt, boolean repeated) {
    Attempt.Part part = attempt.part();
    if (part == null) {
      throw new IllegalStateException("nothing is under way of " + attempt.key());
    }
    boolean capture = attempt.state() == AttemptState.CAPTURE_PENDING;
    PaymentKey key = attempt.key();
    AttemptEvent event =
        hosts
            .part(attempt, part, repeated)
            .<@Nullable AttemptEvent>match(
                approved ->
                    capture
                        ? new AttemptEvent.Captured(key)
                        : new AttemptEvent.Incremented(key, approved.authorizationCode()),
                declined ->
                    capture
                        ? new AttemptEvent.CaptureDeclined(key, declined.code(), declined.reason())
                        : new AttemptEvent.IncrementDeclined(
                            key, declined.code(), declined.reason()),
                unknown -> null,
                unreachable -> null);
    return event == null ? attempt : moved(attempt, event);
  }

  /** Sends an attempt that is neither stored nor a part. */
  HostReply send(Attempt attempt, boolean repeat) {
    if (attempt.movesSoldValue()) {
      return hosts.load(attempt, repeat);
    }
    return attempt.isRefund()
        ? hosts.refund(attempt, repeat)
        : hosts.authorize(attempt, false, repeat, null);
  }

  /** What an answer makes of an attempt, and of its sale. */
  Attempt reply(Attempt attempt, HostReply reply) {
    AttemptEvent event = Course.onReply(attempt, reply);
    return event == null ? attempt : apply(attempt, event);
  }

  Attempt apply(Attempt attempt, AttemptEvent event) {
    boolean counted = attempt.state().counts();
    return event instanceof AttemptEvent.Approved && !counted
        ? take(attempt, event)
        : moved(attempt, event);
  }

  /**
   * Lets the sale take what an event brings. When it does not want it, or the attempt was given up
   * meanwhile, the money goes back.
   */
  Attempt take(Attempt attempt, AttemptEvent event) {
    Optional<Attempt> next = attempt.after(event);
    if (next.isEmpty()) {
      return moved(attempt, event);
    }
    Attempt then = next.get();
    PaymentResult.Taken taken =
        new PaymentResult.Taken(
            then.key(), then.counted(), then.authorizationCode(), then.state().waits());
    AtomicReference<@Nullable Attempt> written = new AtomicReference<>();
    boolean took =
        takings.take(
            then,
            taken,
            drafts -> {
              written.set(attempts.move(event, drafts).orElse(null));
              return written.get() != null;
            });
    Attempt moved = written.get();
    if (took && moved != null) {
      return moved; // to ask the book would cost a sale one more write to the disk
    }
    Attempt now = now(attempt);
    return now.state() == attempt.state() ? unwanted(now, event) : late(now, event);
  }

  /**
   * The sale does not want it. Where the host does not reverse it stays as it is, for a person:
   * {@link Payments#settleByHand}.
   */
  private Attempt unwanted(Attempt attempt, AttemptEvent event) {
    boolean reverses = hosts.undoes(attempt);
    LOG.warn("the sale does not want {} of {}", event.getClass().getSimpleName(), attempt.key());
    return reverses
        ? moved(attempt, new AttemptEvent.ReversalDecided(attempt.key(), Cause.UNWANTED.name()))
        : attempt;
  }

  /** It was given up while the host approved: the approval is undone, again if need be. */
  private Attempt late(Attempt now, AttemptEvent event) {
    if (event instanceof AttemptEvent.Approved approved) {
      AttemptEvent lateEvent =
          Course.onLateAnswer(
              now,
              new HostReply.Approved(
                  approved.amount() == null ? now.intent().amount() : approved.amount(),
                  approved.authorizationCode(),
                  approved.reference()));
      return lateEvent == null ? now : moved(now, lateEvent);
    }
    return now;
  }

  /** Whether no machine can end it. */
  boolean needsPerson(Attempt attempt) {
    HostCapabilities can = hosts.capabilities(attempt.intent().tender());
    return can != null && Course.next(attempt, can, clock.instant(), true) == Course.Step.PERSON;
  }

  Attempt moved(Attempt attempt, AttemptEvent event) {
    boolean captures = attempt.state() == AttemptState.CAPTURE_PENDING;
    boolean refused =
        event instanceof AttemptEvent.CaptureDeclined
            || event instanceof AttemptEvent.SettledByHand hand && !hand.moved();
    List<Draft> with = captures && refused ? takings.notCaptured(attempt) : List.of();
    Attempt after = attempts.move(event, with).orElseGet(() -> now(attempt));
    if (!after.state().restless()) {
      irreversible.remove(after.key());
    }
    return after;
  }

  Attempt now(Attempt attempt) {
    return attempts.find(attempt.key()).orElse(attempt);
  }
}
