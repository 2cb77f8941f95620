package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves money and never lies about it.
 *
 * <p><b>Guarantees.</b> The intent is durable before a byte leaves, the outcome before anything
 * else sees it. What cannot be known is undone: a reversal is stored and repeated until the host
 * acknowledges it, also after a restart. An attempt whose reversal was decided is never counted as
 * paid, whatever the host says later. With a host that honours reversals a customer is charged at
 * most once. <b>Not promised:</b> anything with a host that cannot reverse; it is refused.
 *
 * <p><b>Threads.</b> Any number; one attempt at a time moves money, the others wait.
 */
public final class Payments {
  /** More unfinished attempts than this are a fault to be seen, not work to be loaded. */
  public static final int MAX_UNFINISHED = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Payments.class);

  private final Journal journal;
  private final Map<TenderKind, PaymentHost> hosts;
  private final OfflineLimits offline;
  private final PaymentTimes times;
  private final Clock clock;
  private final Map<PaymentKey, Attempt> unfinished = new LinkedHashMap<>();
  private long lastSeq;

  /**
   * @param hosts who moves the money, for each kind of tender that needs someone
   * @param unfinished what an earlier opening left undone, in order; see {@link #recover}
   */
  public Payments(
      Journal journal,
      Map<TenderKind, PaymentHost> hosts,
      OfflineLimits offline,
      PaymentTimes times,
      Clock clock,
      List<Attempt> unfinished) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.hosts = new EnumMap<>(TenderKind.class);
    hosts.forEach(this::add);
    this.offline = Objects.requireNonNull(offline, "offline");
    this.times = Objects.requireNonNull(times, "times");
    this.clock = Objects.requireNonNull(clock, "clock");
    unfinished.forEach(attempt -> this.unfinished.put(attempt.key(), attempt));
  }

  private void add(TenderKind kind, PaymentHost host) {
    if (!host.capabilities().reversal()) {
      throw new IllegalArgumentException("the host for " + kind + " does not reverse");
    }
    hosts.put(kind, host);
  }

  /** Whether there is someone to move money of this kind. */
  public boolean accepts(TenderKind kind) {
    return hosts.containsKey(kind);
  }

  /**
   * Takes money for a sale.
   *
   * @param whenTaken what else becomes durable in the same commit as the good outcome
   */
  public synchronized PaymentResult purchase(
      TenderKind tender,
      String sale,
      Money amount,
      ProtectedCard card,
      Function<PaymentResult.Taken, List<Draft>> whenTaken) {
    PaymentHost host = host(tender);
    Attempt attempt = intend(tender, sale, null, amount, card);
    HostReply reply = ask(() -> host.purchase(purchaseRequest(attempt, false), times.host()));
    return reply.match(
        approved -> purchased(attempt, approved, whenTaken),
        declined -> declined(attempt, declined),
        unknown -> undo(attempt, unknown.cause()),
        unreachable -> offline(attempt, unreachable.cause(), host, whenTaken));
  }

  /**
   * Gives money of a purchase back.
   *
   * @param whenTaken what else becomes durable in the same commit as the good outcome
   * @throws IllegalArgumentException when it is more than is left of the purchase
   */
  public synchronized PaymentResult refund(
      Attempt original,
      String sale,
      Money amount,
      Function<PaymentResult.Taken, List<Draft>> whenTaken) {
    if (amount.compareTo(refundable(original)) > 0) {
      throw new IllegalArgumentException("more than is left of the purchase " + original.key());
    }
    TenderKind tender = original.intent().tender();
    PaymentHost host = host(tender);
    Attempt attempt = intend(tender, sale, original.key(), amount, original.intent().card());
    HostReply reply = ask(() -> host.refund(refundRequest(attempt, false), times.host()));
    return reply.match(
        approved -> refunded(attempt, approved, whenTaken),
        declined -> declined(attempt, declined),
        unknown ->
            host.capabilities().deduplication()
                ? store(attempt, true, whenTaken)
                : undo(attempt, unknown.cause()),
        unreachable ->
            host.capabilities().deduplication()
                ? store(attempt, false, whenTaken)
                : notSent(attempt, unreachable.cause()));
  }

  /** What may still be given back of a purchase. */
  public synchronized Money refundable(Attempt original) {
    Money amount = original.intent().amount();
    if (original.isRefund() || !original.state().counts()) {
      return Money.zero(amount.currency());
    }
    journal.awaitFollower(PaymentBook.NAME, journal.headSeq(), times.durable());
    return amount.minus(
        journal.database().read(tx -> PaymentBook.refunded(original.key(), amount.currency(), tx)));
  }

  /** Decides that a purchase is not wanted any more, and undoes it. */
  public synchronized PaymentResult reverse(Attempt purchase, String why, List<Draft> with) {
    return undo(purchase, HostReply.Cause.FAILED, why, with);
  }

  /**
   * Drives what an earlier opening left undone towards its end: an attempt with no known outcome is
   * undone. Call once, before anything else.
   */
  public synchronized void recover() {
    for (Attempt attempt : List.copyOf(unfinished.values())) {
      if (attempt.state() != AttemptState.SENDING) {
        continue;
      }
      // Also a refund: its return does not show it as paid out, so it must not be.
      move(attempt, new AttemptEvent.ReversalDecided(attempt.key(), "RECOVERY"), List.of());
    }
  }

  /**
   * Tries once to end what has not ended: reversals first, then what was stored, in order, until
   * the host cannot be reached.
   *
   * @return how many attempts still have not ended
   */
  public synchronized int resolve() {
    for (Attempt attempt : List.copyOf(unfinished.values())) {
      if (attempt.state() == AttemptState.REVERSAL_PENDING) {
        tryReverse(attempt, true);
      }
    }
    forwardNow();
    return unfinished.size();
  }

  /**
   * Sends what was stored, oldest first. It stops at the first whose outcome cannot be known, so
   * that the order is kept.
   *
   * @return how many still wait
   */
  public synchronized int forwardNow() {
    for (Attempt attempt : waiting()) {
      if (!forward(attempt)) {
        break;
      }
    }
    return waiting().size();
  }

  /** The attempts that have not ended, oldest first. */
  public synchronized List<Attempt> unfinished() {
    return List.copyOf(unfinished.values());
  }

  /** The attempts of a sale that have not ended and may still move money the wrong way. */
  public synchronized List<Attempt> unresolved(String sale) {
    return unfinished.values().stream()
        .filter(attempt -> attempt.intent().sale().equals(sale))
        .filter(attempt -> !attempt.state().counts())
        .toList();
  }

  private Attempt intend(
      TenderKind tender,
      String sale,
      @Nullable PaymentKey original,
      Money amount,
      ProtectedCard card) {
    if (unfinished.size() >= MAX_UNFINISHED) {
      throw new IllegalStateException("too many attempts have not ended");
    }
    PaymentKey key = new PaymentKey(journal.terminal(), journal.epoch(), ++lastSeq);
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    AttemptEvent.Intended intended =
        new AttemptEvent.Intended(key, tender, sale, original, amount, card, at);
    journal.append(List.of(PaymentEntries.draft(intended)), times.durable());
    Attempt attempt = Attempt.of(intended);
    unfinished.put(key, attempt);
    return attempt;
  }

  private PaymentResult purchased(
      Attempt attempt,
      HostReply.Approved approved,
      Function<PaymentResult.Taken, List<Draft>> whenTaken) {
    if (!approved.amount().equals(attempt.intent().amount())) {
      // The till asked for the whole or nothing: what was approved in part goes back.
      return undo(attempt, HostReply.Cause.GARBLED, "PARTIAL", List.of());
    }
    return taken(attempt, approved, whenTaken);
  }

  private PaymentResult refunded(
      Attempt attempt,
      HostReply.Approved approved,
      Function<PaymentResult.Taken, List<Draft>> whenTaken) {
    return taken(attempt, approved, whenTaken);
  }

  private PaymentResult taken(
      Attempt attempt,
      HostReply.Approved approved,
      Function<PaymentResult.Taken, List<Draft>> whenTaken) {
    PaymentResult.Taken taken =
        new PaymentResult.Taken(attempt.key(), approved.authorizationCode(), false);
    move(
        attempt,
        new AttemptEvent.Approved(
            attempt.key(), approved.authorizationCode(), approved.reference()),
        whenTaken.apply(taken));
    return taken;
  }

  private PaymentResult declined(Attempt attempt, HostReply.Declined declined) {
    move(
        attempt,
        new AttemptEvent.Declined(attempt.key(), declined.code(), declined.reason()),
        List.of());
    return new PaymentResult.Declined(attempt.key(), declined.code(), declined.reason());
  }

  private PaymentResult notSent(Attempt attempt, HostReply.Cause cause) {
    move(attempt, new AttemptEvent.NotSent(attempt.key()), List.of());
    return new PaymentResult.NotTaken(attempt.key(), cause);
  }

  private PaymentResult offline(
      Attempt attempt,
      HostReply.Cause cause,
      PaymentHost host,
      Function<PaymentResult.Taken, List<Draft>> whenTaken) {
    // Forwarding repeats a key whose outcome was lost: only a host that knows it again may get it.
    Optional<String> refusal =
        host.capabilities().deduplication()
            ? offline.refuses(attempt.intent().amount(), waitingPurchases(), waitingTotal(attempt))
            : Optional.of("the host does not know a repeated key");
    if (refusal.isPresent()) {
      LOG.info("payment {} not taken offline: {}", attempt.key(), refusal.get());
      return notSent(attempt, cause);
    }
    return store(attempt, false, whenTaken);
  }

  private PaymentResult store(
      Attempt attempt, boolean sent, Function<PaymentResult.Taken, List<Draft>> whenTaken) {
    PaymentResult.Taken taken = new PaymentResult.Taken(attempt.key(), "", true);
    move(attempt, new AttemptEvent.Stored(attempt.key(), sent), whenTaken.apply(taken));
    return taken;
  }

  private PaymentResult undo(Attempt attempt, HostReply.Cause cause) {
    return undo(attempt, cause, cause.name(), List.of());
  }

  private PaymentResult undo(Attempt attempt, HostReply.Cause cause, String why, List<Draft> with) {
    Attempt pending = move(attempt, new AttemptEvent.ReversalDecided(attempt.key(), why), with);
    return tryReverse(pending, false)
        ? new PaymentResult.NotTaken(attempt.key(), cause)
        : new PaymentResult.Unresolved(attempt.key(), cause);
  }

  private boolean tryReverse(Attempt attempt, boolean repeat) {
    PaymentHost host = hosts.get(attempt.intent().tender());
    if (host == null) {
      LOG.warn("no host to reverse {} at", attempt.key());
      return false;
    }
    ReversalRequest request =
        new ReversalRequest(
            attempt.key(),
            attempt.isRefund(),
            attempt.intent().amount(),
            attempt.intent().card(),
            attempt.intent().at(),
            repeat);
    ReversalReply reply;
    try {
      reply = host.reverse(request, times.host());
    } catch (RuntimeException e) {
      LOG.warn("reversing {} failed: {}", attempt.key(), e.getClass().getName());
      return false;
    }
    if (reply == ReversalReply.ACKNOWLEDGED) {
      move(attempt, new AttemptEvent.Reversed(attempt.key()), List.of());
      return true;
    }
    return false;
  }

  private boolean forward(Attempt stored) {
    PaymentHost host = hosts.get(stored.intent().tender());
    if (host == null) {
      LOG.warn("no host to forward {} to", stored.key());
      return false;
    }
    boolean repeat = stored.sends() > 0;
    Attempt attempt = move(stored, new AttemptEvent.Forwarding(stored.key()), List.of());
    HostReply reply =
        ask(
            () ->
                attempt.isRefund()
                    ? host.refund(refundRequest(attempt, repeat), times.host())
                    : host.purchase(
                        new PurchaseRequest(
                            attempt.key(),
                            attempt.intent().amount(),
                            attempt.intent().card(),
                            attempt.intent().at(),
                            true,
                            repeat),
                        times.host()));
    return reply.match(
        approved -> {
          taken(attempt, approved, none -> List.of());
          return true;
        },
        declined -> {
          LOG.warn("stored payment {} was declined: {}", attempt.key(), declined.code());
          declined(attempt, declined);
          return true;
        },
        unknown -> false,
        unreachable -> false);
  }

  private HostReply ask(Supplier<HostReply> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      // A host must not throw; when it does, something may have been sent all the same.
      LOG.warn("a payment host failed: {}", e.getClass().getName());
      return new HostReply.Unknown(HostReply.Cause.FAILED);
    }
  }

  private Attempt move(Attempt attempt, AttemptEvent event, List<Draft> with) {
    Attempt next =
        attempt
            .after(event)
            .orElseThrow(
                () -> new IllegalStateException("not in state " + attempt.state() + ": " + event));
    List<Draft> drafts = new ArrayList<>();
    drafts.add(PaymentEntries.draft(event));
    drafts.addAll(with);
    journal.append(drafts, times.durable());
    if (next.state().ended()) {
      unfinished.remove(next.key());
    } else {
      unfinished.put(next.key(), next);
    }
    return next;
  }

  private PurchaseRequest purchaseRequest(Attempt attempt, boolean repeat) {
    AttemptEvent.Intended intent = attempt.intent();
    return new PurchaseRequest(
        intent.key(), intent.amount(), intent.card(), intent.at(), false, repeat);
  }

  private RefundRequest refundRequest(Attempt attempt, boolean repeat) {
    AttemptEvent.Intended intent = attempt.intent();
    PaymentKey original = Objects.requireNonNull(intent.original(), "original");
    return new RefundRequest(
        intent.key(), original, intent.amount(), intent.card(), intent.at(), repeat);
  }

  private List<Attempt> waiting() {
    return unfinished.values().stream().filter(Payments::waits).toList();
  }

  private static boolean waits(Attempt attempt) {
    return attempt.state() == AttemptState.STORED || attempt.state() == AttemptState.FORWARDING;
  }

  private int waitingPurchases() {
    return (int) waiting().stream().filter(attempt -> !attempt.isRefund()).count();
  }

  private Money waitingTotal(Attempt like) {
    Money total = Money.zero(like.intent().amount().currency());
    for (Attempt attempt : waiting()) {
      if (!attempt.isRefund()) {
        total = total.plus(attempt.intent().amount());
      }
    }
    return total;
  }

  private PaymentHost host(TenderKind tender) {
    PaymentHost host = hosts.get(tender);
    if (host == null) {
      throw new IllegalArgumentException("no host takes " + tender);
    }
    return host;
  }
}
