package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store and forward: what may be taken while the host is out of reach, and sending it later, in
 * order, once each.
 */
final class Forwarding {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

  private final Attempts attempts;
  private final HostDesk hosts;
  private final Settling settling;
  private final Refunds refunds;
  private final Function<TenderKind, OfflineLimits> limits;
  private final PaymentWatch watch;
  private final Duration patience;
  private final ReentrantLock queue = new ReentrantLock();

  Forwarding(
      Attempts attempts,
      HostDesk hosts,
      Settling settling,
      Refunds refunds,
      Function<TenderKind, OfflineLimits> limits,
      PaymentWatch watch,
      Duration patience) {
    this.attempts = attempts;
    this.hosts = hosts;
    this.settling = settling;
    this.refunds = refunds;
    this.limits = limits;
    this.watch = watch;
    this.patience = patience;
  }

  /** Takes a payment here, within the limits; one after the other, so that they hold together. */
  synchronized boolean storesPurchase(Attempt attempt) {
    Optional<String> refusal = refusal(attempt);
    if (refusal.isPresent()) {
      LOG.info("payment {} not taken offline: {}", attempt.key(), refusal.get());
      return false;
    }
    Attempt now = settling.take(attempt, new AttemptEvent.Stored(attempt.key(), false));
    return now.state() != AttemptState.SENDING;
  }

  private Optional<String> refusal(Attempt attempt) {
    HostCapabilities can = hosts.capabilities(attempt.intent().tender());
    if (can == null || !can.can(HostCapability.DEDUPLICATION)) {
      // Forwarding repeats a key whose outcome was lost: only a host that knows it may get it.
      return Optional.of("the host does not know a repeated key");
    }
    TenderKind kind = attempt.intent().tender();
    List<Attempt> purchases =
        waiting().stream().filter(it -> !it.isRefund() && it.intent().tender() == kind).toList();
    Money total = Money.zero(attempt.intent().amount().currency());
    for (Attempt waits : purchases) {
      total = total.plus(waits.intent().amount());
    }
    Money amount = attempt.intent().amount();
    if (kind == TenderKind.GIFT) { // what one card spends here is capped together
      for (Attempt waits : purchases) {
        boolean same = waits.intent().card().token().equals(attempt.intent().card().token());
        amount = same ? amount.plus(waits.intent().amount()) : amount;
      }
      total = total.minus(amount.minus(attempt.intent().amount()));
    }
    return limits
        .apply(kind)
        .refuses(
            amount,
            purchases.size(),
            total,
            watch.age(it -> it.state().waits() && !it.isRefund() && it.intent().tender() == kind));
  }

  /**
   * Sends what waits, oldest first, until the outcome of one cannot be known. One round at a time:
   * a second caller waits for the first, for as long as a host may take.
   *
   * @param most nothing further is sent after this time
   * @return how many still wait
   */
  int forward(Duration most) {
    long begun = System.nanoTime();
    boolean mine = false;
    try {
      mine = queue.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!mine) {
      return waiting().size();
    }
    try {
      for (Attempt next : waiting()) {
        if (System.nanoTime() - begun >= most.toNanos() || !passed(next)) {
          break;
        }
      }
      return waiting().size();
    } finally {
      queue.unlock();
    }
  }

  /** Whether the next in the queue may follow. */
  private boolean passed(Attempt next) {
    if (!attempts.claim(next.key())) {
      return false; // it is being stored this moment
    }
    try {
      Attempt now = settling.now(next);
      if (!now.state().waits()) {
        return true;
      }
      Optional<AttemptEvent> unfounded = refunds.unfounded(now);
      if (unfounded.isPresent()) {
        settling.moved(now, unfounded.get());
        return true;
      }
      Attempt after = settling.settle(now, now.sends() > 0);
      return !after.state().waits() || settling.needsPerson(after);
    } finally {
      attempts.release(next.key());
    }
  }

  private List<Attempt> waiting() {
    return attempts.restless().stream().filter(attempt -> attempt.state().waits()).toList();
  }
}
