package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The course of an attempt: what it needs next, and what an answer makes of it. Pure, so that all
 * orders of answers, time-outs, cancellations and crashes can be explored; {@link Payments} only
 * carries out what is said here.
 */
final class Course {
  private Course() {}

  /** What an attempt needs next. */
  enum Step {
    /** Nothing more. */
    REST,
    /** It was never sent, and is given up. */
    CANCEL,
    /** It was being sent when the till stopped: nothing is known. */
    LOSE,
    /** The host is asked what became of it. */
    ASK,
    /** It is sent again with its key. */
    REPEAT,
    /** A refund is kept and sent until the host answers: the customer need not wait. */
    STORE,
    /** It is decided that it is undone. */
    GIVE_UP,
    /** The host is told to undo it. */
    UNDO,
    /** It is sent, or sent again, in the order of the queue. */
    FORWARD,
    /** The part under way is sent, or sent again. */
    PART,
    /** The part that was approved is all that can be had: it is taken. */
    ACCEPT,
    /** Nothing safe can be done by a machine. */
    PERSON
  }

  /**
   * What an attempt needs that nobody is working on.
   *
   * @param host what its host can do
   * @param asked whether the host was asked in this round and gave no answer that helps
   */
  static Step next(Attempt attempt, HostCapabilities host, Instant now, boolean asked) {
    boolean reverses = undoes(attempt, host);
    boolean undone = reverses && remembers(host, attempt.intent().at(), now);
    return switch (attempt.state()) {
      case CREATED -> Step.CANCEL;
      case SENDING -> Step.LOSE;
      case UNKNOWN -> unknown(attempt, host, now, asked);
      case PARTIALLY_AUTHORIZED -> reverses ? Step.GIVE_UP : Step.ACCEPT;
      case REVERSAL_PENDING, VOID_PENDING -> undone ? Step.UNDO : Step.PERSON;
      case OFFLINE_APPROVED, FORWARDING -> forward(attempt, host, now, asked);
      case CAPTURE_PENDING, INCREMENT_PENDING -> part(attempt, host, now);
      default -> Step.REST;
    };
  }

  private static Step unknown(Attempt attempt, HostCapabilities host, Instant now, boolean asked) {
    boolean repeatable = knows(host, attempt.intent().at(), now);
    if (!remembers(host, attempt.intent().at(), now)) {
      return Step.PERSON; // "never received" proves nothing any more
    } else if (host.can(HostCapability.STATUS_QUERY) && !asked) {
      return Step.ASK;
    } else if (host.can(HostCapability.AT_TERMINAL)) {
      return Step.REST; // what the customer saw approved is not undone for a cable
    } else if (attempt.isRefund() && repeatable) {
      return Step.STORE;
    } else if (attempt.intent().kind().loads() && repeatable) {
      return Step.REPEAT; // the customer has paid for it: it is not undone, he gets it
    } else if (undoes(attempt, host)) {
      return Step.GIVE_UP;
    }
    return repeatable ? Step.REPEAT : Step.PERSON;
  }

  /** Whether the host can undo this: a wallet never takes back what it gave back. */
  static boolean undoes(Attempt attempt, HostCapabilities host) {
    return host.can(HostCapability.REVERSAL)
        && !(attempt.isRefund() && host.can(HostCapability.AT_PHONE));
  }

  private static Step forward(Attempt attempt, HostCapabilities host, Instant now, boolean asked) {
    if (attempt.sends() == 0 || knows(host, attempt.intent().at(), now)) {
      return Step.FORWARD;
    }
    return host.can(HostCapability.STATUS_QUERY) && !asked ? Step.ASK : Step.PERSON;
  }

  /** A part has a key of its own, which nobody can be asked about. */
  private static Step part(Attempt attempt, HostCapabilities host, Instant now) {
    Attempt.Part part = attempt.part();
    return part != null && knows(host, part.at(), now) ? Step.PART : Step.PERSON;
  }

  /** A terminal is asked by its id before anything is done: that needs its memory. */
  private static boolean remembers(HostCapabilities host, Instant at, Instant now) {
    return !host.can(HostCapability.AT_TERMINAL) || now.isBefore(at.plus(host.remembers()));
  }

  /** Whether the host knows the key again, so that sending it once more moves nothing twice. */
  private static boolean knows(HostCapabilities host, Instant at, Instant now) {
    return host.can(HostCapability.DEDUPLICATION) && now.isBefore(at.plus(host.remembers()));
  }

  /**
   * What an answer makes of an attempt that was sent; {@code null} when it changes nothing. An
   * approval that does not fit the question is as good as none.
   */
  static @Nullable AttemptEvent onReply(Attempt attempt, HostReply reply) {
    PaymentKey key = attempt.key();
    boolean forwarding = attempt.state().waits();
    boolean first = attempt.state() == AttemptState.SENDING;
    return reply.<@Nullable AttemptEvent>match(
        approved -> approved(attempt, approved, forwarding, first),
        declined -> new AttemptEvent.Declined(key, declined.code(), declined.reason()),
        unknown -> first ? new AttemptEvent.OutcomeLost(key, unknown.cause().name()) : null,
        unreachable ->
            !first
                ? null
                : attempt.sends() <= 1
                    ? new AttemptEvent.NotSent(key)
                    : new AttemptEvent.OutcomeLost(key, unreachable.cause().name()));
  }

  private static @Nullable AttemptEvent approved(
      Attempt attempt, HostReply.Approved reply, boolean forwarding, boolean first) {
    PaymentKey key = attempt.key();
    Money asked = attempt.intent().amount();
    Money amount = reply.amount();
    boolean fits =
        amount.currency().equals(asked.currency())
            && amount.isPositive()
            && amount.compareTo(asked) <= 0;
    if (!fits) {
      return first ? new AttemptEvent.OutcomeLost(key, HostReply.Cause.GARBLED.name()) : null;
    }
    // A refund in part went to the customer: to ask for the whole again would give it twice.
    return amount.equals(asked) || forwarding || attempt.isRefund()
        ? new AttemptEvent.Approved(key, amount, reply.authorizationCode(), reply.reference())
        : new AttemptEvent.PartiallyApproved(
            key, amount, reply.authorizationCode(), reply.reference());
  }

  /**
   * What the answer to a status query makes of an attempt whose outcome is lost; {@code null} when
   * it does not help.
   *
   * @param settled whether the first sending can no longer be on its way
   */
  static @Nullable AttemptEvent onStatus(
      Attempt attempt, StatusReply reply, HostCapabilities host, boolean settled) {
    boolean lostForGood =
        settled
            && attempt.state() == AttemptState.UNKNOWN
            && !host.can(HostCapability.REVERSAL)
            && !host.can(HostCapability.DEDUPLICATION);
    return reply.<@Nullable AttemptEvent>match(
        approved -> onReply(attempt, approved),
        declined -> onReply(attempt, declined),
        notFound -> lostForGood ? notFound(attempt) : null,
        unanswered -> null);
  }

  private static AttemptEvent notFound(Attempt attempt) {
    return new AttemptEvent.Declined(attempt.key(), "notFound", "the host never had it");
  }

  /** What an answer makes of an attempt whose caller had gone; {@code null} for nothing. */
  static @Nullable AttemptEvent onLateAnswer(Attempt attempt, HostReply reply) {
    boolean givenUp =
        switch (attempt.state()) {
          case REVERSAL_PENDING, REVERSED, DECLINED, VOID_PENDING, VOIDED -> true;
          default -> false;
        };
    if (givenUp && reply instanceof HostReply.Approved approved) {
      return new AttemptEvent.LateApproval(
          attempt.key(), approved.amount(), approved.authorizationCode(), approved.reference());
    }
    return attempt.state() == AttemptState.UNKNOWN ? onReply(attempt, reply) : null;
  }
}
