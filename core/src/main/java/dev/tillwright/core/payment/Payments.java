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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
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
  private final Rounds rounds;
  private final Parts parts;
  private final Refunds refunds;
  private final Loads loads;
  private final PaymentWatch watch;
  private final Clock clock;
  private final @Nullable Herald herald;
  private final Consumer<Attempt> captured;
  private volatile Runnable restlessness = () -> {};

  Payments(PaymentsBuilder from) {
    this.clock = from.clock;
    this.captured = from.captured;
    this.attempts =
        new Attempts(from.journal, from.times.durable(), from.unfinished, this::hasMoved);
    this.hosts =
        new HostDesk(from.hosts, from.workers, from.times, answer -> came(answer, from.workers));
    this.watch = new PaymentWatch(from.monitor, from.patience, clock, attempts::restless);
    this.settling = new Settling(attempts, hosts, from.takings, clock, watch::needsPerson);
    this.refunds = new Refunds(attempts, hosts, settling, clock);
    this.loads = new Loads(attempts, hosts, settling, clock);
    this.forwarding =
        new Forwarding(
            attempts, hosts, settling, refunds, from::offlineOf, watch, from.times.host());
    this.rounds = new Rounds(attempts, settling, forwarding, watch, this::tellNotices);
    this.parts = new Parts(attempts, hosts, settling, clock);
    this.herald =
        from.listener == null
            ? null
            : new Herald(from.journal, from.times.durable(), from.listener, from.workers);
    tellNotices();
  }

  /** On a thread of its own; when all of them hang in hosts, on that of the host. */
  private void came(LateAnswer answer, Executor workers) {
    try {
      workers.execute(() -> rounds.came(answer));
    } catch (RejectedExecutionException e) {
      rounds.came(answer);
    }
  }

  private void hasMoved(AttemptState before, Attempt attempt, AttemptEvent event) {
    watch.moved(before, attempt, event);
    boolean taken = !attempt.isRefund() && !attempt.movesSoldValue();
    if (attempt.state() == AttemptState.CAPTURED && !before.counts() && taken) {
      captured.accept(attempt);
    }
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
    return watch.told("payment.outcome", paid(order));
  }

  private PaymentResult paid(PaymentOrder order) {
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
    if (order.charge().converted() != null && !can.can(HostCapability.CONVERSION)) {
      return refused("payment.notOffered", "the host does not charge in the card's currency");
    }
    return Optional.empty();
  }

  private static Optional<PaymentResult.Refused> refused(String code, String reason) {
    return Optional.of(new PaymentResult.Refused(code, reason));
  }

  private AttemptEvent.Intended intent(PaymentOrder order) {
    PaymentKey key = attempts.nextKey();
    return new AttemptEvent.Intended(
        key,
        order.kind(),
        order.tender(),
        order.sale(),
        null,
        order.charge(),
        order.tolerance(),
        order.charged(key),
        now(),
        mayBePart(order),
        true,
        hosts.ids(order.tender(), key),
        order.chip());
  }

  private boolean mayBePart(PaymentOrder order) {
    return order.partial() != PartialChoice.NEVER
        && can(order.tender(), HostCapability.PARTIAL_APPROVAL)
        && can(order.tender(), HostCapability.REVERSAL);
  }

  private PaymentResult charge(AttemptEvent.Intended intent, PaymentOrder order) {
    Attempt attempt = attempts.begin(intent, List.of());
    try {
      HostReply reply = hosts.authorize(attempt, false, false, order.presented());
      boolean stored =
          reply instanceof HostReply.Unreachable
              && order.offline()
              && !can(order.tender(), HostCapability.AT_TERMINAL)
              && !can(order.tender(), HostCapability.AT_PHONE)
              && order.kind() == AttemptKind.PURCHASE
              && forwarding.storesPurchase(attempt);
      Attempt now = stored ? settling.now(attempt) : settling.reply(attempt, reply);
      if (now.state() == AttemptState.PARTIALLY_AUTHORIZED) {
        now = part(now, order.partial());
      }
      return Results.of(settling.rested(now));
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
    return watch.told("payment.refund", refunds.refund(purchase, sale, amount));
  }

  /**
   * Gives money of another till's purchase back, by that purchase's key, through the host that both
   * share. What is left of it the caller knows, who reserved it; the host has the last word.
   * Refused where no such host is here, and where cards are read by a terminal.
   *
   * @param purchase its key, as its sale names it
   * @param order the ticket, the amount and the purchase's card or wallet, as its sale has it
   */
  public PaymentResult refundElsewhere(PaymentKey purchase, PaymentOrder order) {
    return watch.told("payment.refund", refunds.elsewhere(purchase, order));
  }

  /** Gives money without a purchase; only with a host that offers it. */
  public PaymentResult refundWithoutPurchase(PaymentOrder order) {
    return watch.told("payment.refund", refunds.withoutPurchase(order));
  }

  /** What may still be given back of a purchase. */
  public Money refundable(Attempt purchase) {
    return refunds.left(purchase);
  }

  // --- value of gift cards -----------------------------------------------------------------------

  /**
   * Puts value on a card that a sale has sold. The intent is durable first; what is not known is
   * asked about and sent again with its key until it is known. Nothing is kept to be sent later:
   * who cannot be reached is asked anew.
   */
  public PaymentResult load(LoadOrder order) {
    return watch.told("payment.load", loads.load(order));
  }

  /**
   * Takes value off a card again, that an activation or load put there, all of it or nothing. What
   * is not known is asked about, and then undone.
   *
   * @param loaded the activation or load
   * @param sale text of the return's id
   */
  public PaymentResult unload(PaymentKey loaded, String sale) {
    return watch.told("payment.unload", loads.unload(loaded, sale));
  }

  /**
   * What is on a card, as its host tells.
   *
   * @throws IllegalStateException when no host of this kind tells
   */
  public BalanceReply balance(TenderKind kind, BalanceRequest request) {
    if (!can(kind, HostCapability.BALANCE)) {
      throw new IllegalStateException("no host tells balances of " + kind);
    }
    return hosts.balance(kind, request);
  }

  /**
   * Gives up what was approved, before it is settled.
   *
   * @param why a short code
   * @param with what becomes durable together with it
   */
  public PaymentResult giveUp(PaymentKey key, String why, List<Draft> with) {
    Optional<PaymentResult.Refused> refused = refunds.giveUp(key, why, with);
    return refused.isPresent() ? refused.get() : Results.of(rounds.driven(find(key).orElseThrow()));
  }

  /**
   * Gives up what is under way for a sale and has no outcome yet. Whoever waits for it is told that
   * it was cancelled; an approval that comes later is undone. An outcome that was durable first
   * stands. A host that does not reverse is only asked to stop waiting, and its answer stands.
   *
   * @return how many attempts were given up
   */
  public int cancel(String sale) {
    int cancelled = 0;
    for (Attempt attempt : unresolved(sale)) {
      if (attempt.intent().kind().loads()) {
        continue; // it is paid for
      }
      boolean fits =
          attempt.state() == AttemptState.SENDING
              || attempt.state() == AttemptState.UNKNOWN
              || attempt.state() == AttemptState.PARTIALLY_AUTHORIZED;
      if (fits && hosts.undoes(attempt)) {
        AttemptEvent event =
            new AttemptEvent.ReversalDecided(attempt.key(), Cause.CANCELLED.name());
        if (attempts.moveFrom(attempt.state(), event).isPresent()) {
          cancelled++;
          hosts.cancel(attempt);
        }
      } else if (attempt.state() == AttemptState.SENDING) {
        hosts.cancel(attempt); // it cannot be undone; a terminal need not wait for the card
      }
    }
    return cancelled;
  }

  // --- money that was reserved -----------------------------------------------------------------

  /**
   * Takes money that was reserved, at most what was authorized.
   *
   * @param last whether nothing more will be taken, so that the rest is free again
   * @param with what becomes durable together with the decision
   */
  public PaymentResult capture(PaymentKey key, Money amount, boolean last, List<Draft> with) {
    return parts.capture(key, amount, last, with);
  }

  /**
   * Takes the rest of what was reserved and a tip, within the tolerance of the payment; nothing
   * more can be taken after it.
   *
   * @param amount all that is taken now, the tip included
   * @param with what becomes durable together with the decision
   */
  public PaymentResult captureTipped(PaymentKey key, Money amount, List<Draft> with) {
    return parts.captureTipped(key, amount, with);
  }

  /**
   * Decides to take the rest of what was reserved, and leaves it to {@link #resolve()} to tell the
   * host.
   *
   * @return whether it was decided
   */
  public boolean captureLater(PaymentKey key, Money amount) {
    return parts.captureLater(key, amount);
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
    return resolve(Rounds.FOR_EVER);
  }

  /**
   * The same, but begins with no further attempt after this time: whoever waits for it does not
   * wait for every question that a host leaves without an answer.
   */
  public int resolve(Duration most) {
    return rounds.all(most);
  }

  /**
   * Tries now to find out what became of the payments of one sale, and of no other: whoever pays
   * does not wait for the whole queue.
   *
   * @return those of which nobody knows it still
   */
  public List<Attempt> resolve(String sale) {
    unresolved(sale).forEach(rounds::driven);
    return unresolved(sale);
  }

  /**
   * Sends what was taken offline, oldest first. It stops at the first whose outcome cannot be
   * known, so that the order is kept.
   *
   * @return how many still wait
   */
  public int forwardNow() {
    return rounds.forward();
  }

  /**
   * Tries now to end one payment, and no other.
   *
   * @throws IllegalArgumentException when there is no such payment
   */
  public void drive(PaymentKey key) {
    rounds.driven(known(key));
  }

  /**
   * The host's settlement shows that it took a payment which was given up or declined here: it is
   * written down as a late approval, which never counts, and undone.
   *
   * @throws IllegalArgumentException when there is no such payment
   */
  public void tookAfterAll(PaymentKey key) {
    Attempt attempt = known(key);
    AttemptEvent event = new AttemptEvent.LateApproval(key, attempt.intent().amount(), "", "");
    attempts.move(event, List.of()).ifPresent(rounds::driven);
  }

  private Attempt known(PaymentKey key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("no payment has this key"));
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
    return rounds.settled(new AttemptEvent.SettledByHand(key, moved, operator, note));
  }

  /**
   * Writes down that the cardholder disputes a payment.
   *
   * @param reference of the case
   * @return whether it was settled, and so can be
   */
  public boolean disputed(PaymentKey key, String reference) {
    return (isIn(AttemptState.SETTLED, key) || isIn(AttemptState.DISPUTE_WON, key))
        && attempts.move(new AttemptEvent.Disputed(key, reference), List.of()).isPresent();
  }

  /**
   * Writes down that a dispute ended.
   *
   * @param won whether the shop keeps the money
   * @return whether there was one
   */
  public boolean disputeEnded(PaymentKey key, boolean won) {
    return isIn(AttemptState.DISPUTED, key)
        && attempts.move(new AttemptEvent.DisputeEnded(key, won), List.of()).isPresent();
  }

  /**
   * The host's settlement shows an attempt as it stands here.
   *
   * @param reference of the settlement
   * @return whether it is settled by that: only what is captured whole can be
   */
  public boolean settled(PaymentKey key, String reference) {
    return isIn(AttemptState.CAPTURED, key)
        && attempts.move(new AttemptEvent.Settled(key, reference), List.of()).isPresent();
  }

  private boolean isIn(AttemptState state, PaymentKey key) {
    return find(key).filter(it -> it.state() == state).isPresent();
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
}
