package dev.tillwright.core.host;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.Converted;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Hosts that break one promise each, as hosts in the field do, by the check that must see it. */
final class BrokenHosts {
  private BrokenHosts() {}

  static Map<String, Function<MemoryHost, PaymentHost>> all() {
    Map<String, Function<MemoryHost, PaymentHost>> all = new LinkedHashMap<>();
    all.put("keys_areSentUnchanged", BrokenHosts::sendsSixDigitsOfTheKey);
    all.put("partialApproval_movesWhatItSays", BrokenHosts::saysTheWhole);
    all.put("conversion_movesTheTotal", BrokenHosts::takesTheForeignAmountForTheTotal);
    all.put("repeat_movesNothing", BrokenHosts::makesANewKeyForARepeat);
    all.put("repeatAfterLostAnswer_givesTheFirstAnswer", BrokenHosts::remembersThatItFailed);
    all.put("reversal_takesBack", BrokenHosts::onlyPretendsToReverse);
    all.put("void_takesBack", BrokenHosts::voidsNothing);
    all.put("reversalOfTheUnknown_isAcknowledged", BrokenHosts::wantsTheOriginalFirst);
    all.put("reversalFirst_keepsItsOriginalFromCounting", BrokenHosts::forgetsEarlyReversals);
    all.put("reversalWithoutAnswer_isNotAcknowledged", BrokenHosts::takesSilenceForYes);
    all.put("statusOfTheUnknown_isNotFound", BrokenHosts::declinesWhatItDoesNotFind);
    all.put("statusOfWhatWasReversed_isNotApproved", BrokenHosts::remembersTheFirstAnswerOnly);
    all.put("statusWithoutAnswer_saysNothing", BrokenHosts::findsNothingWithoutAnAnswer);
    all.put("authorization_movesNothing", BrokenHosts::chargesAtOnce);
    all.put("captureRepeated_takesOnce", BrokenHosts::makesANewKeyForACapture);
    all.put("refundRepeated_givesOnce", BrokenHosts::makesANewKeyForARefund);
    all.put("lineDown_isUnreachable_andNothingMoves", BrokenHosts::declinesWithoutALine);
    all.put("lostRequest_isUnknown_withinTheDeadline", BrokenHosts::ignoresTheDeadline);
    all.put("lostAnswer_isUnknown_neverUnreachable", BrokenHosts::saysThatNothingWasSent);
    all.put("brokenAnswer_isUnknown", BrokenHosts::isPoisonedByATimeout);
    all.put("garbledAnswer_isUnknown", BrokenHosts::throwsWhatItCannotRead);
    all.put("answerToAnother_isNobodys", BrokenHosts::declinesWhatIsUnknown);
    all.put("lateAnswer_neverReachesAnother", BrokenHosts::givesALateAnswerToTheNext);
    all.put("answerThatComesTwice_countsOnce", BrokenHosts::givesTheSecondAnswerToTheNext);
    all.put("capabilities_areTheSameEachTime", BrokenHosts::changesItsMind);
    all.put("answers_neverCross", BrokenHosts::sharesAField);
    all.put("lateAnswer_tellsTheTruth", BrokenHosts::tellsTheWrongKey);
    all.put("close_endsCallsUnderWay", BrokenHosts::waitsOnWhenClosed);
    all.put("closedHost_sendsNothing", BrokenHosts::goesOnWhenClosed);
    return all;
  }

  private static PaymentHost asking(
      MemoryHost memory, BiFunction<AuthorizationRequest, Duration, HostReply> how) {
    return new Around(memory) {
      @Override
      public HostReply authorize(AuthorizationRequest request, Duration deadline) {
        return how.apply(request, deadline);
      }
    };
  }

  private static PaymentHost answering(MemoryHost memory, Function<HostReply, HostReply> change) {
    return asking(memory, (request, deadline) -> change.apply(memory.authorize(request, deadline)));
  }

  private static PaymentHost reversing(
      MemoryHost memory, BiFunction<ReversalRequest, Duration, ReversalReply> how) {
    return new Around(memory) {
      @Override
      public ReversalReply reverse(ReversalRequest request, Duration deadline) {
        return how.apply(request, deadline);
      }
    };
  }

  private static PaymentHost telling(
      MemoryHost memory, BiFunction<StatusRequest, StatusReply, StatusReply> change) {
    return new Around(memory) {
      @Override
      public StatusReply status(StatusRequest request, Duration deadline) {
        return change.apply(request, memory.status(request, deadline));
      }
    };
  }

  private static AuthorizationRequest under(PaymentKey key, AuthorizationRequest request) {
    return new AuthorizationRequest(
        key,
        request.charge(),
        request.card(),
        request.at(),
        request.manner(),
        request.partial(),
        request.repeat());
  }

  private static PaymentKey another(PaymentKey key, int count) {
    return new PaymentKey("other", key.epoch(), key.seq() + 1_000L * count);
  }

  private static PaymentHost sendsSixDigitsOfTheKey(MemoryHost memory) {
    return asking(
        memory,
        (request, deadline) -> {
          PaymentKey key = request.key();
          PaymentKey trace = new PaymentKey(key.terminal(), 1, (key.seq() - 1) % 999_999 + 1);
          return memory.authorize(under(trace, request), deadline);
        });
  }

  private static PaymentHost takesTheForeignAmountForTheTotal(MemoryHost memory) {
    return asking(
        memory,
        (request, deadline) -> {
          Converted converted = request.charge().converted();
          Money total = request.charge().total();
          long minor = converted == null ? total.minor() : converted.amount().minor();
          Charge charge = Charge.of(Money.ofMinor(minor, total.currency()));
          return memory.authorize(
              AuthorizationRequest.purchase(request.key(), charge, request.card(), request.at()),
              deadline);
        });
  }

  private static PaymentHost saysTheWhole(MemoryHost memory) {
    return asking(
        memory,
        (request, deadline) ->
            memory
                .authorize(request, deadline)
                .match(
                    approved ->
                        new HostReply.Approved(
                            request.charge().total(), approved.authorizationCode(), ""),
                    declined -> declined,
                    unknown -> unknown,
                    unreachable -> unreachable));
  }

  private static PaymentHost makesANewKeyForARepeat(MemoryHost memory) {
    AtomicInteger count = new AtomicInteger();
    return asking(
        memory,
        (request, deadline) -> {
          HostReply reply =
              request.repeat()
                  ? memory.authorize(
                      under(another(request.key(), count.incrementAndGet()), request), deadline)
                  : memory.authorize(request, deadline);
          return reply;
        });
  }

  private static PaymentHost remembersThatItFailed(MemoryHost memory) {
    Map<PaymentKey, HostReply> known = new ConcurrentHashMap<>();
    return asking(
        memory,
        (request, deadline) ->
            known.computeIfAbsent(request.key(), key -> memory.authorize(request, deadline)));
  }

  private static PaymentHost onlyPretendsToReverse(MemoryHost memory) {
    return reversing(memory, (request, deadline) -> ReversalReply.ACKNOWLEDGED);
  }

  private static PaymentHost voidsNothing(MemoryHost memory) {
    return reversing(
        memory,
        (request, deadline) ->
            request.cause() == ReversalRequest.Cause.VOID
                ? ReversalReply.ACKNOWLEDGED
                : memory.reverse(request, deadline));
  }

  private static boolean never(MemoryHost memory, PaymentKey key) {
    return memory.ledger().entries().stream().noneMatch(it -> it.key().equals(key.toString()));
  }

  private static PaymentHost wantsTheOriginalFirst(MemoryHost memory) {
    return reversing(
        memory,
        (request, deadline) ->
            never(memory, request.original())
                ? ReversalReply.UNACKNOWLEDGED
                : memory.reverse(request, deadline));
  }

  private static PaymentHost forgetsEarlyReversals(MemoryHost memory) {
    return reversing(
        memory,
        (request, deadline) ->
            never(memory, request.original())
                ? ReversalReply.ACKNOWLEDGED
                : memory.reverse(request, deadline));
  }

  private static PaymentHost takesSilenceForYes(MemoryHost memory) {
    return reversing(
        memory,
        (request, deadline) -> {
          memory.reverse(request, deadline);
          return ReversalReply.ACKNOWLEDGED;
        });
  }

  private static PaymentHost declinesWhatItDoesNotFind(MemoryHost memory) {
    return telling(
        memory,
        (request, reply) ->
            reply instanceof StatusReply.NotFound
                ? new StatusReply.Declined(new HostReply.Declined("25", "not found"))
                : reply);
  }

  private static PaymentHost remembersTheFirstAnswerOnly(MemoryHost memory) {
    return telling(
        memory,
        (request, reply) ->
            reply instanceof StatusReply.Declined
                ? new StatusReply.Approved(new HostReply.Approved(request.amount(), "000001", ""))
                : reply);
  }

  private static PaymentHost findsNothingWithoutAnAnswer(MemoryHost memory) {
    return telling(
        memory,
        (request, reply) ->
            reply instanceof StatusReply.Unanswered ? new StatusReply.NotFound() : reply);
  }

  private static PaymentHost chargesAtOnce(MemoryHost memory) {
    return asking(
        memory,
        (request, deadline) ->
            memory.authorize(
                new AuthorizationRequest(
                    request.key(),
                    request.charge(),
                    request.card(),
                    request.at(),
                    Manner.PURCHASE,
                    request.partial(),
                    request.repeat()),
                deadline));
  }

  private static PaymentHost makesANewKeyForACapture(MemoryHost memory) {
    AtomicInteger count = new AtomicInteger();
    return new Around(memory) {
      @Override
      public HostReply capture(CaptureRequest request, Duration deadline) {
        return memory.capture(
            new CaptureRequest(
                another(request.key(), count.incrementAndGet()),
                request.original(),
                request.originalAt(),
                request.authorizationCode(),
                request.amount(),
                request.last(),
                request.card(),
                request.at(),
                request.repeat()),
            deadline);
      }
    };
  }

  private static PaymentHost makesANewKeyForARefund(MemoryHost memory) {
    return new Around(memory) {
      @Override
      public HostReply refund(RefundRequest request, Duration deadline) {
        return memory.refund(
            request.repeat()
                ? new RefundRequest(
                    another(request.key(), 1),
                    request.original(),
                    request.amount(),
                    request.card(),
                    request.at(),
                    false)
                : request,
            deadline);
      }
    };
  }

  private static PaymentHost declinesWithoutALine(MemoryHost memory) {
    return answering(
        memory,
        reply ->
            reply instanceof HostReply.Unreachable
                ? new HostReply.Declined("91", "the card's bank cannot be reached")
                : reply);
  }

  private static PaymentHost ignoresTheDeadline(MemoryHost memory) {
    return answering(
        memory,
        reply -> {
          if (reply instanceof HostReply.Unknown) {
            sleep(Duration.ofSeconds(2));
          }
          return reply;
        });
  }

  private static PaymentHost saysThatNothingWasSent(MemoryHost memory) {
    return answering(
        memory,
        reply ->
            reply instanceof HostReply.Unknown unknown
                ? new HostReply.Unreachable(unknown.cause())
                : reply);
  }

  private static PaymentHost isPoisonedByATimeout(MemoryHost memory) {
    AtomicReference<HostReply> poison = new AtomicReference<>();
    return answering(
        memory,
        reply -> {
          if (reply instanceof HostReply.Unknown) {
            poison.set(reply);
          }
          return poison.get() == null ? reply : poison.get();
        });
  }

  private static PaymentHost throwsWhatItCannotRead(MemoryHost memory) {
    return answering(
        memory,
        reply -> {
          if (reply.equals(new HostReply.Unknown(Cause.GARBLED))) {
            throw new IllegalStateException("unexpected bytes");
          }
          return reply;
        });
  }

  private static PaymentHost declinesWhatIsUnknown(MemoryHost memory) {
    return answering(
        memory,
        reply ->
            reply instanceof HostReply.Unknown ? new HostReply.Declined("05", "no answer") : reply);
  }

  private static PaymentHost givesALateAnswerToTheNext(MemoryHost memory) {
    AtomicReference<HostReply> late = new AtomicReference<>();
    memory.onLateAnswer(answer -> late.set(answer.reply()));
    return answering(
        memory,
        reply -> {
          HostReply before = late.getAndSet(null);
          return before == null ? reply : before;
        });
  }

  private static PaymentHost givesTheSecondAnswerToTheNext(MemoryHost memory) {
    AtomicReference<HostReply> second = new AtomicReference<>();
    return answering(
        memory,
        reply -> {
          HostReply before = second.getAndSet(reply);
          return before == null ? reply : before;
        });
  }

  private static PaymentHost changesItsMind(MemoryHost memory) {
    AtomicInteger asked = new AtomicInteger();
    return new Around(memory) {
      @Override
      public HostCapabilities capabilities() {
        return memory.capabilities().remembering(Duration.ofDays(asked.incrementAndGet()));
      }
    };
  }

  private static PaymentHost sharesAField(MemoryHost memory) {
    AuthorizationRequest[] current = new AuthorizationRequest[1];
    return asking(
        memory,
        (request, deadline) -> {
          current[0] = request;
          sleep(Duration.ofMillis(2));
          return memory.authorize(current[0], deadline);
        });
  }

  private static PaymentHost tellsTheWrongKey(MemoryHost memory) {
    return new Around(memory) {
      @Override
      public void onLateAnswer(Consumer<LateAnswer> listener) {
        memory.onLateAnswer(
            late -> listener.accept(new LateAnswer(another(late.key(), 1), late.reply())));
      }
    };
  }

  private static PaymentHost waitsOnWhenClosed(MemoryHost memory) {
    return asking(
        memory,
        (request, deadline) -> {
          HostReply reply = memory.authorize(request, deadline);
          if (reply instanceof HostReply.Unknown) {
            sleep(deadline);
          }
          return reply;
        });
  }

  private static PaymentHost goesOnWhenClosed(MemoryHost memory) {
    return new Around(memory) {
      @Override
      public void close() {
        // It has nothing to close, it thinks.
      }
    };
  }

  private static void sleep(Duration time) {
    try {
      boolean never = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
      if (never) {
        throw new IllegalStateException("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
