package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.sale.TenderKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves money and never lies about it.
 *
 * <p><b>Guarantees.</b> The intent is durable before a byte leaves, the outcome before anything
 * else sees it. What cannot be known is asked about, and then undone: a reversal is stored and
 * repeated until the host acknowledges it, also after a restart. An attempt whose reversal was
 * decided is never counted as paid, whatever the host says later. One payment at a time is under
 * way on a reader. A call comes back within the host's deadline for each question it asks, also
 * when a host hangs, and does not harm the next.
 *
 * <p><b>What a host must do for it.</b> With one that honours reversals, or that knows a repeated
 * key, a customer is charged at most once. One that does neither is refused. A host that does not
 * reverse leaves a sale waiting until it can say what became of the money.
 *
 * <p><b>Threads.</b> Any number. No lock is held while a host is asked, so that a payment can be
 * cancelled and another sale go on meanwhile.
 */
public final class Payments {
  /** More unfinished attempts than this are a fault to be seen, not work to be loaded. */
  public static final int MAX_UNFINISHED = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Payments.class);

  private final Attempts attempts;
  private final HostDesk hosts;
  private final Settling settling;
  private final Forwarding forwarding;
  private final Parts parts;
  private final Refunds refunds;
  private final PaymentWatch watch;
  private final Clock clock;
  private final @Nullable Herald herald;
  private volatile Runnable restlessness = () -> {};

  Payments(PaymentsBuilder from) {
    this.clock = from.clock;
    this.attempts =
        new Attempts(from.journal, from.times.durable(), from.unfinished, this::hasMoved);
    this.hosts =
        new HostDesk(
            from.hosts,
            from.workers,
            from.times.host(),
            answer -> from.workers.execute(() -> came(answer)));
    this.watch = new PaymentWatch(from.monitor, from.patience, clock, attempts::restless);
    this.settling =
        new Settling(attempts, hosts, from.takings, clock, from.times.host(), watch::needsPerson);
    this.forwarding =
        new Forwarding(attempts, hosts, settling, from.offline, watch, from.times.host());
    this.parts = new Parts(attempts, hosts, settling, clock);
    this.refunds = new Refunds(attempts, hosts, settling, clock);
    this.herald =
        from.listener == null
            ? null
            : new Herald(from.journal, from.times.durable(), from.listener, from.workers);
    tellNotices();
  }

  private void hasMoved(Attempt attempt, AttemptEvent event) {
    watch.moved(attempt, event);
    if (event instanceof AttemptEvent.LateApproval) {
      restlessness.run();
    }
    if (!attempt.state().restless()) {
      tellNotices();
    }
  }

  private void tellNotices() {
    if (herald != null) {
      herald.tell();
    }
  }

  /** Who is woken when something must be driven on soon. */
  public void onRestless(Runnable wake) {
    restlessness = Objects.requireNonNull(wake, "wake");
  }

  /** Whether there is someone to move money of this kind. */
  public boolean accepts(TenderKind kind) {
    return hosts.has(kind);
  }

  /** Whether the host for this kind is able to. */
  public boolean can(TenderKind kind, HostCapability capability) {
    return hosts.can(kind, capability);
  }

  // --- taking money ----------------------------------------------------------------------------

  /** Takes or reserves money for a sale. */
  public PaymentResult pay(PaymentOrder order) {
    Optional<PaymentResult.Refused> no = refusal(order);
    if (no.isPresent()) {
      return no.get();
    }
    String reader = order.tender() + " " + order.reader();
    if (!attempts.claimReader(reader)) {
      return new PaymentResult.Refused("payment.busy", "a payment is under way on this reader");
    }
    try {
      return charge(intent(order), order);
    } finally {
      attempts.releaseReader(reader);
    }
  }

  private Optional<PaymentResult.Refused> refusal(PaymentOrder order) {
    HostCapabilities can = hosts.capabilities(order.tender());
    if (can == null) {
      return refused("tender.notAccepted", "nobody takes " + order.tender() + " here");
    }
    if (order.kind() == AttemptKind.AUTHORIZATION && !can.can(HostCapability.SEPARATE_CAPTURE)) {
      return refused("payment.notOffered", "the host does not reserve money");
    }
    return Optional.empty();
  }

  private static Optional<PaymentResult.Refused> refused(String code, String reason) {
    return Optional.of(new PaymentResult.Refused(code, reason));
  }

  private AttemptEvent.Intended intent(PaymentOrder order) {
    return new AttemptEvent.Intended(
        attempts.nextKey(),
        order.kind(),
        order.tender(),
        order.sale(),
        null,
        order.charge(),
        order.tolerance(),
        order.card(),
        now(),
        mayBePart(order),
        true);
  }

  private boolean mayBePart(PaymentOrder order) {
    return order.partial() != PartialChoice.NEVER
        && can(order.tender(), HostCapability.PARTIAL_APPROVAL)
        && can(order.tender(), HostCapability.REVERSAL);
  }

  private PaymentResult charge(AttemptEvent.Intended intent, PaymentOrder order) {
    Attempt attempt = attempts.begin(intent, List.of());
    try {
      HostReply reply = settling.send(attempt, false);
      boolean stored =
          reply instanceof HostReply.Unreachable
              && order.offline()
              && order.kind() == AttemptKind.PURCHASE
              && forwarding.storesPurchase(attempt);
      Attempt now = stored ? settling.now(attempt) : settling.reply(attempt, reply);
      if (now.state() == AttemptState.PARTIALLY_AUTHORIZED) {
        now = part(now, order.partial());
      }
      return result(settling.rested(now));
    } finally {
      attempts.release(attempt.key());
    }
  }

  private Attempt part(Attempt attempt, PartialChoice choice) {
    boolean wanted = false;
    try {
      wanted = choice.accept(attempt.authorized(), attempt.intent().amount());
    } catch (RuntimeException e) {
      LOG.warn("whoever chooses about a part failed: {}", e.getClass().getName());
    }
    return wanted
        ? settling.take(attempt, new AttemptEvent.PartialAccepted(attempt.key()))
        : attempt;
  }

  // --- giving money back -----------------------------------------------------------------------

  /**
   * Gives money of a purchase back, at once, or as soon as the host can be reached. More than is
   * left of the purchase is refused, also when another refund took it a moment ago.
   */
  public PaymentResult refund(PaymentKey purchase, String sale, Money amount) {
    return refunds.refund(purchase, sale, amount);
  }

  /** Gives money without a purchase; only with a host that offers it. */
  public PaymentResult refundWithoutPurchase(PaymentOrder order) {
    return refunds.withoutPurchase(order);
  }

  /** What may still be given back of a purchase. */
  public Money refundable(Attempt purchase) {
    return refunds.left(purchase);
  }

  /**
   * Gives up what was approved, before it is settled.
   *
   * @param why a short code
   * @param with what becomes durable together with it
   */
  public PaymentResult giveUp(PaymentKey key, String why, List<Draft> with) {
    Optional<PaymentResult.Refused> refused = refunds.giveUp(key, why, with);
    return refused.isPresent() ? refused.get() : result(driven(find(key).orElseThrow()));
  }

  /**
   * Gives up what is under way for a sale and has no outcome yet. Whoever waits for it is told that
   * it was cancelled; an approval that comes later is undone. An outcome that was durable first
   * stands.
   *
   * @return how many attempts were given up
   */
  public int cancel(String sale) {
    int cancelled = 0;
    for (Attempt attempt : unresolved(sale)) {
      boolean fits =
          attempt.state() == AttemptState.SENDING
              || attempt.state() == AttemptState.PARTIALLY_AUTHORIZED;
      if (fits && can(attempt.intent().tender(), HostCapability.REVERSAL)) {
        AttemptEvent event =
            new AttemptEvent.ReversalDecided(attempt.key(), Cause.CANCELLED.name());
        cancelled += attempts.move(event, List.of()).isPresent() ? 1 : 0;
      }
    }
    return cancelled;
  }

  // --- money that was reserved -----------------------------------------------------------------

  /**
   * Takes money that was reserved.
   *
   * @param last whether nothing more will be taken, so that the rest is free again
   * @param with what becomes durable together with the decision
   */
  public PaymentResult capture(PaymentKey key, Money amount, boolean last, List<Draft> with) {
    return parts.capture(key, amount, last, with);
  }

  /** Reserves more. */
  public PaymentResult increment(PaymentKey key, Money amount, List<Draft> with) {
    return parts.increment(key, amount, with);
  }

  // --- driving on ------------------------------------------------------------------------------

  /**
   * Tries now to end what has not ended: first what nobody knows, then what waits, in order, until
   * the host cannot be reached.
   *
   * @return how many attempts still have not ended
   */
  public int resolve() {
    for (Attempt attempt : attempts.restless()) {
      if (!attempt.state().waits()) {
        driven(attempt);
      }
    }
    forwarding.forward();
    watch.look();
    tellNotices();
    return attempts.restless().size();
  }

  /**
   * Tries now to find out what became of the payments of one sale, and of no other: whoever pays
   * does not wait for the whole queue.
   *
   * @return those of which nobody knows it still
   */
  public List<Attempt> resolve(String sale) {
    unresolved(sale).forEach(this::driven);
    return unresolved(sale);
  }

  private Attempt driven(Attempt attempt) {
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

  /**
   * Sends what was taken offline, oldest first. It stops at the first whose outcome cannot be
   * known, so that the order is kept.
   *
   * @return how many still wait
   */
  public int forwardNow() {
    int waiting = forwarding.forward();
    watch.look();
    return waiting;
  }

  private void came(LateAnswer answer) {
    Optional<Attempt> found = attempts.find(answer.key());
    AttemptEvent event = found.isEmpty() ? null : Course.onLateAnswer(found.get(), answer.reply());
    if (found.isEmpty() || event == null) {
      LOG.info("a late answer for {} changes nothing", answer.key());
      return;
    }
    settling.apply(found.get(), event);
  }

  /**
   * Ends what no machine can, after somebody asked the host.
   *
   * @param moved whether the money moved
   * @param operator who says so
   * @param note how it was found out, 1 to 200 characters
   * @return whether it could be; an attempt that was given up is never counted again
   */
  public boolean settleByHand(PaymentKey key, boolean moved, String operator, String note) {
    if (note.isBlank() || note.length() > 200) {
      throw new IllegalArgumentException("a note has 1 to 200 characters");
    }
    Attempt attempt = find(key).orElseThrow(() -> new IllegalArgumentException("no " + key));
    AttemptEvent event = new AttemptEvent.SettledByHand(key, moved, operator, note);
    Attempt now =
        moved && !attempt.state().counts()
            ? settling.take(attempt, event)
            : settling.moved(attempt, event);
    return !now.state().restless();
  }

  // --- looking ---------------------------------------------------------------------------------

  /** An attempt as it stands. */
  public Optional<Attempt> find(PaymentKey key) {
    return attempts.find(key);
  }

  /** The attempts that must still be driven on, oldest first. */
  public List<Attempt> unfinished() {
    return attempts.restless();
  }

  /** Money that is reserved and was neither captured nor given up, oldest first. */
  public List<Attempt> authorized() {
    return attempts.authorized();
  }

  /** The attempts of a sale of which nobody knows whether they moved money. */
  public List<Attempt> unresolved(String sale) {
    return unresolved(attempt -> attempt.intent().sale().equals(sale));
  }

  private List<Attempt> unresolved(Predicate<Attempt> which) {
    return attempts.restless().stream()
        .filter(attempt -> attempt.state().unresolved() && which.test(attempt))
        .toList();
  }

  /** How long the oldest payment that was taken offline has waited; zero when none waits. */
  public Duration oldestWaiting() {
    return watch.age(attempt -> attempt.state().waits());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static PaymentResult result(Attempt attempt) {
    Attempt.Because because = attempt.because();
    if (attempt.state().counts()) {
      return new PaymentResult.Taken(
          attempt.key(), attempt.counted(), attempt.authorizationCode(), attempt.state().waits());
    }
    return switch (attempt.state()) {
      case DECLINED, FORWARD_DECLINED ->
          new PaymentResult.Declined(attempt.key(), because.code(), because.reason());
      case NOT_SENT, CANCELLED, REVERSED, VOIDED ->
          new PaymentResult.NotTaken(attempt.key(), cause(attempt));
      default -> new PaymentResult.Unresolved(attempt.key(), cause(attempt));
    };
  }

  private static Cause cause(Attempt attempt) {
    if (attempt.state() == AttemptState.NOT_SENT) {
      return Cause.NO_CONNECTION;
    }
    for (Cause cause : Cause.values()) {
      if (cause.name().equals(attempt.because().code())) {
        return cause;
      }
    }
    return Cause.CANCELLED;
  }
}
