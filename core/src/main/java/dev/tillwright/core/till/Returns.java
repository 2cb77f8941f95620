package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentOrder;
import dev.tillwright.core.payment.PaymentResult;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goods back and money back: by the original tenders, cards first, then what a channel holds, then
 * points, then cash, and never more than each of them took. Before that, what the points program
 * withholds is withheld.
 */
final class Returns {
  private static final Set<AttemptState> RESERVED =
      EnumSet.of(
          AttemptState.AUTHORIZED, AttemptState.CAPTURE_PENDING, AttemptState.INCREMENT_PENDING);

  private final Books books;
  private final Checkout checkout;
  private final Origins origins;
  private final GiftSales gifts;
  private final PayBack back;
  private final CashBack cash;
  private final Withholding withholding;
  private final OrderRefunds orders;

  Returns(Books books, Checkout checkout, Origins origins, OrderRefunds orders, GiftSales gifts) {
    this.orders = orders;
    this.gifts = gifts;
    this.books = books;
    this.checkout = checkout;
    this.origins = origins;
    this.back = new PayBack(books, checkout, origins);
    this.cash = new CashBack(books, origins);
    this.withholding = new Withholding(books, checkout, origins, back);
  }

  /** What a return comes to as it stands. */
  Refund refund(Ticket ticket) {
    return withholding.refund(ticket);
  }

  /**
   * Pays out what is due, tender by tender; stops at the first that does not go through.
   *
   * @param shown what the customer was shown; {@code null} for nothing
   */
  Outcome payOut(Ticket ticket, @Nullable Refund shown) {
    return checkout.claimed(ticket, () -> paidOut(ticket, shown, false));
  }

  /** The same, with cash for what was paid to the channel of an order. */
  Outcome payOutInCash(Ticket ticket) {
    if (!orders.inCash()) {
      return new Outcome.Declined("order.noCash", "what a channel holds goes back by the channel");
    }
    return checkout.claimed(
        ticket,
        () ->
            orders.underway(ticket)
                ? new Outcome.Declined(
                    "order.refundUnderway", "the channel may be giving it back already")
                : paidOut(ticket, null, true));
  }

  /** Whether a channel may have given money back for it. */
  boolean channelRefunds(Ticket ticket) {
    return OrderRefunds.begun(books, ticket.sale());
  }

  private Outcome paidOut(Ticket ticket, @Nullable Refund shown, boolean inCash) {
    if (ticket.sale().kind() == SaleKind.SALE) {
      throw new RefusedException("sale.isSale", "a sale is paid, not paid out");
    }
    Optional<Outcome> against = origins.reserve(ticket).or(() -> checkout.beginTender(ticket));
    if (against.isPresent()) {
      return against.get();
    }
    books.settle(ticket); // the lock, without which nothing can be paid out
    Optional<Outcome> onCards = gifts.takeBack(ticket);
    if (onCards.isPresent()) {
      return onCards.get();
    }
    if (ticket.due().isZero()) {
      return checkout.finished(ticket);
    }
    if (!ticket.sale().paysOut()) {
      throw new RefusedException("sale.isSale", "the customer pays the difference");
    }
    if (ticket.sale().kind() != SaleKind.VOID) { // of which was asked before it began
      Optional<Outcome> waits = checkout.checks().beforePayOut(ticket);
      if (waits.isPresent()) {
        return waits.get();
      }
    }
    synchronized (checkout) {
      Optional<Outcome> ends = withholding.withhold(ticket, shown);
      if (ends.isPresent()) {
        return ends.get();
      }
    }
    Outcome outcome = next(ticket, inCash);
    // Each round pays out at least one minor unit of one of at most 20 tenders.
    while (outcome instanceof Outcome.Approved approved && approved.sale().isEmpty()) {
      outcome = next(ticket, inCash);
    }
    return outcome;
  }

  private Outcome next(Ticket ticket, boolean inCash) {
    if (ticket.sale().kind() == SaleKind.VOID) {
      return mirror(ticket, origins.original(ticket));
    }
    List<CompletedSale> chain =
        ticket.sale().kind() == SaleKind.RETURN_WITHOUT_RECEIPT ? List.of() : origins.chain(ticket);
    for (CompletedSale sale : chain) {
      for (TenderLine line : PayBack.of(sale, TenderKind::byHost)) {
        Optional<Outcome> outcome = card(ticket, sale, line);
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    }
    Optional<Outcome> elsewhere = inCash ? Optional.empty() : orders.next(ticket, chain);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    synchronized (checkout) { // what is left and what is written: no other return comes between
      return withoutHost(ticket, chain, inCash);
    }
  }

  private Outcome withoutHost(Ticket ticket, List<CompletedSale> chain, boolean inCash) {
    if (ticket.sale().kind() == SaleKind.RETURN_WITHOUT_RECEIPT) {
      return write(ticket, cash.rounded(ticket.sale(), ticket.due()));
    }
    for (CompletedSale sale : chain) {
      for (TenderLine line : PayBack.of(sale, TenderKind.POINTS::equals)) {
        Optional<Outcome> outcome = points(ticket, sale, line);
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    }
    Optional<OrderRefunds.Cash> instead = inCash ? orders.cash(ticket, chain) : Optional.empty();
    if (instead.isPresent()) {
      Money amount = instead.get().amount();
      TenderLine out =
          amount.equals(ticket.due())
              ? cash.rounded(ticket.sale(), amount)
              : TenderLine.cash(amount, amount);
      return write(ticket, out, List.of(instead.get().draft()));
    }
    Optional<TenderLine> line = cash.next(ticket, chain);
    return line.isPresent() ? write(ticket, line.get()) : nothingLeft(chain);
  }

  private Outcome nothingLeft(List<CompletedSale> chain) {
    boolean reserved =
        chain.stream()
            .flatMap(sale -> PayBack.of(sale, TenderKind::byHost).stream())
            .map(line -> PaymentKey.parse(Objects.requireNonNull(line.payment(), "payment")))
            .flatMap(key -> checkout.payments().find(key).stream())
            .anyMatch(attempt -> RESERVED.contains(attempt.state()));
    return reserved
        ? new Outcome.Declined(
            "refund.notCaptured", "the card is only reserved yet; capture it, then pay out")
        : new Outcome.Declined(
            "refund.aboveOriginal", "more is due than the original tenders took");
  }

  private Optional<Outcome> card(Ticket ticket, CompletedSale original, TenderLine line) {
    Money amount = back.byCard(ticket.sale(), original, line).min(ticket.due());
    if (!amount.isPositive()) {
      return Optional.empty();
    }
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(line.payment(), "payment"));
    if (!original.id().terminal().equals(ticket.id().terminal())) {
      PaymentOrder order =
          PaymentOrder.of(
                  line.kind(),
                  ticket.id().toString(),
                  Charge.of(amount),
                  Objects.requireNonNull(line.card(), "card"))
              .build();
      return Optional.of(Answers.of(ticket, checkout.payments().refundElsewhere(key, order)));
    }
    return Optional.of(
        Answers.of(ticket, checkout.payments().refund(key, ticket.id().toString(), amount)));
  }

  private Optional<Outcome> points(Ticket ticket, CompletedSale original, TenderLine line) {
    boolean here =
        ticket.sale().tenders().stream()
            .anyMatch(
                it ->
                    it.kind() == TenderKind.POINTS && Objects.equals(line.payment(), it.payment()));
    return here
        ? Optional.empty()
        : back.points(original, line, ticket.due()).map(part -> write(ticket, part));
  }

  /** A void takes each tender back as it stood, in the same order; a card is reversed. */
  private Outcome mirror(Ticket ticket, CompletedSale original) {
    TenderLine line = original.tenders().get(ticket.sale().tenders().size());
    if (!line.kind().byHost()) {
      synchronized (checkout) {
        return write(ticket, asItMoved(line));
      }
    }
    Decision.Accepted taken = Checkout.accept(ticket.sale().decide(new SaleCommand.Tender(line)));
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(line.payment(), "payment"));
    List<Draft> drafts = taken.events().stream().map(SaleEvents::toDraft).toList();
    // Decided and durable with the tender; the host is told until it acknowledges.
    PaymentResult result = checkout.payments().giveUp(key, "VOID", drafts);
    if (result instanceof PaymentResult.Refused refused) {
      return new Outcome.Declined(refused.code(), refused.reason());
    }
    ticket.advance(taken.next());
    return ticket.due().isZero()
        ? checkout.finished(ticket)
        : new Outcome.Approved(
            ticket.due(), Money.zero(ticket.due().currency()), false, Optional.empty());
  }

  /** Without the change, which went back at once. */
  private static TenderLine asItMoved(TenderLine line) {
    return new TenderLine(
        line.kind(),
        line.amount(),
        line.charged(),
        line.payment(),
        line.card(),
        line.authorizationCode(),
        line.points(),
        line.extras());
  }

  private Outcome write(Ticket ticket, TenderLine line) {
    return write(ticket, line, List.of());
  }

  private Outcome write(Ticket ticket, TenderLine line, List<Draft> before) {
    Checkout.Step step = checkout.tender(ticket.sale(), line);
    List<Draft> drafts = new ArrayList<>(before);
    drafts.addAll(step.drafts());
    books.append(drafts);
    return checkout.arrived(ticket, step, Money.zero(line.amount().currency()), false);
  }
}
