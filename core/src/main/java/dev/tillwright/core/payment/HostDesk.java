package dev.tillwright.core.payment;

import dev.tillwright.core.monitor.flight.Flight;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.qr.PaymentCode;
import dev.tillwright.core.sale.TenderKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the hosts, and always comes back. A host must answer within its deadline and never throw;
 * one that hangs or throws all the same costs its own answer, not the till.
 */
final class HostDesk {
  private static final Logger LOG = LoggerFactory.getLogger(HostDesk.class);

  /** How much longer than its deadline a host may take before nobody waits for it any more. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Set<HostCapability> ASKED =
      Set.of(HostCapability.STATUS_QUERY, HostCapability.REVERSAL, HostCapability.DEDUPLICATION);

  private final Map<TenderKind, PaymentHost> hosts = new EnumMap<>(TenderKind.class);
  private final ExecutorService workers;
  private final Duration deadline;
  private final Duration cardholder;
  private final Consumer<LateAnswer> late;

  HostDesk(
      Map<TenderKind, PaymentHost> hosts,
      ExecutorService workers,
      PaymentTimes times,
      Consumer<LateAnswer> late) {
    this.workers = workers;
    this.deadline = times.host();
    this.cardholder = times.cardholder();
    this.late = late;
    hosts.forEach(this::add);
  }

  private void add(TenderKind kind, PaymentHost host) {
    if (!host.capabilities().isSafe()) {
      throw new IllegalArgumentException(
          "the host for " + kind + " neither reverses nor knows a repeated key");
    }
    if (host.capabilities().can(HostCapability.AT_TERMINAL)
        && !(host.capabilities().can(HostCapability.STATUS_QUERY)
            && host.capabilities().can(HostCapability.DEDUPLICATION))) {
      throw new IllegalArgumentException("a terminal is asked by its id: " + kind);
    }
    if (host.capabilities().can(HostCapability.AT_PHONE)
        && !host.capabilities().can().containsAll(ASKED)) {
      throw new IllegalArgumentException("a wallet is asked, cancelled and knows a key: " + kind);
    }
    if (host.capabilities().can(HostCapability.LOAD)
        && !host.capabilities().can().containsAll(ASKED)) {
      throw new IllegalArgumentException("who loads is asked, reverses and knows a key: " + kind);
    }
    hosts.put(kind, host);
    host.onLateAnswer(late);
  }

  boolean has(TenderKind kind) {
    return hosts.containsKey(kind);
  }

  /** What the host can do; nothing when there is none for this kind any more. */
  @Nullable HostCapabilities capabilities(TenderKind kind) {
    PaymentHost host = hosts.get(kind);
    return host == null ? null : host.capabilities();
  }

  boolean can(TenderKind kind, HostCapability capability) {
    HostCapabilities all = capabilities(kind);
    return all != null && all.can(capability);
  }

  /** Whether the host can undo this: not every one takes back a refund. */
  boolean undoes(Attempt attempt) {
    HostCapabilities can = capabilities(attempt.intent().tender());
    return can != null && Course.undoes(attempt, can);
  }

  /** Under which names the acquirer knows a payment; none when the host fails to say. */
  AcquirerIds ids(TenderKind kind, PaymentKey key) {
    PaymentHost host = hosts.get(kind);
    try {
      return host == null ? AcquirerIds.NONE : host.ids(key);
    } catch (RuntimeException e) {
      LOG.warn("a host failed to name a payment: {}", e.getClass().getName());
      return AcquirerIds.NONE;
    }
  }

  /**
   * @param presented what the customer's phone showed; nobody has it after a crash
   */
  HostReply authorize(
      Attempt attempt, boolean forward, boolean repeat, @Nullable PaymentCode presented) {
    AttemptEvent.Intended intent = attempt.intent();
    AuthorizationRequest.Manner manner =
        forward
            ? AuthorizationRequest.Manner.FORWARD
            : intent.kind() == AttemptKind.AUTHORIZATION
                ? AuthorizationRequest.Manner.AUTHORIZATION
                : AuthorizationRequest.Manner.PURCHASE;
    AuthorizationRequest request =
        new AuthorizationRequest(
            intent.key(),
            intent.charge(),
            intent.card(),
            intent.at(),
            manner,
            intent.partial() && !forward,
            repeat,
            presented);
    return money(attempt, (host, most) -> host.authorize(request, most));
  }

  HostReply refund(Attempt attempt, boolean repeat) {
    AttemptEvent.Intended intent = attempt.intent();
    RefundRequest request =
        new RefundRequest(
            intent.key(), intent.original(), intent.amount(), intent.card(), intent.at(), repeat);
    return money(attempt, (host, most) -> host.refund(request, most));
  }

  /** Value onto a card, or off it again. */
  HostReply load(Attempt attempt, boolean repeat) {
    AttemptEvent.Intended intent = attempt.intent();
    LoadRequest request =
        new LoadRequest(
            intent.key(),
            intent.kind(),
            intent.original(),
            intent.amount(),
            intent.card(),
            intent.at(),
            repeat);
    return money(attempt, (host, most) -> host.load(request, most));
  }

  BalanceReply balance(TenderKind kind, BalanceRequest request) {
    return ask(
        kind,
        deadline,
        host -> host.balance(request, deadline),
        BalanceReply.Unanswered::new,
        HostDesk::drop);
  }

  /** The capture or raise under way. */
  HostReply part(Attempt attempt, Attempt.Part part, boolean repeat) {
    AttemptEvent.Intended intent = attempt.intent();
    if (attempt.state() == AttemptState.INCREMENT_PENDING) {
      IncrementRequest request =
          new IncrementRequest(
              part.key(),
              intent.key(),
              intent.at(),
              part.amount(),
              intent.card(),
              part.at(),
              repeat);
      return ask(
          intent.tender(),
          deadline,
          host -> host.increment(request, deadline),
          HostReply.Unknown::new,
          HostDesk::drop);
    }
    CaptureRequest request =
        new CaptureRequest(
            part.key(),
            intent.key(),
            intent.at(),
            attempt.authorizationCode(),
            part.amount(),
            part.last(),
            intent.card(),
            part.at(),
            repeat);
    return ask(
        intent.tender(),
        deadline,
        host -> host.capture(request, deadline),
        HostReply.Unknown::new,
        HostDesk::drop);
  }

  ReversalReply undo(Attempt attempt, boolean repeat) {
    AttemptEvent.Intended intent = attempt.intent();
    ReversalRequest request =
        new ReversalRequest(
            intent.key(),
            intent.kind(),
            intent.charge(),
            intent.card(),
            intent.at(),
            attempt.state() == AttemptState.VOID_PENDING
                ? ReversalRequest.Cause.VOID
                : ReversalRequest.Cause.REVERSAL,
            repeat);
    return ask(
        intent.tender(),
        deadline,
        host -> host.reverse(request, deadline),
        cause -> ReversalReply.UNACKNOWLEDGED,
        HostDesk::drop);
  }

  StatusReply status(Attempt attempt) {
    AttemptEvent.Intended intent = attempt.intent();
    StatusRequest request =
        new StatusRequest(
            intent.key(),
            intent.kind(),
            intent.original(),
            intent.amount(),
            intent.card(),
            intent.at());
    return ask(
        intent.tender(),
        deadline,
        host -> host.status(request, deadline),
        StatusReply.Unanswered::new,
        HostDesk::drop);
  }

  private static String failure(ExecutionException e) {
    Throwable cause = e.getCause();
    return (cause == null ? e : cause).getClass().getName();
  }

  private static void drop(Object answer) {}

  /** Asks the host to stop waiting for a person; nobody waits for its answer. */
  void cancel(Attempt attempt) {
    PaymentHost host = hosts.get(attempt.intent().tender());
    if (host == null) {
      return;
    }
    try {
      workers.execute(() -> host.cancel(attempt.key()));
    } catch (RejectedExecutionException e) {
      LOG.warn("too many hosts hang; the payment ends when its deadline has passed");
    }
  }

  /** How long money may take: where the customer acts himself meanwhile, he is waited for. */
  Duration patience(TenderKind kind) {
    boolean waits = can(kind, HostCapability.AT_TERMINAL) || can(kind, HostCapability.AT_PHONE);
    return waits ? deadline.plus(cardholder) : deadline;
  }

  private HostReply money(Attempt attempt, BiFunction<PaymentHost, Duration, HostReply> question) {
    Duration most = patience(attempt.intent().tender());
    return ask(
        attempt.intent().tender(),
        most,
        host -> question.apply(host, most),
        HostReply.Unknown::new,
        reply -> {
          if (reply instanceof HostReply.Approved || reply instanceof HostReply.Declined) {
            late.accept(new LateAnswer(attempt.key(), reply));
          }
        });
  }

  /**
   * @param lost what is known when the host fails
   * @param tooLate who gets an answer that came after nobody waited any more
   */
  private <T> T ask(
      TenderKind kind,
      Duration most,
      Function<PaymentHost, T> question,
      Function<Cause, T> lost,
      Consumer<T> tooLate) {
    PaymentHost host = hosts.get(kind);
    if (host == null) {
      LOG.warn("no host for {}", kind);
      return lost.apply(Cause.NO_CONNECTION);
    }
    Waiting<T> waiting = new Waiting<>(tooLate);
    Future<?> running;
    try {
      running = workers.submit(() -> waiting.came(question.apply(host)));
    } catch (RejectedExecutionException e) {
      LOG.warn("too many hosts hang; {} was not asked", kind);
      return lost.apply(Cause.FAILED);
    }
    long begun = System.nanoTime();
    T answer = await(kind, most, running, waiting, lost);
    Flight.host(kind.name(), nameOf(answer), System.nanoTime() - begun);
    return answer;
  }

  private static String nameOf(@Nullable Object answer) {
    if (answer == null) {
      return "";
    }
    return answer instanceof Enum<?> named ? named.name() : answer.getClass().getSimpleName();
  }

  private <T> T await(
      TenderKind kind,
      Duration most,
      Future<?> running,
      Waiting<T> waiting,
      Function<Cause, T> lost) {
    long end = System.nanoTime() + most.plus(GRACE).toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          running.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
          T answer = waiting.answer();
          return answer == null ? lost.apply(Cause.FAILED) : answer;
        } catch (InterruptedException e) {
          interrupted = true; // money is in flight: the answer is waited for all the same
        } catch (TimeoutException e) {
          LOG.warn("the host for {} hangs beyond its deadline", kind);
          T answer = waiting.giveUp();
          return answer == null ? lost.apply(Cause.TIMEOUT) : answer;
        } catch (ExecutionException e) {
          // A host must not throw; when it does, something may have been sent all the same.
          LOG.warn("the host for {} failed: {}", kind, failure(e));
          return lost.apply(Cause.FAILED);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One answer, and whether anybody still waits for it. */
  private static final class Waiting<T> {
    private final Consumer<T> tooLate;
    private @Nullable T answer;
    private boolean gone;

    Waiting(Consumer<T> tooLate) {
      this.tooLate = tooLate;
    }

    void came(T value) {
      synchronized (this) {
        answer = value;
        if (!gone) {
          return;
        }
      }
      tooLate.accept(value);
    }

    synchronized @Nullable T answer() {
      return answer;
    }

    synchronized @Nullable T giveUp() {
      gone = true;
      return answer;
    }
  }
}
