package dev.tillwright.core.payment;

import static dev.tillwright.core.payment.AttemptState.AUTHORIZED;
import static dev.tillwright.core.payment.AttemptState.CANCELLED;
import static dev.tillwright.core.payment.AttemptState.CAPTURED;
import static dev.tillwright.core.payment.AttemptState.CAPTURE_PENDING;
import static dev.tillwright.core.payment.AttemptState.CREATED;
import static dev.tillwright.core.payment.AttemptState.DECLINED;
import static dev.tillwright.core.payment.AttemptState.DISPUTED;
import static dev.tillwright.core.payment.AttemptState.DISPUTE_LOST;
import static dev.tillwright.core.payment.AttemptState.DISPUTE_WON;
import static dev.tillwright.core.payment.AttemptState.FORWARDING;
import static dev.tillwright.core.payment.AttemptState.FORWARD_DECLINED;
import static dev.tillwright.core.payment.AttemptState.INCREMENT_PENDING;
import static dev.tillwright.core.payment.AttemptState.NOT_SENT;
import static dev.tillwright.core.payment.AttemptState.OFFLINE_APPROVED;
import static dev.tillwright.core.payment.AttemptState.PARTIALLY_AUTHORIZED;
import static dev.tillwright.core.payment.AttemptState.REVERSAL_PENDING;
import static dev.tillwright.core.payment.AttemptState.REVERSED;
import static dev.tillwright.core.payment.AttemptState.SENDING;
import static dev.tillwright.core.payment.AttemptState.SETTLED;
import static dev.tillwright.core.payment.AttemptState.UNKNOWN;
import static dev.tillwright.core.payment.AttemptState.VOIDED;
import static dev.tillwright.core.payment.AttemptState.VOID_PENDING;

import dev.tillwright.core.money.Money;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which event may follow which state. What is not here is refused. */
final class AttemptTable {
  private static final Set<AttemptState> UNDECIDED = EnumSet.of(SENDING, UNKNOWN);

  /** The last is how voids were written by the first journals. */
  private static final Set<AttemptState> UNDOABLE =
      EnumSet.of(SENDING, UNKNOWN, PARTIALLY_AUTHORIZED, CAPTURED);

  private static final Set<AttemptState> VOIDABLE =
      EnumSet.of(AUTHORIZED, CAPTURED, OFFLINE_APPROVED, FORWARDING);
  private static final Set<AttemptState> GIVEN_UP =
      EnumSet.of(REVERSAL_PENDING, REVERSED, DECLINED);

  private AttemptTable() {}

  static Optional<Attempt> after(Attempt attempt, AttemptEvent event) {
    return Optional.ofNullable(next(attempt, event));
  }

  private static @Nullable Attempt next(Attempt it, AttemptEvent event) {
    AttemptState state = it.state();
    if (event instanceof AttemptEvent.Sending) {
      return state == CREATED ? it.sent(SENDING, it.sends() + 1) : null;
    } else if (event instanceof AttemptEvent.Cancelled) {
      return state == CREATED ? it.with(CANCELLED) : null;
    } else if (event instanceof AttemptEvent.NotSent) {
      return state == SENDING && it.sends() <= 1 ? it.sent(NOT_SENT, 0) : null;
    } else if (event instanceof AttemptEvent.Approved approved) {
      return approved(it, approved);
    } else if (event instanceof AttemptEvent.PartiallyApproved part) {
      boolean less = part.amount().isPositive() && part.amount().compareTo(asked(it)) < 0;
      return UNDECIDED.contains(state) && less && !it.isRefund()
          ? it.approved(PARTIALLY_AUTHORIZED, part.amount(), part.authorizationCode())
          : null;
    } else if (event instanceof AttemptEvent.PartialAccepted) {
      return state == PARTIALLY_AUTHORIZED
          ? it.approved(taken(it), it.authorized(), it.authorizationCode())
          : null;
    } else if (event instanceof AttemptEvent.Declined no) {
      return UNDECIDED.contains(state)
          ? it.with(DECLINED, no.code(), no.reason())
          : mayHave(it) || stored(it) && it.isRefund()
              ? it.with(FORWARD_DECLINED, no.code(), no.reason())
              : null;
    } else if (event instanceof AttemptEvent.OutcomeLost lost) {
      return state == SENDING ? it.with(UNKNOWN, lost.cause(), "") : null;
    } else if (event instanceof AttemptEvent.Repeating) {
      return state == UNKNOWN ? it.sent(UNKNOWN, it.sends() + 1) : null;
    } else if (event instanceof AttemptEvent.Stored stored) {
      boolean may = state == CREATED && !stored.sent() || state == SENDING || refundUnknown(it);
      return may ? it.sent(OFFLINE_APPROVED, stored.sent() ? Math.max(1, it.sends()) : 0) : null;
    } else if (event instanceof AttemptEvent.Forwarding) {
      return state.waits() ? it.sent(FORWARDING, it.sends() + 1) : null;
    }
    return undone(it, event);
  }

  private static @Nullable Attempt undone(Attempt it, AttemptEvent event) {
    AttemptState state = it.state();
    if (event instanceof AttemptEvent.ReversalDecided undo) {
      return UNDOABLE.contains(state) ? it.with(REVERSAL_PENDING, undo.why(), "") : null;
    } else if (event instanceof AttemptEvent.Reversed) {
      return state == REVERSAL_PENDING ? it.with(REVERSED) : null;
    } else if (event instanceof AttemptEvent.LateApproval) {
      return GIVEN_UP.contains(state)
          ? it.with(REVERSAL_PENDING)
          : state == VOID_PENDING || state == VOIDED ? it.with(VOID_PENDING) : null;
    } else if (event instanceof AttemptEvent.VoidDecided given) {
      boolean untouched = it.captured().isZero() || it.intent().kind() != AttemptKind.AUTHORIZATION;
      return VOIDABLE.contains(state) && untouched ? it.with(VOID_PENDING, given.why(), "") : null;
    } else if (event instanceof AttemptEvent.Voided) {
      return state == VOID_PENDING || stored(it) ? it.with(VOIDED) : null;
    }
    return parted(it, event);
  }

  private static @Nullable Attempt parted(Attempt it, AttemptEvent event) {
    AttemptState state = it.state();
    if (event instanceof AttemptEvent.CaptureDecided part) {
      boolean fits = it.captured().plus(part.amount()).compareTo(it.capturable()) <= 0;
      return state == AUTHORIZED && part.amount().isPositive() && fits
          ? it.parted(
              CAPTURE_PENDING, new Attempt.Part(part.part(), part.amount(), part.last(), part.at()))
          : null;
    } else if (event instanceof AttemptEvent.IncrementDecided part) {
      return state == AUTHORIZED && part.amount().isPositive()
          ? it.parted(
              INCREMENT_PENDING, new Attempt.Part(part.part(), part.amount(), false, part.at()))
          : null;
    }
    if (event instanceof AttemptEvent.Captured) {
      return state == CAPTURE_PENDING ? partDone(it, it.authorizationCode()) : null;
    } else if (event instanceof AttemptEvent.Incremented raised) {
      return state == INCREMENT_PENDING ? partDone(it, raised.authorizationCode()) : null;
    } else if (event instanceof AttemptEvent.CaptureDeclined no) {
      return state == CAPTURE_PENDING ? refused(it, no.code(), no.reason()) : null;
    } else if (event instanceof AttemptEvent.IncrementDeclined no) {
      return state == INCREMENT_PENDING ? refused(it, no.code(), no.reason()) : null;
    }
    return afterwards(it, event);
  }

  private static @Nullable Attempt partDone(Attempt it, String code) {
    Attempt.Part part = it.part();
    if (part == null) {
      return null;
    } else if (it.state() == INCREMENT_PENDING) {
      return it.partDone(AUTHORIZED, it.authorized().plus(part.amount()), it.captured(), code);
    }
    Money captured = it.captured().plus(part.amount());
    return it.partDone(
        part.last() ? CAPTURED : AUTHORIZED,
        part.last() ? captured : it.authorized(),
        captured,
        code);
  }

  private static Attempt refused(Attempt it, String code, String reason) {
    return it.partRefused(AUTHORIZED, new Attempt.Because(code, reason));
  }

  private static @Nullable Attempt afterwards(Attempt it, AttemptEvent event) {
    AttemptState state = it.state();
    if (event instanceof AttemptEvent.Settled) {
      return state == CAPTURED ? it.with(SETTLED) : null;
    } else if (event instanceof AttemptEvent.Disputed) {
      // A dispute that was won may come back, as an arbitration.
      return state == SETTLED || state == DISPUTE_WON ? it.with(DISPUTED) : null;
    } else if (event instanceof AttemptEvent.DisputeEnded ended) {
      return state == DISPUTED ? it.with(ended.won() ? DISPUTE_WON : DISPUTE_LOST) : null;
    } else if (event instanceof AttemptEvent.SettledByHand hand) {
      return byHand(it, hand.moved());
    }
    return null;
  }

  private static @Nullable Attempt byHand(Attempt it, boolean moved) {
    return switch (it.state()) {
      case PARTIALLY_AUTHORIZED ->
          moved
              ? it.approved(taken(it), it.authorized(), it.authorizationCode())
              : it.with(REVERSED);
      case CAPTURE_PENDING, INCREMENT_PENDING ->
          moved ? partDone(it, it.authorizationCode()) : refused(it, "byHand", "");
      case UNKNOWN -> moved ? it.approved(taken(it), asked(it), "") : it.with(REVERSED);
      case FORWARDING -> moved ? it.approved(CAPTURED, asked(it), "") : it.with(FORWARD_DECLINED);
      // Whoever decided to undo it never counts it again: then it is given back another way.
      case REVERSAL_PENDING -> moved ? null : it.with(REVERSED);
      case VOID_PENDING -> moved ? null : it.with(VOIDED);
      default -> null;
    };
  }

  private static @Nullable Attempt approved(Attempt it, AttemptEvent.Approved event) {
    Money amount = event.amount() == null ? asked(it) : event.amount();
    boolean atMost = amount.isPositive() && amount.compareTo(asked(it)) <= 0;
    if (UNDECIDED.contains(it.state())) {
      return amount.equals(asked(it)) || it.isRefund() && atMost
          ? it.approved(taken(it), amount, event.authorizationCode())
          : null;
    }
    return mayHave(it) && atMost ? it.approved(CAPTURED, amount, event.authorizationCode()) : null;
  }

  /** Stored, and the host cannot have it yet. */
  private static boolean stored(Attempt it) {
    return it.state() == OFFLINE_APPROVED && it.sends() == 0;
  }

  /** Stored, and the host may have it already. */
  private static boolean mayHave(Attempt it) {
    return it.state() == FORWARDING || it.state() == OFFLINE_APPROVED && it.sends() > 0;
  }

  /** A refund whose outcome is lost may be stored and sent again; see {@link Payments}. */
  private static boolean refundUnknown(Attempt it) {
    return it.state() == UNKNOWN && it.isRefund();
  }

  private static AttemptState taken(Attempt it) {
    return it.intent().kind() == AttemptKind.AUTHORIZATION ? AUTHORIZED : CAPTURED;
  }

  private static Money asked(Attempt it) {
    return it.intent().amount();
  }
}
