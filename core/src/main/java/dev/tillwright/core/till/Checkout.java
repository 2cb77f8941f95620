package dev.tillwright.core.till;

import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PaymentResult;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.payment.Takings;
import dev.tillwright.core.qr.WalletRules;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Refusal;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves sales from one tender to the next, and finishes one when nothing is due any more. How each
 * kind of tender is asked for is in {@link Tenders}.
 *
 * <p>Its monitor guards the receipt numbers and the step of a sale from one tender to the next. It
 * is free while a host, a check, a shared store or the ledger of points is asked: a ticket that is
 * being paid is claimed instead, so that nobody else moves it.
 */
final class Checkout implements Takings {
  private final Books books;
  private final Quotes quotes;
  private final @Nullable PointsCounter points;
  private final Acceptance acceptance;
  private final CardPlans plans;
  private final Tenders tenders;
  // Looked into without the lock, by who holds another.
  private final Map<SaleId, Ticket> paying = new ConcurrentHashMap<>();
  private final Map<SaleId, Ticket> waiting = new HashMap<>();
  private final Map<SaleId, Sale> found = new LinkedHashMap<>();
  private final Origins origins;
  private @Nullable Payments payments;
  private Consumer<CompletedSale> finished = sale -> {};
  private Runnable afterwards = () -> {};
  private Function<CompletedSale, List<Draft>> alongside = sale -> List.of();
  private long lastReceipt;

  Checkout(
      Books books,
      Quotes quotes,
      @Nullable CardProtector cards,
      @Nullable PointsCounter points,
      OfflineLimits offline,
      Acceptance acceptance,
      WalletRules wallets,
      @Nullable GiftCounter gifts) {
    this.books = books;
    this.quotes = quotes;
    this.points = points;
    this.acceptance = acceptance;
    this.plans = new CardPlans(books);
    this.tenders = new Tenders(this, plans, acceptance, cards, points, offline, wallets, gifts);
    this.origins = new Origins(books, this::isPaying);
    this.lastReceipt = books.read(SalesBook.NAME, SalesBook::lastReceipt);
  }

  /** The payments, which need this to be made. Called once, before anything else. */
  void with(Payments made) {
    payments = made;
  }

  /** Keeps the issuer of each card that is read, for risk rules. Called once, before anything. */
  void noteIssuers() {
    tenders.noteIssuers();
  }

  /** Points as a tender; {@code null} without a program. */
  @Nullable PointsCounter points() {
    return points;
  }

  /** Who hears of each sale that is durable to its end; returns at once. */
  void onFinished(Consumer<CompletedSale> hears) {
    finished = finished.andThen(hears);
  }

  /** What is done after each step that may have finished a sale, when nobody holds its ticket. */
  void afterwards(Runnable work) {
    afterwards = work;
  }

  /** What is written in one piece with a sale's end. Called once, before anything else. */
  void alongside(Function<CompletedSale, List<Draft>> drafts) {
    alongside = drafts;
  }

  /** Does something while no sale and no return comes to its end. */
  synchronized <T> T still(Supplier<T> work) {
    return work.get();
  }

  Origins origins() {
    return origins;
  }

  private boolean isPaying(SaleId sale) {
    return paying.containsKey(sale);
  }

  Payments payments() {
    return Objects.requireNonNull(payments, "payments");
  }

  Outcome pay(Ticket ticket, Tender tender) {
    return claimed(
        ticket,
        () -> origins.reserve(ticket).or(() -> begunToPay(ticket)),
        () -> tenders.take(ticket, tender));
  }

  private synchronized Optional<Outcome> begunToPay(Ticket ticket) {
    if (ticket.sale().paysOut()) {
      throw new RefusedException("sale.isReturn", "a return is paid out, not paid");
    }
    return beginTender(ticket);
  }

  /**
   * Does something with a ticket that nobody else may touch meanwhile, once no earlier payment of
   * it stands in the way.
   */
  Outcome claimed(Ticket ticket, Supplier<Outcome> work) {
    return claimed(ticket, Optional::empty, work);
  }

  /**
   * The same.
   *
   * @param first a last step of the open ticket, which becomes durable with those before it: one
   *     force for all of them; or what stands in the way
   */
  private Outcome claimed(
      Ticket ticket, Supplier<Optional<Outcome>> first, Supplier<Outcome> work) {
    Outcome outcome = held(ticket, first, work);
    afterwards.run();
    return outcome;
  }

  private Outcome held(Ticket ticket, Supplier<Optional<Outcome>> first, Supplier<Outcome> work) {
    synchronized (this) {
      ticket.requireHeld();
      if (paying.putIfAbsent(ticket.id(), ticket) != null) {
        return new Outcome.Declined("payment.busy", "a payment of this sale is under way");
      }
    }
    try {
      // A payment that is not at its end began when all before it was durable.
      Optional<Outcome> against = unresolved(ticket).or(first);
      books.settle(ticket);
      return against.isPresent() ? against.get() : work.get();
    } finally {
      synchronized (this) {
        remember(ticket);
        paying.remove(ticket.id(), ticket);
        plans.forget(ticket);
      }
    }
  }

  /** Finishes a sale with nothing due: a basket that came to zero. */
  Outcome finish(Ticket ticket) {
    return claimed(ticket, () -> origins.reserve(ticket), () -> finished(ticket));
  }

  /** The same, of a ticket that is claimed already. */
  synchronized Outcome finished(Ticket ticket) {
    Optional<Outcome> against = beginTender(ticket);
    if (against.isPresent()) {
      return against.get();
    }
    books.settle(ticket); // the lock, without which no end can follow
    Money due = ticket.due();
    // What is left rounds to nothing in cash: rounding alone pays it.
    Step step =
        due.isPositive() && ticket.sale().cashDue().isZero()
            ? tender(ticket.sale(), ticket.sale().cashTender(Money.zero(due.currency())))
            : completeIfPaid(ticket.sale());
    if (step.finished().isEmpty()) {
      return new Outcome.Declined("sale.notFullyPaid", "something is still due");
    }
    books.append(step.drafts());
    return arrived(ticket, step, ticket.due(), false);
  }

  /** The sales that a crash left open, before their payments are resolved. */
  synchronized void found(Collection<Sale> open) {
    open.forEach(sale -> found.put(sale.id(), sale));
  }

  /** A sale that was found is taken up by a ticket, which moves it from now on. */
  synchronized void resumed(Ticket ticket) {
    Sale now = found.remove(ticket.id());
    if (now != null && now.tenders().size() != ticket.sale().tenders().size()) {
      ticket.advance(now); // a payment of it was found to have gone through
    }
    remember(ticket);
  }

  /**
   * Gives a sale that another ticket holds to a new one. Not while it is being paid: what the old
   * ticket's payment brings would be unknown to the new one, and be charged again.
   */
  synchronized Ticket takenUp(SaleId sale, Supplier<Ticket> take) {
    if (isPaying(sale)) {
      throw new RefusedException("payment.busy", "a payment of this sale is under way");
    }
    Ticket ticket = take.get();
    resumed(ticket);
    return ticket;
  }

  /** What has no known outcome may still become a tender: the ticket is not forgotten then. */
  private void remember(Ticket ticket) {
    if (payments().unresolved(ticket.id().toString()).isEmpty()) {
      waiting.remove(ticket.id());
    } else {
      waiting.put(ticket.id(), ticket);
    }
  }

  /** A sale that was found, as it stands by now. */
  synchronized Sale found(SaleId sale) {
    return Objects.requireNonNull(found.get(sale), "sale");
  }

  @Override
  public boolean take(Attempt attempt, PaymentResult.Taken taken, Predicate<List<Draft>> write) {
    if (attempt.movesSoldValue()) {
      return write.test(List.of()); // no tender: what a finished sale has sold
    }
    synchronized (this) {
      SaleId id = SaleId.parse(attempt.intent().sale());
      Ticket ticket = paying.getOrDefault(id, waiting.get(id));
      Sale sale = ticket == null ? found.get(id) : ticket.sale();
      if (sale == null || !takesMoney(sale)) {
        return false;
      }
      Optional<Step> step = wanted(sale, attempt, taken);
      if (step.isEmpty() || !write.test(step.get().drafts())) {
        return false;
      }
      numbered(step.get());
      if (ticket == null) {
        found.put(id, step.get().next());
      } else {
        ticket.advance(step.get().next());
      }
      return true;
    }
  }

  @Override
  public List<Draft> notCaptured(Attempt attempt) {
    return Tips.undone(books, attempt);
  }

  private static boolean takesMoney(Sale sale) {
    return switch (sale.state()) {
      case TENDERING, LAID_AWAY, CANCELLING -> true;
      case OPEN, SUSPENDED, VERIFYING, COMPLETED, VOIDED -> false;
    };
  }

  private Optional<Step> wanted(Sale sale, Attempt attempt, PaymentResult.Taken taken) {
    try {
      TenderLine asked = plans.tender(sale.id(), attempt, taken.authorizationCode());
      return asked.limitedTo(taken.amount()).map(line -> tender(sale, line));
    } catch (RefusedException | IllegalArgumentException e) {
      return Optional.empty(); // more than is due by now
    }
  }

  /** A sale as it would be if it was finished now, for people to look at. */
  CompletedSale asIfFinished(Sale sale) {
    Sale shown = sale.state() == Sale.State.OPEN ? quotes.locked(sale) : sale;
    return shown.asIfFinished();
  }

  /** How an open basket is locked just now. */
  SaleCommand begin(Sale open) {
    return quotes.begin(open);
  }

  /** What the open basket would come to and earn just now. */
  Offer offer(Sale open) {
    return quotes.offer(open);
  }

  /**
   * Locks the basket with its promotions and asks what it earns; a second call changes nothing.
   *
   * @return what stands in the way, when goods come back that another ticket takes
   */
  Optional<Outcome> beginTender(Ticket ticket) {
    Sale sale = ticket.sale();
    Optional<Outcome> against = origins.check(ticket).or(() -> waits(sale));
    if (against.isPresent() || sale.state() != Sale.State.OPEN) {
      return against;
    }
    accept(ticket.decide(quotes.begin(sale)));
    return Optional.empty();
  }

  private static Optional<Outcome> waits(Sale sale) {
    return sale.pause().map(it -> new Outcome.Paused(it, Refusal.VERIFYING.sentence()));
  }

  /** Limits and rules, for who asks before anything else. */
  Checks checks() {
    return acceptance.checks();
  }

  /** An earlier attempt that is not at its end stands in the way of any other. */
  Optional<Outcome> unresolved(Ticket ticket) {
    return payments().resolve(ticket.id().toString()).stream()
        .findFirst()
        .map(
            attempt ->
                new Outcome.Unknown(
                    attempt.key().toString(), "an earlier payment has no known outcome yet"));
  }

  /** A step that needs nobody outside is written under the lock, and the ticket shows it. */
  synchronized Outcome.Approved taken(Ticket ticket, Supplier<Step> made, Money change) {
    Step step = made.get();
    books.append(step.drafts());
    return arrived(ticket, step, change, false);
  }

  /** The sale after a tender, and after its end when that was the last one; nothing is written. */
  Step tender(Sale sale, TenderLine line) {
    SaleCommand command =
        sale.state() == Sale.State.CANCELLING
            ? new SaleCommand.PayBack(line)
            : new SaleCommand.Tender(line);
    Decision.Accepted accepted = accept(sale.decide(command));
    List<Draft> drafts =
        new ArrayList<>(accepted.events().stream().map(SaleEvents::toDraft).toList());
    return completeIfPaid(new Step(accepted.next(), drafts, Optional.empty()));
  }

  /** The end of a sale that is paid in full. */
  Step completeIfPaid(Sale sale) {
    return completeIfPaid(new Step(sale, List.of(), Optional.empty()));
  }

  private Step completeIfPaid(Step step) {
    Sale.State state = step.next().state();
    boolean ends = state == Sale.State.TENDERING || state == Sale.State.LAID_AWAY;
    if (!ends || !step.next().due().isZero()) {
      return step;
    }
    Decision.Accepted accepted =
        accept(step.next().decide(new SaleCommand.Complete(lastReceipt + 1)));
    List<Draft> drafts = new ArrayList<>(step.drafts());
    accepted.events().stream().map(SaleEvents::toDraft).forEach(drafts::add);
    accepted.next().completed().map(alongside).ifPresent(drafts::addAll);
    return new Step(accepted.next(), drafts, accepted.next().completed());
  }

  /** What was written has arrived: now the ticket may show it. */
  Outcome.Approved arrived(Ticket ticket, Step step, Money change, boolean offline) {
    ticket.advance(step.next());
    numbered(step);
    return new Outcome.Approved(step.next().due(), change, offline, step.finished());
  }

  /** A receipt number is used up once its sale is durable. */
  void numbered(Step step) {
    step.finished()
        .ifPresent(
            sale -> {
              lastReceipt = sale.receipt();
              finished.accept(sale);
            });
  }

  static Decision.Accepted accept(Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      throw new RefusedException(refused.refusal().code(), refused.refusal().sentence());
    }
    return (Decision.Accepted) decision;
  }

  /** What a tender makes of a sale. */
  record Step(Sale next, List<Draft> drafts, Optional<CompletedSale> finished) {}
}
